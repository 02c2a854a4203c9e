"""Lines of effort that are retired: where their tasks go, and how all of it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Initiative, Plan, Task
from support.files.merging import GROUP, INSIDE, a_file, bring_in, merge
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.statements import statements
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.change import Change
from workplan.services.structure import lines_of_effort, retired_efforts
from workplan.services.structure.lines_of_effort import EffortFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)


def by(office: Office) -> Change:
    return Change(office.coordinator, NOW)


@pytest.fixture
def second(office: Office) -> int:
    """A second line of effort, beside the first with its one task."""
    return lines_of_effort.add(by(office), SLUG, EffortFields("2", "Shorten the process"))


def first() -> int:
    db.session.rollback()
    ours = select(Plan.id).where(Plan.slug == SLUG).scalar_subquery()
    wanted = select(Initiative.id).where(Initiative.code == "1", Initiative.plan_id == ours)
    return db.session.scalars(wanted).one()


def stands_in(code: str = "0") -> int | None:
    db.session.rollback()
    ours = select(Plan.id).where(Plan.slug == SLUG).scalar_subquery()
    wanted = select(Task.initiative_id).where(Task.code == code, Task.plan_id == ours)
    return db.session.scalars(wanted).one()


def choices(office: Office) -> list[str]:
    return [one.name for one in lines_of_effort.of_plan(db.session(), office.plan().id)]


def test_one_without_tasks_is_retired_and_restored_at_its_place(
    office: Office, second: int
) -> None:
    retired_efforts.retire(by(office), SLUG, second, 1, None, "Merged")
    assert choices(office) == ["1 Organize for success"]
    assert [entry.verb for entry in office.journal()[-1:]] == ["initiative.retired"]
    retired_efforts.restore(by(office), SLUG, second)
    assert choices(office) == ["1 Organize for success", "2 Shorten the process"]
    undo.undo(by(office), office.last_seq())
    assert choices(office) == ["1 Organize for success"]
    undo.undo(by(office), office.last_seq())
    assert len(choices(office)) == 2
    with refuses("code", "“2 Shorten the process” is not retired; it is in use."):
        retired_efforts.restore(by(office), SLUG, second)


def test_one_with_tasks_asks_where_they_go(office: Office, second: int) -> None:
    with refuses("to", "“1 Organize for success” has 1 task. Choose where they go."):
        retired_efforts.retire(by(office), SLUG, first(), 1, None)
    for wrong in (first(), 987_654):
        with refuses("to", "Tasks cannot go to that line of effort."):
            retired_efforts.retire(by(office), SLUG, first(), 1, wrong)
    retired_efforts.retire(by(office), SLUG, second, 1, None)
    with refuses("to", "Tasks cannot go to that line of effort."):
        retired_efforts.retire(by(office), SLUG, first(), 1, second)


@pytest.mark.parametrize("is_nowhere", [False, True])
def test_its_tasks_go_there_as_one_group_which_is_taken_back_at_once(
    office: Office, second: int, is_nowhere: bool
) -> None:
    since, dates = office.last_seq(), [(t.start_on, t.finish_on) for t in tasks()]
    to = retired_efforts.NOWHERE if is_nowhere else second
    assert retired_efforts.retire(by(office), SLUG, first(), 1, to, "Too small") == 1
    assert stands_in() == (None if is_nowhere else second)
    assert choices(office) == ["2 Shorten the process"]
    group, *parts = office.journal(since)
    assert (group.verb, group.reason) == ("initiative.emptied", "Too small")
    assert [entry.verb for entry in parts] == ["task.changed", "initiative.retired"]
    assert {entry.cause_seq for entry in parts} == {group.seq}
    assert [(t.start_on, t.finish_on) for t in tasks()] == dates, "no date moves"

    undo.undo(by(office), group.seq)
    assert stands_in() == first()
    assert choices(office) == ["1 Organize for success", "2 Shorten the process"]


def tasks() -> list[Task]:
    db.session.rollback()
    return [*db.session.scalars(select(Task).order_by(Task.id))]


def test_a_retired_one_takes_no_task(office: Office, second: int) -> None:
    retired_efforts.retire(by(office), SLUG, second, 1, None)
    with refuses("initiative_id", "“2 Shorten the process” is retired. Choose another"):
        office.add("2a", initiative_id=second)


def test_a_removed_task_comes_back_once_its_line_of_effort_is_restored(
    office: Office, second: int
) -> None:
    task_id = office.add("2a", initiative_id=second)
    office.remove(task_id)
    removed = office.last_seq()
    retired_efforts.retire(by(office), SLUG, second, 1, None)
    with refuses("initiative_id", "or restore it first"):
        undo.undo(by(office), removed)
    retired_efforts.restore(by(office), SLUG, second)
    undo.undo(by(office), removed)
    assert office.task(task_id).removed_at is None


def test_retiring_sends_as_many_statements_for_many_tasks_as_for_few(
    office: Office, second: int
) -> None:
    third = lines_of_effort.add(by(office), SLUG, EffortFields("3", "Show the figures"))
    for number in range(12):
        office.add(f"3.{number}", initiative_id=third)
    one, to_second = first(), statements
    sent = [
        to_second(lambda number=number: retired_efforts.retire(by(office), SLUG, number, 1, second))  # type: ignore[misc]  # bound at once
        for number in (one, third)
    ]
    assert sent[0] >= sent[1], "the first one also looks up what the second finds in memory"


def test_a_newer_file_that_uses_a_retired_one_brings_it_back(office: Office) -> None:
    slug = bring_in(office, a_file(GROUP, INSIDE))
    db.session.rollback()
    effort = db.session.scalars(select(Initiative).where(Initiative.title == "Effort")).one()
    number, to = effort.id, retired_efforts.NOWHERE
    retired_efforts.retire(by(office), slug, number, 1, to)
    since = office.last_seq()
    merge(office, slug, a_file(GROUP, replace(INSIDE, name="Changed"), start=date(2027, 3, 2)))
    db.session.rollback()
    assert db.session.get_one(Initiative, number).retired_at is None
    changed = select(Task.initiative_id).where(Task.name == "Changed")
    assert db.session.scalars(changed).all() == [number]
    group = office.journal(since)[0]
    assert group.verb == "plan.merged"
    assert "initiative.restored" in [entry.verb for entry in office.journal(since)]

    undo.undo(by(office), group.seq)
    db.session.rollback()
    assert db.session.get_one(Initiative, number).retired_at is not None
