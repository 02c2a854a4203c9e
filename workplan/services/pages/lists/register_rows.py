"""Entries of the registers as pages show them, each with the names that belong to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import Session, aliased

from models import Agency, Plan, RegisterEntry, RegisterTask, Task, User
from workplan.services.record.read_models import read
from workplan.vocabulary import Code, RegisterKind

RAISER, CLOSER = aliased(User), aliased(User)


class RegisterState(Code):
    """Which entries of the registers a list shows."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    RETIRED = "retired", "Retired"


class RegisterRow(NamedTuple):
    """An entry of the registers, with the names that belong to it."""

    id: int
    plan_id: int
    slug: str
    number: int
    kind: str
    statement: str
    agency_code: str
    agency: str
    decider: str
    wanted_on: date | None
    raised_at: datetime
    raised_by: str | None
    outcome: str
    closed_at: datetime | None
    closed_by: str | None
    retired_at: datetime | None
    version: int

    @property
    def name(self) -> str:
        """What it is called: its kind and its number."""
        return f"{RegisterKind.said(self.kind)} {self.number}"

    @property
    def is_open(self) -> bool:
        """Tell whether it asks something of somebody."""
        return self.closed_at is None and self.retired_at is None

    @property
    def state(self) -> RegisterState:
        """Whether it is open, closed or retired."""
        if self.retired_at is not None:
            return RegisterState.RETIRED
        return RegisterState.OPEN if self.closed_at is None else RegisterState.CLOSED

    def is_overdue(self, today: date) -> bool:
        """Tell whether it is open after the day by which it is wanted."""
        return self.is_open and self.wanted_on is not None and self.wanted_on < today


class TouchedTask(NamedTuple):
    """A task that an entry touches."""

    id: int
    code: str
    name: str


class Listed(NamedTuple):
    """An entry with the tasks that it touches."""

    row: RegisterRow
    tasks: list[TouchedTask]


def read_rows(session: Session, which: ColumnElement[bool]) -> list[RegisterRow]:
    """Return entries: open ones first, decisions before the rest, then by when they are wanted."""
    kinds = {kind: place for place, kind in enumerate(RegisterKind.codes())}
    wanted = _columns().where(which)
    return read(
        RegisterRow,
        session.execute(
            wanted.order_by(
                RegisterEntry.closed_at.is_not(None),
                case(kinds, value=RegisterEntry.kind),
                RegisterEntry.wanted_on.is_(None),
                RegisterEntry.wanted_on,
                RegisterEntry.id,
            )
        ),
    )


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            RegisterEntry.id,
            RegisterEntry.plan_id,
            Plan.slug,
            RegisterEntry.number,
            RegisterEntry.kind,
            RegisterEntry.statement,
            Agency.code.label("agency_code"),
            Agency.label.label("agency"),
            RegisterEntry.decider,
            RegisterEntry.wanted_on,
            RegisterEntry.raised_at,
            RAISER.name.label("raised_by"),
            RegisterEntry.outcome,
            RegisterEntry.closed_at,
            CLOSER.name.label("closed_by"),
            RegisterEntry.retired_at,
            RegisterEntry.version,
        )
        .join(Plan, Plan.id == RegisterEntry.plan_id)
        .join(Agency, Agency.id == RegisterEntry.agency_id)
        .outerjoin(RAISER, RAISER.id == RegisterEntry.raised_by_id)
        .outerjoin(CLOSER, CLOSER.id == RegisterEntry.closed_by_id)
    )


def with_tasks(session: Session, rows: Sequence[RegisterRow]) -> list[Listed]:
    """Return entries with the tasks that they touch; one select."""
    tasks: dict[int, list[TouchedTask]] = defaultdict(list)
    for entry_id, number, code, name in session.execute(
        select(RegisterTask.entry_id, Task.id, Task.code, Task.name)
        .join(Task, Task.id == RegisterTask.task_id)
        .where(RegisterTask.entry_id.in_([row.id for row in rows]), Task.removed_at.is_(None))
        .order_by(Task.position, Task.id)
    ):
        tasks[entry_id].append(TouchedTask(number, code, name))
    return [Listed(row, tasks[row.id]) for row in rows]
