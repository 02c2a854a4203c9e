"""Take a plan out in any form that a colleague asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.errors import InvalidInput
from workplan.exchange import ical_file, neutral_json
from workplan.exchange.project import writing
from workplan.exchange.tables import csv_file, xlsx_file
from workplan.services.interchange.archives import archive_of
from workplan.services.interchange.feeds import days_of
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.pages.gantt_charts import printed
from workplan.services.pages.gantts import Hrefs
from workplan.services.record import journal


class Export(NamedTuple):
    """A file to take away."""

    content: bytes
    mime: str
    ending: str


def export(
    session: Session,
    plan: Plan,
    form: str,
    base_url: str,
    now: datetime,
    *,
    with_history: bool = False,
) -> Export:
    """Return a plan as a file; the caller has checked that the person may see it.

    Args:
        with_history: let the JSON carry people, reports, ledger and journal, to be restored.
    """
    if form not in FORMS:
        raise InvalidInput("format", f"“{form}” is no format. Use one of {', '.join(FORMS)}.")
    mime, ending = FORMS[form]
    if form == "ics":
        host = base_url.partition("//")[2] or "workplan"
        days = days_of(session, Task.plan_id == plan.id, base_url)
        said = (
            f"Suspenses and milestones of {plan.title}; other tasks are not in a calendar. "
            f"{journal.source_line(session)}"
        )
        return Export(ical_file.write(plan.title, days, host, now, said), mime, ending)
    if form == "pdf":
        return Export(printed(session, plan, now, Hrefs(str, str)), mime, ending)
    plan_file = planfile_of(session, plan)
    plan_file.source = journal.source_line(session)
    if form == "json":
        plan_file.archive = archive_of(session, plan) if with_history else None
        text = json.dumps(neutral_json.write(plan_file), ensure_ascii=False, indent=1)
        return Export(text.encode(), mime, ending)
    writers: dict[str, Callable[..., bytes]] = {
        "mspdi": writing.write,
        "csv": csv_file.write,
        "xlsx": xlsx_file.write,
    }
    return Export(writers[form](plan_file, plan.status_on), mime, ending)


FORMS = {
    "json": ("application/json", "json"),
    "mspdi": ("application/xml", "xml"),
    "csv": ("text/csv", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ics": ("text/calendar", "ics"),
    "pdf": ("application/pdf", "pdf"),
}
