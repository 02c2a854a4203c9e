"""The rows of a whole plan: every task in its place, those without dates too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from models import Task
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields
from workplan.services.structure.outlines import Outline, outline_of, whole_outline

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1)


def rows(outline: Outline) -> list[tuple[str, int, bool]]:
    """Return the name of each row, its level, and whether rows stand below it."""
    db.session.rollback()
    return [
        (
            f"effort {place.effort}" if place.task is None else code_of(place.task),
            place.level,
            place.has_below,
        )
        for place in outline
    ]


def code_of(task_id: int) -> str:
    return db.session.get_one(Task, task_id).code


def without_dates(*task_ids: int) -> None:
    with writing() as session:
        session.execute(
            update(Task).where(Task.id.in_(task_ids)).values(start_on=None, finish_on=None)
        )


def test_tasks_stand_below_their_parents_and_lines_of_effort(office: Office) -> None:
    effort = lines_of_effort.add(
        Change(office.coordinator, NOW), SLUG, EffortFields("2", "Show results", "PM")
    )
    parent = office.add("2a", initiative_id=effort)
    office.add("2b", initiative_id=effort)
    middle = office.add("2a.1", parent_id=parent, initiative_id=effort)
    office.add("2a.1.1", parent_id=middle, initiative_id=effort)
    loose = office.add("9")
    office.remove(office.add("8"))
    assert loose
    assert rows(whole_outline(db.session(), office.plan().id)) == [
        ("9", 0, False),
        ("effort 1", 0, True),
        ("0", 1, False),
        (f"effort {effort}", 0, True),
        ("2a", 1, True),
        ("2a.1", 2, True),
        ("2a.1.1", 3, False),
        ("2b", 1, False),
    ]


def test_a_chart_leaves_out_tasks_without_dates_and_the_whole_outline_does_not(
    office: Office,
) -> None:
    parent = office.add("1a")
    office.add("1a.1", parent_id=parent)
    bare = office.add("1b")
    without_dates(bare, parent)
    plan_id = office.plan().id
    assert [code for code, *_ in rows(whole_outline(db.session(), plan_id))] == [
        *("1a", "1a.1", "1b", "effort 1", "0"),
    ]
    of_plan = (Task.plan_id == plan_id, Task.removed_at.is_(None))
    # One whose parent has no row stands up.
    assert rows(outline_of(db.session(), of_plan)) == [
        ("1a.1", 0, False),
        ("effort 1", 0, True),
        ("0", 1, False),
    ]


def test_the_whole_outline_is_of_one_plan(office: Office) -> None:
    office.add("1a")
    whole = whole_outline(db.session(), office.plan(OTHER_SLUG).id)
    assert [code for code, *_ in rows(whole)] == ["effort 2", "0"]
