"""Find words in tasks, reports and comments of the plans that a person may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, and_, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from models import Plan, StatusReport, Task, TaskComment
from workplan.services.finding.excerpts import Parts, excerpt
from workplan.services.finding.grams import may_hold
from workplan.services.finding.sought import begin_in, stand_in, words_in
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.read_models import read

MOST = 50
MOST_PLACES = 10
"""How many tasks are shown, and how many places of each."""

NAMES = (Task.folded_code, Task.folded_name)
TEXTS = (*NAMES, Task.folded_description)
"""The columns of a task in which its own words are looked for, here and in the list of a plan."""

ORIGINALS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "task": (Task, (Task.code, Task.name, Task.description)),
    "report": (
        StatusReport,
        (StatusReport.done, StatusReport.next_steps, StatusReport.help_needed),
    ),
    "comment": (TaskComment, (TaskComment.body,)),
}
"""The texts of each kind of place, as they were written."""


class FoundTask(NamedTuple):
    """A task as the list of what was found shows it, with the title of its plan."""

    id: int
    code: str
    name: str
    status: str
    ending: str | None
    title: str


class Place(NamedTuple):
    """Where the words stand: in which text of which task, and which of its places it is."""

    task_id: int
    source_id: int
    kind: str
    rank: int
    number: int


class Found(NamedTuple):
    """A task, with the places in which the words stand: the kind of each, and its text in parts.

    Args:
        places: for each, “task”, “report” or “comment”, and pairs of text and whether it matched.
    """

    task: FoundTask
    places: list[tuple[str, Parts]]


def find(session: Session, actor: Actor, typed: str) -> list[Found]:
    """Return the tasks in which every word stands, the best first: the word begins one of a name.

    What the person may not see is not found: neither shown nor counted, and it takes no room.
    """
    words = words_in(typed)
    if not words:
        return []
    visible = and_(Task.plan_id.in_(rights.listed_plans(actor)), Task.removed_at.is_(None))
    places = _places(session, words, visible).subquery()
    best = session.scalars(
        select(places.c.task_id)
        .join(Task, Task.id == places.c.task_id)
        .group_by(places.c.task_id, Task.plan_id, Task.position)
        .order_by(func.min(places.c.rank), Task.plan_id, Task.position)
        .limit(MOST)
    ).all()
    found = {row.id: Found(row, []) for row in tasks_of(session, actor, best)}
    if not found:
        return []
    rows = _best_places(session, words, and_(visible, Task.id.in_(found)))
    written = _written(session, rows)
    for row in rows:
        parts = excerpt(written[row.kind, row.source_id], words)
        found[row.task_id].places.append((row.kind, parts))
    return [*found.values()]


def tasks_of(session: Session, actor: Actor, task_ids: Sequence[int]) -> list[FoundTask]:
    """Return those of some tasks that a person may see, in the order given."""
    wanted = (
        select(Task.id, Task.code, Task.name, Task.status, Task.ending, Plan.title)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Task.id.in_(set(task_ids)),
            Task.plan_id.in_(rights.listed_plans(actor)),
            Task.removed_at.is_(None),
        )
    )
    tasks = {task.id: task for task in read(FoundTask, session.execute(wanted))}
    return [tasks[task_id] for task_id in dict.fromkeys(task_ids) if task_id in tasks]


def _best_places(
    session: Session, words: tuple[str, ...], which: ColumnElement[bool]
) -> list[Place]:
    """Return the best places of each of some tasks, the last reports and comments first."""
    places = _places(session, words, which).subquery()
    order = func.row_number().over(
        partition_by=places.c.task_id, order_by=(places.c.rank, places.c.source_id.desc())
    )
    numbered = select(places, order.label("number")).subquery()
    best = (
        select(numbered)
        .where(numbered.c.number <= MOST_PLACES)
        .order_by(numbered.c.task_id, numbered.c.number)
    )
    return read(Place, session.execute(best))


def _places(
    session: Session, words: tuple[str, ...], which: ColumnElement[bool]
) -> CompoundSelect[Any]:
    """Return the select of every place of certain tasks in which the words stand."""
    rank = case((begin_in(words, *NAMES), 0), (stand_in(words, *NAMES), 1), else_=2)
    return union_all(
        select(
            Task.id.label("task_id"),
            Task.id.label("source_id"),
            literal("task").label("kind"),
            rank.label("rank"),
        ).where(which, may_hold(session, Task, words), stand_in(words, *TEXTS)),
        *(
            select(source.task_id, source.id, literal(kind), literal(rank))
            .join(Task, Task.id == source.task_id)
            .where(which, may_hold(session, source, words), stand_in(words, source.folded))
            for rank, kind, source in ((3, "report", StatusReport), (4, "comment", TaskComment))
        ),
    )


def _written(session: Session, places: Sequence[Place]) -> dict[tuple[str, int], str]:
    """Return the text of each place as it was written."""
    texts = {}
    for kind, (source, columns) in ORIGINALS.items():
        ids = [place.source_id for place in places if place.kind == kind]
        for row in session.execute(select(source.id, *columns).where(source.id.in_(ids))):
            texts[kind, row.id] = " ".join(filter(None, row[1:]))
    return texts
