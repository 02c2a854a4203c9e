"""Take a plan out in any form that a colleague asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.errors import InvalidInput
from workplan.exchange import ical_file, neutral_json
from workplan.exchange.planfile import PlanFile
from workplan.exchange.project import writing
from workplan.exchange.tables import csv_file, xlsx_file
from workplan.services.interchange.archives import archive_of
from workplan.services.interchange.feeds import days_of
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.pages.gantt.papers import printed
from workplan.services.pages.gantt.tasks import Hrefs
from workplan.services.record import journal


class Export(NamedTuple):
    """A file to take away."""

    content: bytes
    mime: str
    ending: str


@dataclass(frozen=True)
class Taken:
    """What a plan is taken from, and for whom.

    Args:
        with_history: whether the JSON carries people, reports, ledger and journal, to be restored.
    """

    session: Session
    plan: Plan
    base_url: str
    now: datetime
    with_history: bool = False

    def as_file(self) -> PlanFile:
        """Return the plan as a file's plan, with the line that says of which record it is."""
        found = planfile_of(self.session, self.plan)
        found.source = journal.source_line(self.session)
        return found


class Form(NamedTuple):
    """A form in which a plan is taken out; `label` is how pages call it."""

    label: str
    mime: str
    ending: str
    write: Callable[[Taken], bytes]


def export(taken: Taken, form: str) -> Export:
    """Return a plan as a file; the caller has checked that the person may see it.

    Raises:
        InvalidInput: for a form that there is not.
    """
    if form not in FORMS:
        raise InvalidInput("format", f"“{form}” is no format. Use one of {', '.join(FORMS)}.")
    chosen = FORMS[form]
    return Export(chosen.write(taken), chosen.mime, chosen.ending)


def _calendar(taken: Taken) -> bytes:
    host = taken.base_url.partition("//")[2] or "workplan"
    days = days_of(taken.session, Task.plan_id == taken.plan.id, taken.base_url)
    said = (
        f"Suspenses and milestones of {taken.plan.title}; other tasks are not in a calendar. "
        f"{journal.source_line(taken.session)}"
    )
    return ical_file.write(taken.plan.title, days, host, taken.now, said)


def _pages(taken: Taken) -> bytes:
    return printed(taken.session, taken.plan, taken.now, Hrefs(str, str))


def _json(taken: Taken) -> bytes:
    plan_file = taken.as_file()
    plan_file.archive = archive_of(taken.session, taken.plan) if taken.with_history else None
    return json.dumps(neutral_json.write(plan_file), ensure_ascii=False, indent=1).encode()


FORMS = {
    "mspdi": Form(
        "Project XML",
        "application/xml",
        "xml",
        lambda taken: writing.write(taken.as_file(), taken.plan.status_on),
    ),
    "xlsx": Form(
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        lambda taken: xlsx_file.write(taken.as_file(), taken.plan.status_on),
    ),
    "csv": Form(
        "CSV",
        "text/csv",
        "csv",
        lambda taken: csv_file.write(taken.as_file(), taken.plan.status_on),
    ),
    "ics": Form("iCalendar", "text/calendar", "ics", _calendar),
    "json": Form("JSON (complete plan)", "application/json", "json", _json),
    "pdf": Form("PDF", "application/pdf", "pdf", _pages),
}
"""The forms by their names in addresses and commands, in the order in which pages offer them."""
