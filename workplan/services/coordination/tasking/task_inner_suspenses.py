"""The inner suspenses of one task, as far as a person may see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from models import Agency, InnerSuspense, Task, TaskAgency, User
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read


class Inner(NamedTuple):
    """The inner suspense of a lead agency of a task; without a day where it has set none.

    Args:
        is_overtaken: whether the suspense was moved before it since, so that nobody is reminded.
        may_set: whether this person sets, changes and clears it.
    """

    agency_id: int
    label: str
    due_on: date | None
    words: str
    by: str
    set_at: datetime | None
    is_overtaken: bool
    may_set: bool


class _Row(NamedTuple):
    agency_id: int
    label: str
    due_on: date | None
    words: str | None
    by: str | None
    set_at: datetime | None


def seen_on(session: Session, task: Task, standing: Standing) -> list[Inner]:
    """Return the inner suspenses of a task that a person may see, by agency; one select at most.

    Whoever may set one finds their agency there without a day, too.
    """
    if not (standing.may_read_everything or standing.has_own_work):
        return []
    is_counting = task.is_open and task.removed_at is None and task.due_on is not None
    found = [
        Inner(
            row.agency_id,
            row.label,
            row.due_on,
            row.words or "",
            row.by or "",
            row.set_at,
            bool(row.due_on and task.due_on and row.due_on > task.due_on),
            is_counting and standing.role == "lead" and row.agency_id in standing.agency_ids,
        )
        for row in read(_Row, session.execute(_of_task(task.id, standing)))
    ]
    # Each lead acts for one agency of a task: the first of theirs, as when it is set.
    mine = min((one.agency_id for one in found if one.may_set), default=None)
    found = [one._replace(may_set=one.agency_id == mine) for one in found]
    return [one for one in found if one.due_on or one.may_set]


def _of_task(task_id: int, standing: Standing) -> Select[*tuple[Any, ...]]:
    """Return the select of the agencies that lead a task, each with its day if it has one."""
    return (
        select(
            TaskAgency.agency_id,
            Agency.label,
            InnerSuspense.due_on,
            InnerSuspense.words,
            User.name.label("by"),
            InnerSuspense.set_at,
        )
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .outerjoin(
            InnerSuspense,
            and_(
                InnerSuspense.task_id == TaskAgency.task_id,
                InnerSuspense.agency_id == TaskAgency.agency_id,
                InnerSuspense.given_at.is_not_distinct_from(TaskAgency.given_at),
                InnerSuspense.due_on.is_not(None),
            ),
        )
        .outerjoin(User, User.id == InnerSuspense.set_by_id)
        .where(
            TaskAgency.task_id == task_id,
            TaskAgency.role == "lead",
            standing.own_agency(TaskAgency.agency_id),
        )
        .order_by(Agency.label)
    )
