"""What a coordinator decides about a task: checked, stored, and described for the journal."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from models import Suspense, Task, TaskAgency
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.tasks.suspenses import SuspenseRule, set_rule

NO_SUSPENSE = SuspenseRule("none")
MET = "suspense_met_on"
"""Under which name the journal keeps the last occurrence that was met, beside what met it."""


LENGTH = {"duration_days", "short_parts"}
"""What says together how long a task takes, where it takes a part of a day."""


@dataclass(frozen=True)
class TaskFields:
    """What a coordinator decides about a task.

    Args:
        leads: agency ids; several lead jointly. At least one.
        supports: agency id and role (consult, coordinate, assist, clear).
        constraint_minute: at which minute of that day, where it is not the whole of it.
        short_parts: by how many parts of a day it is shorter than its days.
        work_calendar: the name of the one of the plan's others that its work runs on; empty for the
            plan's own.
        sentence: of the directive, that orders it.
    """

    code: str
    name: str
    duration_days: int
    leads: tuple[int, ...]
    supports: tuple[tuple[int, str], ...] = ()
    description: str = ""
    initiative_id: int | None = None
    parent_id: int | None = None
    assignee_id: int | None = None
    constraint_code: str = "ASAP"
    constraint_on: date | None = None
    constraint_minute: int | None = None
    short_parts: int = 0
    work_calendar: str = ""
    suspense: SuspenseRule = NO_SUSPENSE
    dates_source: str = "plan"
    source_note: str = ""
    sentence: str = ""

    def stored(self) -> dict[str, Any]:
        """Return the columns of the tasks table."""
        apart = ("leads", "supports", "suspense")
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in apart}


def fields_of(session: Session, task: Task) -> TaskFields:
    """Return a task's structure as it stands."""
    agencies = session.execute(
        select(TaskAgency.agency_id, TaskAgency.role)
        .where(TaskAgency.task_id == task.id)
        .order_by(TaskAgency.agency_id)
    ).all()
    rule = session.scalar(select(Suspense).where(Suspense.task_id == task.id))
    plain = {
        f.name: getattr(task, f.name)
        for f in fields(TaskFields)
        if f.name not in ("leads", "supports", "suspense")
    }
    return TaskFields(
        **plain,
        leads=tuple(a.agency_id for a in agencies if a.role == "lead"),
        supports=tuple((a.agency_id, a.role) for a in agencies if a.role != "lead"),
        suspense=SuspenseRule.of(rule),
    )


def store_apart(
    session: Session,
    task: Task,
    wanted: TaskFields,
    joining: Joining,
    before: TaskFields | None = None,
) -> None:
    """Write what lives in tables of its own: agencies, unless they are as before, and the suspense.

    Args:
        joining: how an agency comes to the plan that nothing named there before, and when the task
            is given to who leads it from now on; who led it already keeps it since then.
        before: the task as it stands, if it is in the plan already.
    """
    if before is None or (before.leads, before.supports) != (wanted.leads, wanted.supports):
        were = roles_of(before) if before else {}
        _set_agencies(session, task.id, (were, roles_of(wanted)), joining)
    set_rule(session, task, wanted.suspense)
    session.flush()


def roles_of(wanted: TaskFields) -> dict[int, str]:
    """Return the role of each agency that a task names."""
    return dict(wanted.supports) | dict.fromkeys(wanted.leads, "lead")


def agency_row(task_id: int, agency_id: int, role: str, joining: Joining) -> dict[str, Any]:
    """Return the row of an agency that has a role in a task from now on."""
    given_at = joining.given_at if role == "lead" else None
    return {"task_id": task_id, "agency_id": agency_id, "role": role, "given_at": given_at}


def _set_agencies(
    session: Session,
    task_id: int,
    roles: tuple[dict[int, str], dict[int, str]],
    joining: Joining,
) -> None:
    were, now = roles
    stays = {agency for agency, role in were.items() if now.get(agency) == role}
    gone = and_(TaskAgency.task_id == task_id, TaskAgency.agency_id.not_in(stays))
    session.execute(delete(TaskAgency).where(gone))
    session.add_all(
        TaskAgency(**agency_row(task_id, agency, role, joining))
        for agency, role in now.items()
        if agency not in stays
    )
    plan_agencies.take_part(session, joining, now)


def described(wanted: TaskFields) -> dict[str, Any]:
    """Return what the journal keeps of a task's structure.

    Agencies stand in one order, since it says nothing: lists of the same ones are the same.
    """
    leads = sorted(set(wanted.leads))
    supports = sorted(set(wanted.supports))
    plain = wanted.stored()
    plain |= {"leads": leads, "supports": [[a, role] for a, role in supports if a not in leads]}
    plain["suspense"] = wanted.suspense.described()
    return {key: v.isoformat() if isinstance(v, date) else v for key, v in plain.items()}


def changed(before: TaskFields, after: TaskFields) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return only what differs, before and after."""
    old, new = described(before), described(after)
    differ = [key for key in old if old[key] != new[key]]
    if LENGTH & set(differ) and (old["short_parts"] or new["short_parts"]):
        differ = [key for key in old if key in LENGTH or key in differ]
    return {key: old[key] for key in differ}, {key: new[key] for key in differ}


def with_described(now: TaskFields, kept: dict[str, Any]) -> TaskFields:
    """Return a task's structure with some fields as the journal keeps them."""
    values: dict[str, Any] = {}
    for key, value in kept.items():
        if key == "constraint_on" and value is not None:
            values[key] = date.fromisoformat(value)
        elif key == "leads":
            values[key] = tuple(value)
        elif key == "supports":
            values[key] = tuple((agency, role) for agency, role in value)
        elif key == "suspense":
            values[key] = SuspenseRule.kept(value)
        else:
            values[key] = value
    return replace(now, **values)
