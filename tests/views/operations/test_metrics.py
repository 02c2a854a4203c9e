"""The figures that Prometheus reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from models import JournalEntry, Reminder
from views.operations.metrics import INQUIRY
from workplan.extensions import db
from workplan.services.operations import figures
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    import pytest

    from support.ground.site import Site


def read(site: Site) -> dict[tuple[str, ...], float]:
    """Return each figure by its name and the words of its labels."""
    site.app.extensions[INQUIRY].holds.clear()
    answer = site.browser("anonymous").get("/metrics").response
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=1.0.0")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_every_figure_is_what_the_database_holds(site: Site) -> None:
    found = read(site)
    with site.inside():
        states = dict(
            db.session.execute(select(Reminder.state, func.count()).group_by(Reminder.state)).all()
        )
        entries = db.session.scalar(select(func.max(JournalEntry.seq)))
    assert states
    for state in ("pending", "sending", "sent", "failed", "dead", "cancelled"):
        assert found["workplan_mails", "reminders", state] == states.get(state, 0)
    assert found["workplan_journal_entries",] == entries
    assert found["workplan_check_well", "database"] == 1
    assert found["workplan_plans_under_way",] == 2
    assert found["workplan_open_tasks",] > 0
    assert found["workplan_beat_age_seconds", "planner"] >= 0
    assert found["workplan_received_mails", "parked"] >= 0


def test_a_mail_that_waits_shows_for_how_long(site: Site) -> None:
    assert read(site)["workplan_mail_waits_seconds",] == 0
    with site.inside(), writing() as session:
        row = session.scalars(select(Reminder).limit(1)).one()
        moment = row.not_before
        session.execute(
            update(Reminder).where(Reminder.id == row.id).values(state="failed", sent_at=None)
        )
    waits = read(site)["workplan_mail_waits_seconds",]
    assert waits >= (site.now - moment).total_seconds() > 0


def test_nothing_of_what_a_plan_says_is_in_it(site: Site) -> None:
    text = site.browser("anonymous").get("/metrics").response.text
    with site.inside() as office:
        names = [office.plan().title, office.plan().slug, office.email("lead")]
    assert not any(name in text for name in names)


def test_it_tells_how_the_checks_are_although_the_figures_cannot_be_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(figures, "figures", fail)
    found = read(site)
    assert found["workplan_check_well", "database"] == 1
    assert ("workplan_open_tasks",) not in found


def test_nothing_tells_which_plans_and_addresses_there_are(site: Site) -> None:
    parts = {name[1] for name in read(site) if name[0] == "workplan_beat_age_seconds"}
    assert parts <= {"planner", "mail-accepted", "checkpoint"}
