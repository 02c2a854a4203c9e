"""Requests for a later suspense: their days, and how they are asked and answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models import Extension
from support.ground.moments import washington
from workplan.calendars.spans import days
from workplan.extensions import db
from workplan.services.coordination.tasking.extension_answers import Answer, answer
from workplan.services.coordination.tasking.extensions import Asked, ask
from workplan.services.record.change import Change
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

# The directive of the office was signed on 3 August 2026; so 90 days after it are 1 November.
DIRECTED, LATER, LATEST = date(2026, 11, 1), date(2026, 11, 16), date(2026, 12, 1)
ASKED_AT, ANSWERED_AT = washington(2026, 10, 1, 9), washington(2026, 10, 2, 9)
SIGNED = SuspenseRule("signed", within=days(90))
WHY = "The data are late", "We work at night"


def asks(office: Office, task: int, day: date = LATER, who: str = "lead") -> int:
    return ask(Change(office.people[who], ASKED_AT), task, Asked(day, *WHY))


def answers(office: Office, request: int, *given: Any) -> None:
    answer(Change(office.coordinator, ANSWERED_AT), request, Answer(*given))


def reopened(office: Office) -> int:
    """Return the entry by which an answer was taken back."""
    return next(e.seq for e in office.journal() if e.verb == "task.extension_reopened")


def row(request: int) -> Extension:
    db.session.rollback()
    return db.session.get_one(Extension, request)
