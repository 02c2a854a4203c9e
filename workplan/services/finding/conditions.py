"""The conditions that a filter of tasks is built from: a field, how it compares, and a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true
from sqlalchemy.orm import Session

from models import Agency, Initiative, Membership, Objective, Plan, Task, User
from workplan.calendars.written import read_day
from workplan.errors import InvalidInput
from workplan.folding import fold
from workplan.services.finding.condition_fields import FIELDS, FITTING, OPERATORS, Field, Spellings
from workplan.services.structure.health import points
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import Confidence, Status

MOST = 12
MAX_VALUE = 200
AWAY = re.compile(r"[-+−][0-9]{1,9}")


class Condition(NamedTuple):
    """One row of the builder, as it was typed."""

    field: str
    op: str
    value: str = ""


def clause(
    session: Session, plan_id: int, conditions: Sequence[Condition], day: PlanDay, *, is_any: bool
) -> ColumnElement[bool]:
    """Return what conditions mean together: all of them, or any.

    Raises:
        InvalidInput: for the first that means nothing; it names the field and the value.
    """
    if len(conditions) > MOST:
        raise InvalidInput(
            "conditions", f"{len(conditions)} conditions are too many. Use {MOST} at most."
        )
    meant = [_meaning(session, plan_id, condition, day) for condition in conditions]
    return or_(*meant) if is_any else and_(*meant)


def said(conditions: Sequence[Condition], *, is_any: bool) -> str:
    """Return conditions in words, as they were typed."""
    words = []
    for condition in conditions:
        label, op = FIELDS[condition.field].label, OPERATORS[condition.op]
        shown = op.replace("…", condition.value) if "…" in op else f"{op} {condition.value}".strip()
        words.append(f"{label} {shown}")
    return (" or " if is_any else " and ").join(words)


def _spellings(session: Session, plan_id: int, condition: Condition) -> Spellings:
    """Return the names here that are the value; refuse one that nothing has: it finds nothing."""
    field, value = FIELDS[condition.field], fold(condition.value.strip())
    known = {
        "status": lambda: [*Status.codes(), *Status.by_code().values()],
        "health": lambda: [str(number) for number in points.POINTS],
        "assessed": lambda: [*Confidence.codes(), *Confidence.by_code().values()],
        "lead": lambda: _names(session, select(Agency.label, Agency.code)),
        "support": lambda: _names(session, select(Agency.label, Agency.code)),
        # Whoever has left is still named by the work that was handed to them.
        "person": lambda: _names(
            session,
            select(User.name).where(
                User.id.in_(select(Membership.user_id).where(Membership.plan_id == plan_id))
                | User.id.in_(select(Task.assignee_id).where(Task.plan_id == plan_id))
            ),
        ),
        "objective": lambda: _names(
            session,
            select(Objective.code, Objective.statement).where(
                Objective.directive_id
                == select(Plan.directive_id).where(Plan.id == plan_id).scalar_subquery(),
                Objective.retired_at.is_(None),
            ),
        ),
        "effort": lambda: _names(
            session,
            select(Initiative.code, Initiative.title).where(Initiative.plan_id == plan_id),
        ),
    }[condition.field]()
    alike = tuple(dict.fromkeys(name for name in known if fold(name) == value))
    if not alike:
        raise InvalidInput(
            "conditions",
            f"{field.label}: nothing here is called “{condition.value}”. Choose from the list that "
            "the field offers.",
        )
    return alike


def _names(session: Session, wanted: Any) -> list[str]:
    return [name for row in session.execute(wanted) for name in row]


def _meaning(
    session: Session, plan_id: int, condition: Condition, day: PlanDay
) -> ColumnElement[bool]:
    field = FIELDS.get(condition.field)
    if field is None:
        raise InvalidInput(
            "conditions", f"“{condition.field[:40]}” is no field. Choose from the list."
        )
    fitting = FITTING[field.kind]
    if condition.op not in fitting:
        words = ", ".join(f"“{OPERATORS[op]}”" for op in fitting)
        shown = OPERATORS.get(condition.op, condition.op[:40])
        raise InvalidInput(
            "conditions", f"{field.label}: “{shown}” does not fit. Choose one of {words}."
        )
    value = condition.value.strip()
    if field.kind == "mark":
        is_so: ColumnElement[bool] = field.column("")
        if condition.op == "is" and value.lower() not in ("yes", "no"):
            raise InvalidInput("conditions", f"{field.label}: “{value}” is unclear. Use yes or no.")
        is_wanted = value.lower() == "yes" if condition.op == "is" else condition.op == "some"
        return is_so if is_wanted else not_(is_so)
    if condition.field == "late" and condition.op in ("some", "none"):
        is_it: ColumnElement[bool] = states.is_late({day.plan_id: day})
        return is_it if condition.op == "some" else not_(is_it)
    if condition.op in ("some", "none"):
        return _given(field, is_wanted=condition.op == "some")
    if not value:
        raise InvalidInput("conditions", f"{field.label}: the value is empty. Give one.")
    if condition.field == "health":
        [number] = _spellings(session, plan_id, condition)
        is_it = Task.id.in_(points.tasks_of(session, plan_id, int(number)))
        return is_it if condition.op == "is" else not_(is_it)
    if field.kind == "choice":
        is_it = field.column(_spellings(session, plan_id, condition))
        return is_it if condition.op == "is" else not_(is_it)
    if condition.field == "late":
        return _late(condition.op, _number(field, value), day)
    return _compared(field, condition.op, value, day.today)


def _late(op: str, wanted: int, day: PlanDay) -> ColumnElement[bool]:
    """Return the condition of being late by so many working days; what is not late is so by 0."""
    if wanted < 0:
        return false() if op in ("is", "lt") else true()
    more = states.is_late_by_more(day, wanted)
    at_least = states.is_late_by_more(day, wanted - 1) if wanted else true()
    return {
        "is": and_(at_least, not_(more)),
        "not": or_(not_(at_least), more),
        "lt": not_(at_least),
        "gt": more,
    }[op]


def _given(field: Field, *, is_wanted: bool) -> ColumnElement[bool]:
    is_there: ColumnElement[bool] = (
        field.column != "" if field.kind == "text" else field.column.is_not(None)
    )
    return is_there if is_wanted else not_(is_there)


def _compared(field: Field, op: str, value: str, today: date) -> ColumnElement[bool]:
    column = field.column
    if field.kind == "text":
        found: ColumnElement[bool] = (
            column == fold(value)
            if op in ("is", "not")
            else column.contains(fold(value), autoescape=True)
        )
        return found if op in ("is", "has") else not_(found)
    if op == "soon":
        last = _later(field, value, today, _number(field, value))
        return and_(column >= today, column <= last)
    wanted = _day(field, value, today) if field.kind == "day" else _number(field, value)
    comparisons: dict[str, ColumnElement[bool]] = {
        "is": column == wanted,
        "lt": column < wanted,
        "gt": column > wanted,
    }
    # What is empty is not that day either.
    return or_(column != wanted, column.is_(None)) if op == "not" else comparisons[op]


def _day(field: Field, value: str, today: date) -> date:
    """Return a day: as a date, as “today”, or as days from today (+14, -7), which stays alive."""
    if value.lower() == "today":
        return today
    try:
        if AWAY.fullmatch(value):
            return _later(field, value, today, int(value.replace("−", "-")))
        return read_day(value)
    except ValueError:
        raise InvalidInput(
            "conditions",
            f"{field.label}: “{value}” is no day. Give one like 2027-03-14, or “today”, or days "
            "from today like +14.",
        ) from None


def _later(field: Field, value: str, today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise InvalidInput(
            "conditions", f"{field.label}: “{value}” is too far. Give fewer days."
        ) from None


def _number(field: Field, value: str) -> int:
    value = value.removesuffix("%").strip()
    if not re.fullmatch(r"[-+−]?\d{1,6}", value, re.ASCII):
        raise InvalidInput(
            "conditions", f"{field.label}: “{value}” is no whole number. Give one, such as 5."
        )
    return int(value.replace("−", "-"))
