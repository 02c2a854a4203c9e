"""A coordinator moves an approved plan by so many days at most; beyond, its official decides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from support.record.requesting import ASKED_AT, by, limits
from workplan.calendars.spans import days
from workplan.errors import BeyondLimit
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.structure import plan_calendar
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office


def test_without_a_limit_everything_is_the_coordinators(office: Office) -> None:
    task_id = office.add("1a", 10)
    limits(office, 0)
    office.change(task_id, duration_days=100)
    assert office.task(task_id).duration_days == 100


@pytest.mark.parametrize(("lasting", "is_held"), [(15, False), (16, True), (5, False), (4, True)])
def test_the_end_moves_by_as_many_days_as_the_limit_has(
    office: Office, lasting: int, is_held: bool
) -> None:
    task_id = office.add("1a", 10)
    limits(office, 5)
    if not is_held:
        office.change(task_id, duration_days=lasting)
        assert office.task(task_id).duration_days == lasting
        return
    with pytest.raises(BeyondLimit, match=r"6 working days (later|earlier)\. Walt Poe decides"):
        office.change(task_id, duration_days=lasting)
    assert office.task(task_id).duration_days == 10


@pytest.mark.parametrize("stage", ["drafting", "clearance"])
def test_before_the_approval_nothing_is_held(office: Office, stage: str) -> None:
    task_id = office.add("1a", 10)
    limits(office, 5)
    office.put_stage(stage)
    office.change(task_id, duration_days=100)
    assert office.task(task_id).duration_days == 100


def test_what_agencies_report_is_never_held(office: Office) -> None:
    task_id = office.add("1a", 10)
    before = office.task(task_id).finish_on
    limits(office, 5)
    office.report(task_id, ASKED_AT, percent=10, actual_start_on=date(2026, 9, 10))
    later = office.task(task_id).finish_on
    assert before is not None
    assert later is not None
    assert later > before


def test_a_task_with_a_directed_suspense_is_held_beside_the_end(office: Office) -> None:
    office.add("long", 100)
    directed = office.add("1a", 10, SuspenseRule("signed", within=days(200)))
    free = office.add("1b", 10)
    limits(office, 5)
    office.change(free, duration_days=30)
    with pytest.raises(BeyondLimit, match="1a would end 14 Oct 2026, 20 working days later"):
        office.change(directed, duration_days=30)


def test_a_directed_suspense_itself_is_held(office: Office) -> None:
    office.add("long", 100)
    directed = office.add("1a", 10, SuspenseRule("signed", within=days(200)))
    limits(office, 5)
    with pytest.raises(BeyondLimit, match="1a would be due"):
        office.change(directed, suspense=SuspenseRule("signed", within=days(300)))
    with pytest.raises(BeyondLimit, match="1a would be due"):
        office.change(directed, suspense=SuspenseRule("fixed", fixed_on=date(2027, 9, 1)))
    with pytest.raises(BeyondLimit, match="1a would have no suspense any more"):
        office.change(directed, suspense=SuspenseRule("none"))


def test_a_task_with_a_directed_suspense_is_not_taken_out(office: Office) -> None:
    office.add("long", 100)
    directed = office.give("1a", 10, SuspenseRule("signed", within=days(200)), now=ASKED_AT)
    limits(office, 5)
    version = office.task(directed).version
    with pytest.raises(BeyondLimit, match="1a is taken out, whose suspense is directed"):
        tasks.remove(by(office), directed, version, "Not needed")
    assert office.task(directed).removed_at is None


def test_a_dependency_is_held_as_the_rest(office: Office) -> None:
    first, second = office.add("1a", 10), office.add("1b", 10)
    limits(office, 5)
    with pytest.raises(BeyondLimit):
        dependencies.add(by(office), second, DependencyFields(first))


def test_without_an_official_the_refusal_says_where_one_is_named(office: Office) -> None:
    task_id = office.add("1a", 10)
    limits(office, 5, None)
    with pytest.raises(BeyondLimit, match="Name one on the page of clearance"):
        office.change(task_id, duration_days=30)
    assert office.plan(SLUG).change_days == 5


def test_a_suspense_is_not_taken_from_the_hands_of_the_directive(office: Office) -> None:
    office.add("long", 100)
    task_id = office.add("1a", 10, SuspenseRule("signed", within=days(60)))
    due_on = office.task(task_id).due_on
    limits(office, 5)
    with pytest.raises(BeyondLimit, match="would not order the suspense of 1a any more"):
        office.change(task_id, suspense=SuspenseRule("fixed", fixed_on=due_on))
    assert office.task(task_id).due_on == due_on


def test_what_a_directed_suspense_counts_from_is_not_taken_out(office: Office) -> None:
    office.add("long", 100)
    anchor = office.give("1a", 10, now=ASKED_AT)
    counting = SuspenseRule("after_task", within=days(30), after_task_id=anchor)
    task_id = office.add("1b", 10, counting)
    limits(office, 5)
    with pytest.raises(BeyondLimit, match="would not order the suspense of 1b any more"):
        tasks.remove(by(office), anchor, office.task(anchor).version, "Not needed")
    assert office.task(task_id).due_on is not None


def test_what_no_request_brings_about_is_said_so(office: Office) -> None:
    office.add("1a", 30)
    limits(office, 1)
    guard = plan_calendar.version_of(db.session(), office.plan().id)
    wanted = plan_calendar.days_of(office.plan())._replace(weekmask="1111111")
    with pytest.raises(BeyondLimit, match="no request brings it about"):
        plan_calendar.change(by(office), SLUG, guard, wanted)


def test_an_undo_beyond_the_limit_can_be_asked_for_whatever_came_after_it(office: Office) -> None:
    task_id = office.add("1a", 10)
    office.change(task_id, duration_days=30)
    seq = next(e.seq for e in reversed(office.journal()) if e.verb == "task.changed")
    office.change(task_id, name="Another name")
    limits(office, 5)
    with pytest.raises(BeyondLimit):
        undo.undo(by(office), seq)
