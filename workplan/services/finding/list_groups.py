"""A page of the task list by line of effort, each with a head that counts what the filter means."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models import Agency, Initiative, Task
from workplan.services.finding.list_columns import Listed
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import number_of

EFFORT, EFFORT_AGENCY = aliased(Initiative), aliased(Agency)
PLAN_ORDER = (EFFORT.position.is_not(None), EFFORT.position, EFFORT.id, Task.position)
"""Tasks in no line of effort, then each line of effort, as in the Gantt chart and in the sheet."""


class ListHead(NamedTuple):
    """A line of effort in a filtered list; without an id, the tasks that stand in none.

    Args:
        agency: the label of the agency that leads it, if one is named.
        total: its rows, tasks with subtasks among them; `tasks` are those that plans count.
    """

    id: int | None
    code: str | None
    title: str | None
    agency: str | None
    total: int
    tasks: int


class ListGroup(NamedTuple):
    """The rows of a page under one head; without a head, they are in no groups.

    Args:
        is_continued: that the page before ends within this group.
    """

    head: ListHead | None
    rows: list[Listed]
    is_continued: bool = False


def heads_of(session: Session, conditions: Sequence[Any]) -> list[ListHead]:
    """Return the lines of effort that hold tasks of some conditions, in order; one select."""
    # Counted by the number alone, since grouping by many columns costs more than the rest.
    counts = (
        select(
            Task.initiative_id,
            func.count().label("total"),
            number_of(states.counts_itself()).label("tasks"),
        )
        .outerjoin(EFFORT, EFFORT.id == Task.initiative_id)
        .where(*conditions)
        .group_by(Task.initiative_id)
        .subquery()
    )
    wanted = (
        select(
            EFFORT.id,
            EFFORT.code,
            EFFORT.title,
            EFFORT_AGENCY.label.label("agency"),
            counts.c.total,
            counts.c.tasks,
        )
        .select_from(counts)
        .outerjoin(EFFORT, EFFORT.id == counts.c.initiative_id)
        .outerjoin(EFFORT_AGENCY, EFFORT_AGENCY.id == EFFORT.agency_id)
        .order_by(*PLAN_ORDER[:-1])
    )
    return read(ListHead, session.execute(wanted))


def grouped(rows: Sequence[Listed], heads: Sequence[ListHead], offset: int) -> list[ListGroup]:
    """Return the rows of a page, which stand in the order of the plan, under their heads.

    A list without any line of effort has no heads.

    Args:
        offset: how many rows the pages before hold.
    """
    if not any(head.id for head in heads):
        return [ListGroup(None, list(rows))] if rows else []
    by_id = {head.id: head for head in heads}
    begins, before = {}, 0
    for head in heads:
        begins[head.id], before = before, before + head.total
    return [
        ListGroup(by_id[effort], list(inside), begins[effort] < offset)
        for effort, inside in groupby(rows, lambda row: row.task.initiative_id)
    ]
