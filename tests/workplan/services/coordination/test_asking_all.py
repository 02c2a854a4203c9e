"""Every agency that has not reported lately is asked in one go, and what was asked today is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import JournalEntry, Task, UpdateRequest
from support.files.wishes import TUESDAY, told
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.server.taking_part import counted
from workplan.errors import InvalidInput, NotAllowed, PlanIsFrozen
from workplan.extensions import db
from workplan.services.coordination import asking_all, update_requests
from workplan.services.coordination.asking_all import Asking
from workplan.services.operations import beats
from workplan.services.record.change import Change
from workplan.services.record.verbs import VERBS
from workplan.services.structure import plan_stages
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

BEGUN = washington(2026, 10, 1)
BY = date(2026, 12, 1)


@pytest.fixture
def silent(office: Office) -> dict[str, int]:
    """Tasks under way without a report: two of State PM, one of DSCA; all others have news."""
    found = {
        code: office.add(code, 90, leads=leads, now=BEGUN)
        for code, leads in (("1a", ("PM",)), ("1b", ("PM",)), ("2a", ("DSCA",)))
    }
    others = select(Task.id).where(Task.plan_id == office.plan().id, Task.id.not_in(found.values()))
    for task_id in db.session.scalars(others).all():
        office.report(task_id, TUESDAY - timedelta(days=1), office.coordinator, percent=10)
    return found


def ask(office: Office, **options: object) -> Asking:
    given = {"wanted_on": BY, "note": "How far is it?"} | options
    return asking_all.ask_all(Change(office.coordinator, TUESDAY), SLUG, **given)  # type: ignore[arg-type]


def entries() -> list[JournalEntry]:
    wanted = select(JournalEntry).where(JournalEntry.verb.like("%update_asked"))
    return [*db.session.scalars(wanted.order_by(JournalEntry.seq))]


def test_all_silent_tasks_are_asked_about_as_one_group_of_the_journal(
    office: Office, silent: dict[str, int]
) -> None:
    asking = ask(office)
    assert sorted(asking.task_ids) == sorted(silent.values())
    assert asking.agencies == ["DSCA", "State PM"]
    group, *parts = entries()
    assert group.after == {"wanted_on": BY.isoformat(), "tasks": 3, "agencies": 2}
    assert {part.cause_seq for part in parts} == {group.seq}
    assert sorted(part.subject_id or 0 for part in parts) == sorted(silent.values())
    assert VERBS[group.verb].not_undone == "A mail or a link has left already."


def test_each_person_gets_one_mail_that_lists_their_tasks(
    office: Office, silent: dict[str, int], sender: Sender, mail_server: MailServer
) -> None:
    ask(office)
    assert len(told()) == len(silent)
    assert beats.tick(sender, TUESDAY + timedelta(days=1)).sent >= 2
    [mail] = mail_server.to(office.email("lead"))
    assert all(code in mail.prose for code in ("1a", "1b"))
    assert "2a" not in mail.prose


def test_what_was_asked_about_today_is_left_out_and_what_was_asked_yesterday_is_asked_anew(
    office: Office, silent: dict[str, int]
) -> None:
    yesterday = Change(office.coordinator, TUESDAY - timedelta(days=1))
    update_requests.ask(yesterday, silent["1a"], BY, "Yesterday")
    update_requests.ask(Change(office.coordinator, TUESDAY), silent["2a"], BY, "Today")
    asking = ask(office)
    assert sorted(asking.task_ids) == sorted([silent["1a"], silent["1b"]])
    assert (asking.tasks_left_out, asking.agencies) == (1, ["State PM"])
    still = select(UpdateRequest.note).where(
        UpdateRequest.task_id == silent["1a"], UpdateRequest.answered_at.is_(None)
    )
    assert [*db.session.scalars(still)] == ["How far is it?"]


@pytest.mark.usefixtures("silent")
def test_a_second_time_on_one_day_nobody_is_left_to_ask(office: Office) -> None:
    ask(office)
    before = len(entries()), len(told())
    with pytest.raises(InvalidInput, match="Nobody is left to ask"):
        ask(office)
    assert (len(entries()), len(told())) == before == (4, 3)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"wanted_on": TUESDAY.date() - timedelta(days=1)}, "has passed"),
        ({"note": "x" * 2_001}, "2,000 fit"),
    ],
)
@pytest.mark.usefixtures("silent")
def test_a_day_that_has_passed_and_a_long_note_ask_nobody(
    office: Office, options: dict[str, object], words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        ask(office, **options)
    assert (entries(), told()) == ([], [])


@pytest.mark.usefixtures("silent")
def test_only_the_coordinator_asks_and_nobody_in_a_closed_plan(office: Office) -> None:
    with pytest.raises(NotAllowed):
        asking_all.ask_all(Change(office.lead, TUESDAY), SLUG, BY, "")
    plan_stages.move_to_stage(Change(office.coordinator, TUESDAY), SLUG, "closed")
    with pytest.raises(PlanIsFrozen):
        ask(office)


def test_whom_to_ask_is_one_question_however_many_tasks_there_are(
    office: Office, silent: dict[str, int]
) -> None:
    plan = office.plan()
    day = day_of(db.session(), plan, TUESDAY)
    with counted(office.app) as statements:
        asking = asking_all.whom_to_ask(db.session(), day, plan.time_zone, TUESDAY)
    assert (len(statements), len(asking.wanted)) == (1, len(silent))
    assert asking.by > day.today
