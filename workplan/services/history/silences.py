"""On which task no progress was reported, and by whom, when days passed and dates moved."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import StatusReport
from workplan.services.tasks.owners import NOBODY, Owners, owners_of


class Silences(NamedTuple):
    """When each of some tasks was reported on, in order, and who leads it."""

    reported: dict[int, list[date]]
    owners: dict[int, Owners]
    names: dict[int, str]

    def said(self, silent: int, moved: int, on_day: date) -> str:
        """Return who has not reported since when; on which task, unless it is the moved one."""
        reports = self.reported.get(silent, [])
        before = bisect_right(reports, on_day)
        since = (
            f"no report since {brief(reports[before - 1], on_day)}" if before else "no report yet"
        )
        task = f" on {self.names.get(silent, '?')}" if silent != moved else ""
        leads = ", ".join(self.owners.get(silent, NOBODY).leads)
        return f"{since}{task} ({leads})" if leads else f"{since}{task}"


def silences_of(session: Session, task_ids: Collection[int], names: dict[int, str]) -> Silences:
    """Return what is known of the reports on some tasks."""
    reported: dict[int, list[date]] = defaultdict(list)
    rows = session.execute(
        select(StatusReport.task_id, StatusReport.reported_on)
        .where(StatusReport.task_id.in_(task_ids))
        .order_by(StatusReport.reported_on)
    )
    for task_id, day in rows:
        reported[task_id].append(day)
    return Silences(reported, owners_of(session, list(task_ids)), names)


def brief(day: date, beside: date) -> str:
    """Return a date, without its year where it is that of the date beside it."""
    year = f" {day.year}" if day.year != beside.year else ""
    return f"{day.day} {day:%b}{year}"
