"""On which task no progress was reported, and by whom, when days passed and dates moved."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select, union_all
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
        before = bisect.bisect_right(reports, on_day)
        since = (
            f"no report since {brief(reports[before - 1], on_day)}" if before else "no report yet"
        )
        task = f" on {self.names.get(silent, '?')}" if silent != moved else ""
        leads = ", ".join(self.owners.get(silent, NOBODY).leads)
        return f"{since}{task} ({leads})" if leads else f"{since}{task}"


def silences_of(
    session: Session, task_ids: Collection[int], names: dict[int, str], since: date
) -> Silences:
    """Return what is known of the reports on some tasks: the last one before a day, and later ones.

    Args:
        since: the day from which silences are asked about.
    """
    if not task_ids:
        return Silences({}, {}, names)
    report = StatusReport
    of_them = report.task_id.in_(task_ids)
    last = (
        select(report.task_id, func.max(report.reported_on).label("day"))
        .where(of_them, report.reported_on < since)
        .group_by(report.task_id)
    )
    later = select(report.task_id, report.reported_on).where(of_them, report.reported_on >= since)
    reported: dict[int, list[date]] = defaultdict(list)
    for task_id, day in session.execute(union_all(last, later)):
        bisect.insort(reported[task_id], day)
    return Silences(reported, owners_of(session, list(task_ids)), names)


def brief(day: date, beside: date) -> str:
    """Return a date, without its year where it is that of the date beside it."""
    year = f" {day.year}" if day.year != beside.year else ""
    return f"{day.day} {day:%b}{year}"
