"""A cycle is opened, changed and withdrawn by the coordinator, one at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Notice
from support.files.wishes import TUESDAY, told
from support.ground.office import SLUG
from support.record.cycling import NOVEMBER, by, cycle, opens, with_only
from support.web.refusals import refuses
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen, StaleVersion
from workplan.extensions import db
from workplan.services.coordination.standing_notices import still_told
from workplan.services.reporting.cycles import cycles, finding
from workplan.services.structure import plan_stages
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def task(office: Office) -> int:
    """The only task of the plan, which State PM leads."""
    task = office.add("1a", 90)
    with_only(office, task)
    return task


def mails() -> list[Notice]:
    """The mails of cycles that would leave."""
    db.session.rollback()
    wanted = select(Notice).where(Notice.kind == "cycle_asked", still_told())
    return [*db.session.scalars(wanted.order_by(Notice.id))]


def test_opening_one_tells_each_who_owes_something_once_what_it_is(
    office: Office, task: int
) -> None:
    assert task
    assert opens(office) == 1
    [mail] = told()
    assert (mail.user_id, mail.kind, mail.task_id) == (office.lead.id, "cycle_asked", None)
    assert mail.cycle_id == cycle(office).id
    assert mail.said == ("“November 2026”, as of 24 Nov 2026, by 1 Dec 2026: 1a. For the meeting")
    assert [entry.verb for entry in office.journal()][-2:] == ["cycle.opened", "cycle.asked"]


def test_where_each_task_is_reported_already_it_is_opened_and_nobody_is_asked(
    office: Office, task: int
) -> None:
    office.report(task, TUESDAY - timedelta(minutes=5), percent=10)
    opens(office)
    assert told() == []
    assert office.journal()[-1].verb == "cycle.opened"


def test_one_is_open_at_a_time_and_no_number_is_given_twice(office: Office, task: int) -> None:
    assert task
    opens(office)
    with refuses("name", "“November 2026” is open"):
        opens(office)
    cycles.withdraw(by(office), SLUG, 1, 1, "Too early")
    assert opens(office) == 2
    assert finding.open_one(db.session(), office.plan().id) is not None


def test_there_is_nothing_to_ask_where_no_task_is_open(office: Office) -> None:
    with_only(office)
    with refuses("name", "No task of this plan is open"):
        opens(office)
    assert told() == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Give it a name"),
        ("name", "x" * 81, "Give it a name"),
        ("due_on", date(2026, 11, 23), "has passed"),
        ("due_on", date(2200, 1, 1), "out of reach"),
        ("as_of_on", date(1, 1, 1), "out of reach"),
        ("as_of_on", date(2026, 12, 2), "comes after the day by which it is due"),
        ("note", "x" * 2_001, "2,001 characters"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(
    office: Office, task: int, field: str, value: object, said: str
) -> None:
    assert task
    with refuses(field, said):
        opens(office, NOVEMBER._replace(**{field: value}))  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        cycle(office)


def test_only_the_coordinator_runs_them_and_none_in_a_closed_plan(
    office: Office, task: int
) -> None:
    assert task
    for who in ("lead", "viewer", "auditor"):
        with pytest.raises(NotAllowed):
            cycles.open_cycle(by(office, who), SLUG, NOVEMBER)
    opens(office)
    with pytest.raises(NotAllowed):
        cycles.withdraw(by(office, "lead"), SLUG, 1, 1, "Not now")
    assert len(mails()) == 1
    plan_stages.move_to_stage(by(office), SLUG, "closed")
    assert mails() == []
    with pytest.raises(PlanIsFrozen):
        cycles.amend(by(office), SLUG, 1, 1, NOVEMBER)


def test_another_day_is_kept_and_the_journal_says_which_was_before(
    office: Office, task: int
) -> None:
    assert task
    opens(office)
    later = date(2026, 12, 4)
    cycles.amend(by(office), SLUG, 1, 1, NOVEMBER._replace(due_on=later, name="Late November"))
    assert (cycle(office).due_on, cycle(office).name, cycle(office).version) == (
        later,
        "Late November",
        2,
    )
    last = office.journal()[-1]
    assert last.verb == "cycle.changed"
    assert last.before == {"name": "November 2026", "due_on": "2026-12-01"}
    assert last.after == {
        "name": "Late November",
        "due_on": "2026-12-04",
        "cycle": "Late November",
    }


def test_a_day_that_passed_may_stay_where_it_is(office: Office, task: int) -> None:
    assert task
    opens(office)
    now = TUESDAY + timedelta(days=20)
    cycles.amend(by(office, now=now), SLUG, 1, 1, NOVEMBER._replace(note="Please"))
    assert cycle(office).note == "Please"


def test_saving_it_as_it_is_changes_nothing_and_an_old_page_is_told_so(
    office: Office, task: int
) -> None:
    assert task
    opens(office)
    count = len(office.journal())
    cycles.amend(by(office), SLUG, 1, 1, NOVEMBER)
    assert (cycle(office).version, len(office.journal())) == (1, count)
    cycles.amend(by(office), SLUG, 1, 1, NOVEMBER._replace(name="Another"))
    with pytest.raises(StaleVersion):
        cycles.amend(by(office), SLUG, 1, 1, NOVEMBER)
    with pytest.raises(StaleVersion):
        cycles.withdraw(by(office), SLUG, 1, 1, "Not now")


def test_a_withdrawn_one_owes_nothing_and_is_changed_no_more(office: Office, task: int) -> None:
    assert task
    opens(office)
    assert len(mails()) == 1
    with refuses("because", "Say why"):
        cycles.withdraw(by(office), SLUG, 1, 1, " ")
    cycles.withdraw(by(office), SLUG, 1, 1, "The meeting is off")
    assert (cycle(office).state, cycle(office).because) == ("withdrawn", "The meeting is off")
    assert mails() == []
    with refuses("cycle", "is withdrawn"):
        cycles.withdraw(by(office), SLUG, 1, 2, "Once more")


def test_it_is_usually_of_the_month_and_due_in_five_working_days(office: Office) -> None:
    found = cycles.usual(day_of(db.session(), office.plan(), TUESDAY))
    # Thursday is Thanksgiving.
    assert found == ("November 2026", date(2026, 11, 24), date(2026, 12, 2), "")
