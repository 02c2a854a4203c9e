"""Reporting cycles of the office: opened, looked at, and closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Task
from support.files.wishes import TUESDAY
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.reporting.cycles import closing, completeness, cycles, finding
from workplan.services.reporting.cycles.closing import Closed
from workplan.services.reporting.cycles.completeness import Owed
from workplan.services.reporting.cycles.cycles import CycleFields

if TYPE_CHECKING:
    from datetime import datetime

    from models import ReportingCycle
    from support.ground.office import Office

DUE = date(2026, 12, 1)
NOVEMBER = CycleFields("November 2026", TUESDAY.date(), DUE, "For the meeting")


def by(office: Office, who: str = "coordinator", now: datetime = TUESDAY) -> Change:
    """Return a change of a person."""
    return Change(office.people[who], now)


def opens(office: Office, wanted: CycleFields = NOVEMBER, now: datetime = TUESDAY) -> int:
    """Open a cycle of the office's plan, and return its number."""
    return cycles.open_cycle(by(office, now=now), SLUG, wanted)


def cycle(office: Office, number: int = 1) -> ReportingCycle:
    """Return a cycle as it is stored now."""
    return finding.by_number(db.session(), office.plan().id, number)


def owed(office: Office) -> dict[tuple[str, str], Owed]:
    """Return how each agency has answered on each task, by its code and the agency's label."""
    found = completeness.completeness(db.session(), office.plan(), cycle(office))
    return {(one.led.code, one.led.label): one for one in found}


def answered(office: Office) -> dict[tuple[str, str], str]:
    """Return the words for that."""
    return {key: str(one.answered) for key, one in owed(office).items()}


def missed(office: Office) -> set[str]:
    """Return what is not reported, as closing wants to hear that it was seen."""
    return {closing.shown(one) for one in owed(office).values() if one.is_missed}


def closes(office: Office, now: datetime = TUESDAY, words: str = "", number: int = 1) -> Closed:
    """Close the open cycle, with all that is missed seen."""
    seen, version = missed(office), cycle(office, number).version
    db.session.rollback()
    return closing.close(by(office, now=now), SLUG, number, version, words, seen)


def with_only(office: Office, *kept: int) -> None:
    """Let the plan hold only some tasks, as while it is a draft."""
    others = select(Task.id).where(
        Task.plan_id == office.plan().id, Task.removed_at.is_(None), Task.id.not_in(kept)
    )
    for task_id in db.session.scalars(others).all():
        office.remove(task_id)
