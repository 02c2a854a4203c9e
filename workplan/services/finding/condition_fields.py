"""What a filter of tasks can compare: the fields, the comparisons, and which fit which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select

from models import (
    Agency,
    Initiative,
    Objective,
    StatusReport,
    Task,
    TaskAgency,
    TaskObjective,
    User,
)
from workplan.services.coordination.confidence import recovery_plans
from workplan.services.coordination.tasking.unacknowledged import is_unacknowledged
from workplan.vocabulary import Confidence, Status


class Field(NamedTuple):
    """Something about a task that can be compared.

    Args:
        kind: day, number, choice, text or mark; it says which comparisons fit.
        column: what holds it; a function where it stands in another table.
    """

    label: str
    kind: str
    column: Any


Spellings = tuple[str, ...]
"""The names here that are what was typed, but for case, accents and width."""


def _owned(
    roles: Callable[[Any], ColumnElement[bool]],
) -> Callable[[Spellings], ColumnElement[bool]]:
    def matches(names: Spellings) -> ColumnElement[bool]:
        named = or_(Agency.label.in_(names), Agency.code.in_(names))
        return exists(
            select(TaskAgency.task_id)
            .join(Agency, Agency.id == TaskAgency.agency_id)
            .where(TaskAgency.task_id == Task.id, roles(TaskAgency.role), named)
        )

    return matches


def _assigned(names: Spellings) -> ColumnElement[bool]:
    return exists(select(User.id).where(User.id == Task.assignee_id, User.name.in_(names)))


def _in_effort(names: Spellings) -> ColumnElement[bool]:
    named = or_(Initiative.code.in_(names), Initiative.title.in_(names))
    return exists(select(Initiative.id).where(Initiative.id == Task.initiative_id, named))


def _serving(names: Spellings) -> ColumnElement[bool]:
    named = or_(Objective.code.in_(names), Objective.statement.in_(names))
    return exists(
        select(TaskObjective.task_id)
        .join(Objective, Objective.id == TaskObjective.objective_id)
        .where(TaskObjective.task_id == Task.id, Objective.retired_at.is_(None), named)
    )


def _of_status(names: Spellings) -> ColumnElement[bool]:
    codes = [code for code, label in Status.choices() if code in names or label in names]
    return Task.status.in_(codes)


def _of_confidence(names: Spellings) -> ColumnElement[bool]:
    codes = [code for code, label in Confidence.choices() if code in names or label in names]
    return recovery_plans.is_assessed(*codes)


def _help_wanted(value: str) -> ColumnElement[bool]:  # noqa: ARG001  # a mark has no value
    latest = select(func.max(StatusReport.id)).where(StatusReport.task_id == Task.id)
    asked = select(StatusReport.id).where(
        StatusReport.id == latest.correlate(Task).scalar_subquery(), StatusReport.help_needed != ""
    )
    return exists(asked)


LAST_REPORT = (
    select(func.max(StatusReport.reported_on))
    .where(StatusReport.task_id == Task.id)
    .correlate(Task)
    .scalar_subquery()
)
FIELDS = {
    "due": Field("Suspense", "day", Task.due_on),
    "finish": Field("Finish, computed", "day", Task.finish_on),
    "start": Field("Start, computed", "day", Task.start_on),
    "forecast": Field("Finish, forecast by the agency", "day", Task.forecast_on),
    "done": Field("Actual finish", "day", Task.actual_finish_on),
    "reported": Field("Last report", "day", LAST_REPORT),
    "late": Field("Late by working days", "number", Task.late_days),
    "float": Field("In hand, in working days", "number", Task.total_float_days),
    "percent": Field("Percent complete", "number", Task.done_percent),
    "duration": Field("Duration in working days", "number", Task.duration_days),
    "status": Field("Status", "choice", _of_status),
    "lead": Field("Lead agency", "choice", _owned(lambda role: role == "lead")),
    "support": Field("Supporting agency", "choice", _owned(lambda role: role != "lead")),
    "person": Field("Handed to", "choice", _assigned),
    "effort": Field("Line of effort", "choice", _in_effort),
    "objective": Field("Objective", "choice", _serving),
    "name": Field("Name", "text", Task.folded_name),
    "about": Field("Description", "text", Task.folded_description),
    "unacknowledged": Field("Not acknowledged", "mark", lambda _: is_unacknowledged()),
    "assessed": Field("Assessed by the coordinator", "choice", _of_confidence),
    "recovery": Field("Recovery plan owed", "mark", lambda _: recovery_plans.is_owed()),
    "critical": Field("Critical", "mark", lambda _: Task.is_critical),
    "health": Field("Health point to mend", "choice", Task.id),
    "help": Field("Help needed in the last report", "mark", _help_wanted),
}
OPERATORS = {
    "is": "is",
    "not": "is not",
    "lt": "is before, or under",
    "gt": "is after, or over",
    "soon": "is within the next … days",
    "has": "contains",
    "hasnt": "does not contain",
    "some": "is given",
    "none": "is empty",
}
FITTING = {
    "day": ("is", "not", "lt", "gt", "soon", "some", "none"),
    "number": ("is", "not", "lt", "gt", "some", "none"),
    "choice": ("is", "not"),
    "text": ("has", "hasnt", "is", "not", "some", "none"),
    "mark": ("is", "some", "none"),
}
"""Which comparisons fit which kind of field."""
