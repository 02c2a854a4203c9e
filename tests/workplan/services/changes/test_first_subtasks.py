"""The first subtask below a task with days of its own: they are kept or let go, never lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Dependency, Notice, Task
from support.ground.moments import washington
from support.ground.office import SLUG, dated
from support.record.tasks.standing import stored
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.changes import first_subtasks
from workplan.services.changes.first_subtasks import KEEP, LET_GO
from workplan.services.changes.previews import preview
from workplan.services.changes.undoing.undo import undo
from workplan.services.coordination import offers, update_requests
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.dates.rescheduling import Move

NOW = washington(2026, 9, 2)


def work(office: Office) -> tuple[int, int, int]:
    """Return a task before, the work itself, of ten days and begun, and one that follows it."""
    first = office.add("1a", 3)
    task = office.add("1b", 10, date(2026, 12, 1), leads=("PM", "DSCA"), name="Write it")
    after = office.add("1c", 2)
    for predecessor, successor, lag in ((first, task, 1), (task, after, 0)):
        fields = DependencyFields(predecessor, "FS", lag)
        dependencies.add(Change(office.coordinator, NOW), successor, fields)
    office.report(task, NOW, percent=40, actual_start_on=date(2026, 9, 1))
    update_requests.ask(Change(office.coordinator, NOW), task, date(2026, 9, 9), "How is it?")
    return first, task, after


def put_below(
    office: Office,
    parent_id: int,
    own_days: str,
    code: str = "M",
    change: Change | None = None,
) -> list[Move]:
    change = change or Change(office.coordinator, NOW + timedelta(days=1))
    fields = office.fields(code, 0, parent_id=parent_id)

    def save(change: Change) -> list[Move]:
        return tasks.add(change, SLUG, fields)[1]

    return first_subtasks.placed(change, SLUG, None, fields, own_days, save)


def by_code(office: Office, code: str) -> Task:
    db.session.rollback()
    return db.session.scalars(
        select(Task).where(Task.code == code, Task.plan_id == office.plan().id)
    ).one()


def links(*task_ids: int) -> set[tuple[int, int, int]]:
    rows = db.session.execute(
        select(Dependency.predecessor_id, Dependency.successor_id, Dependency.lag_days).where(
            Dependency.successor_id.in_(task_ids) | Dependency.predecessor_id.in_(task_ids)
        )
    )
    return {tuple(row) for row in rows}


def test_nobody_loses_days_without_being_asked(office: Office) -> None:
    _, task, _ = work(office)
    with refuses("own_days", "“1b Write it” has 10 working days of its own, which no longer"):
        put_below(office, task, "")


def test_kept_days_become_the_first_subtask_and_nothing_else_moves(office: Office) -> None:
    first, task, after = work(office)
    before, ends = stored(office, task), office.task(after).finish_on
    moves = put_below(office, task, KEEP)

    kept = by_code(office, "1b.1")
    assert office.task(after).finish_on == ends
    assert after not in dated(moves)
    found, above = stored(office, kept.id), stored(office, task)
    same = ("name", "duration_days", "status", "percent", "actual_start_on", "reported_at")
    assert {n: found[n] for n in (*same, "finish_on", "agencies")} == {
        n: before[n] for n in (*same, "finish_on", "agencies")
    }
    assert links(task) == set()
    assert links(kept.id) == {(first, kept.id, 1), (kept.id, after, 0)}
    assert (above["percent"], above["due_on"]) == (0, before["due_on"])
    assert (len(found["questions"]), above["questions"]) == (1, set())
    assert found["due_on"] is None


def test_keeping_days_is_one_change_that_is_taken_back_whole(office: Office) -> None:
    first, task, after = work(office)
    before = [stored(office, one) for one in (first, task, after)]
    linked, since = links(task), office.last_seq()
    put_below(office, task, KEEP)
    group = office.journal(since)[0]
    assert group.verb == "tasks.changed_together"

    undo(Change(office.coordinator, NOW + timedelta(days=1, hours=2)), group.seq)

    assert [stored(office, one) for one in (first, task, after)] == before
    assert links(task) == linked
    assert by_code(office, "1b.1").removed_at is not None


def test_days_that_are_let_go_no_longer_count(office: Office) -> None:
    _, task, after = work(office)
    ends = office.task(after).finish_on
    put_below(office, task, LET_GO)
    assert ends is not None
    assert (office.task(after).finish_on or ends) < ends
    assert links(task) != set()


def test_a_second_subtask_a_milestone_above_and_a_change_in_place_ask_nothing(
    office: Office,
) -> None:
    _, task, _ = work(office)
    put_below(office, task, LET_GO)
    put_below(office, task, "", "M2")
    put_below(office, office.add("2", 0), "", "M3")
    moved = by_code(office, "M2")
    wanted = office.fields("M2", 4, parent_id=task)
    first_subtasks.placed(
        Change(office.coordinator, NOW),
        SLUG,
        moved.id,
        wanted,
        "",
        lambda change: tasks.change(change, moved.id, moved.version, wanted),
    )
    assert office.task(moved.id).duration_days == 4


def test_a_task_without_a_lead_is_refused_also_when_days_are_kept(office: Office) -> None:
    _, task, _ = work(office)
    fields = office.fields("M", 0, leads=(), parent_id=task)

    def save() -> list[Move]:
        return tasks.add(Change(office.coordinator, NOW), SLUG, fields)[1]

    with refuses("leads", "No lead agency is chosen"):
        first_subtasks.placed(Change(office.coordinator, NOW), SLUG, None, fields, KEEP, save)


def test_keeping_days_can_be_previewed(office: Office) -> None:
    _, task, after = work(office)
    plan_id = office.plan().id
    found = preview(
        Change(office.coordinator, NOW),
        plan_id,
        lambda c: put_below(office, task, LET_GO, change=c),
    )
    assert after in {moved.id for moved in found.moved}
    kept = preview(
        Change(office.coordinator, NOW), plan_id, lambda c: put_below(office, task, KEEP, change=c)
    )
    assert after not in {moved.id for moved in kept.moved if moved.days}
    assert by_code(office, "1c").id == after


def test_another_lead_is_asked_also_when_days_are_kept(office: Office) -> None:
    _, above, _ = work(office)
    task = office.add("1d", 3)
    wanted = office.fields("1d", 3, leads=("DSCA",), parent_id=above)
    since, before = office.last_seq(), stored(office, task)

    def save(change: Change) -> list[Move]:
        return tasks.change(change, task, 1, wanted)

    first_subtasks.placed(Change(office.coordinator, NOW), SLUG, task, wanted, KEEP, save)

    assert office.task(task).parent_id == above
    assert stored(office, task)["agencies"] == before["agencies"]
    offer = offers.open_offer(db.session(), task)
    assert offer is not None
    assert offer.to_agency_id == office.agencies["DSCA"]
    told = db.session.scalars(select(Notice).where(Notice.kind == "offer"))
    assert [notice.user_id for notice in told] == [office.other_lead.id]

    undo(Change(office.coordinator, NOW + timedelta(hours=1)), since + 1)

    assert stored(office, task) == before
    assert offers.open_offer(db.session(), task) is None
    last = [entry for entry in office.journal(since) if entry.verb == "task.offer_withdrawn"]
    assert [entry.subject_id for entry in last] == [task]


@pytest.mark.parametrize("who", ["contributor", "lead"])
def test_days_are_kept_also_when_whoever_did_the_work_has_left(office: Office, who: str) -> None:
    _, task, _ = work(office)
    office.change(task, assignee_id=office.people[who].id)
    operator = Actor(None, "Operator", "cli")
    memberships.leave(Change(operator, NOW), office.email("contributor"), SLUG)

    put_below(office, task, KEEP)

    is_here = who == "lead"
    assert by_code(office, "1b.1").assignee_id == (office.lead.id if is_here else None)
