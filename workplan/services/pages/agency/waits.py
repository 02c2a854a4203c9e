"""What others wait for from an agency: answers, offers, tasks that must end first, support."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import Agency, Dependency, Handover, SupportLine, Task, TaskAgency, UpdateRequest, User
from workplan.services.people.standing import led_by
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import PlanDay

MOST = 12
"""How many of each are shown; one more is read, to say that there are more."""


class AskedRow(NamedTuple):
    """An update that a coordinator asked for."""

    id: int
    code: str
    name: str
    by: str
    asked_at: datetime
    wanted_on: date


class OfferedRow(NamedTuple):
    """The lead of a task that another agency offers."""

    id: int
    code: str
    name: str
    giver: str
    proposed_at: datetime


class BlockedRow(NamedTuple):
    """A task of another agency that waits for one of these to end."""

    id: int
    code: str
    name: str
    first_id: int
    first_code: str
    finish_on: date | None


class SupportedRow(NamedTuple):
    """A task that the agency supports, and what it said of its part; nothing when it did not."""

    id: int
    code: str
    name: str
    role: str
    status: str | None
    said_at: datetime | None


class Waits(NamedTuple):
    """What others wait for from an agency; `blocked` with who leads each."""

    asked: list[AskedRow]
    offered: list[OfferedRow]
    blocked: list[tuple[BlockedRow, str]]
    supported: list[SupportedRow]

    @property
    def total(self) -> int:
        """How many things are waited for."""
        return sum(len(some) for some in (self.asked, self.offered, self.blocked, self.supported))


def waits_of(session: Session, days: Mapping[int, PlanDay], agency_ids: frozenset[int]) -> Waits:
    """Return what others wait for from an agency; five selects for any number of tasks."""
    led = led_by(agency_ids)
    here = (Task.plan_id.in_(days), states.is_open())
    asked = (
        select(
            Task.id,
            Task.code,
            Task.name,
            User.name.label("by"),
            UpdateRequest.asked_at,
            UpdateRequest.wanted_on,
        )
        .join(UpdateRequest, UpdateRequest.task_id == Task.id)
        .join(User, User.id == UpdateRequest.asked_by_id)
        .where(*here, led, UpdateRequest.answered_at.is_(None))
        .order_by(UpdateRequest.wanted_on, UpdateRequest.id)
        .limit(MOST)
    )
    offered = (
        select(Task.id, Task.code, Task.name, Agency.label.label("giver"), Handover.proposed_at)
        .join(Handover, Handover.task_id == Task.id)
        .join(Agency, Agency.id == Handover.from_agency_id)
        .where(*here, Handover.state == "proposed", Handover.to_agency_id.in_(agency_ids))
        .order_by(Handover.proposed_at, Handover.id)
        .limit(MOST)
    )
    return Waits(
        read(AskedRow, session.execute(asked)),
        read(OfferedRow, session.execute(offered)),
        _blocked(session, days, agency_ids),
        read(SupportedRow, session.execute(_supported(agency_ids).where(*here))),
    )


def _supported(agency_ids: frozenset[int]) -> Any:
    """Return the select of the tasks that an agency supports, and has not said to be done."""
    return (
        select(
            Task.id,
            Task.code,
            Task.name,
            TaskAgency.role,
            SupportLine.status,
            SupportLine.said_at,
        )
        .join(TaskAgency, TaskAgency.task_id == Task.id)
        .outerjoin(
            SupportLine,
            (SupportLine.task_id == Task.id) & (SupportLine.agency_id == TaskAgency.agency_id),
        )
        .where(
            TaskAgency.agency_id.in_(agency_ids),
            TaskAgency.role != "lead",
            SupportLine.status.is_distinct_from("done"),
        )
        .order_by(Task.due_on.is_(None), Task.due_on, Task.plan_id, Task.position)
        .limit(MOST)
    )


def _blocked(
    session: Session, plan_ids: Iterable[int], agency_ids: frozenset[int]
) -> list[tuple[BlockedRow, str]]:
    """Return the unstarted tasks of others that wait for an open one of these, with their leads."""
    first = aliased(Task)
    leading = select(TaskAgency.task_id).where(
        TaskAgency.role == "lead", TaskAgency.agency_id.in_(agency_ids)
    )
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            first.id.label("first_id"),
            first.code.label("first_code"),
            first.finish_on,
        )
        .join(Dependency, Dependency.successor_id == Task.id)
        .join(first, first.id == Dependency.predecessor_id)
        .where(
            Task.plan_id.in_(plan_ids),
            states.is_open(),
            Task.percent == 0,
            Task.id.not_in(leading),
            first.id.in_(leading),
            states.is_open(first),
        )
        .order_by(first.finish_on, Task.position)
        .limit(MOST)
    )
    rows = read(BlockedRow, session.execute(wanted))
    owners = owners_of(session, [row.id for row in rows])
    return [(row, owners.get(row.id, NOBODY).led_by) for row in rows]
