"""What happened in a plan between two days, as its agencies reported it: ready to be pasted."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import Plan, StatusReport, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import day_of, is_silent
from workplan.vocabulary import Status

LONGEST = timedelta(days=92)
"""How far apart the two days may lie: a quarter."""
NOBODY_LEADS = "No lead agency"


class Reported(NamedTuple):
    """The last report on a task between the days; texts on one line each."""

    task_id: int
    code: str
    name: str
    leads: str
    status: str
    percent: int
    done: str
    next_steps: str
    help_needed: str


class Silent(NamedTuple):
    """A task under way without news."""

    task_id: int
    code: str
    name: str
    leads: str


class Activity(NamedTuple):
    """What was reported, by lead agency, and what is without news."""

    title: str
    first: date
    last: date
    by_agency: dict[str, list[Reported]]
    silent: list[Silent]

    @property
    def text(self) -> str:
        """All of it as plain text."""
        lines = [f"{self.title}, {day_words(self.first)} to {day_words(self.last)}"]
        for agency, rows in self.by_agency.items():
            lines += ["", agency]
            for row in rows:
                lines.append(f"- {row.code} {row.name}: {said(row)}")
                lines += [f"  {words}: {text}" for words, text in told(row)]
        if not self.by_agency:
            lines += ["", "Nothing was reported."]
        if self.silent:
            names = "; ".join(f"{row.code} {row.name} ({row.leads})" for row in self.silent)
            lines += ["", f"Without news: {names}"]
        return "\n".join(lines) + "\n"


def said(row: Reported) -> str:
    """Return the status and the percent of a report."""
    return f"{Status.said(row.status).lower()}, {row.percent} %"


def told(row: Reported) -> list[tuple[str, str]]:
    """Return what a report says in its own words, each with its heading."""
    texts = ("Done", row.done), ("Next", row.next_steps), ("Help needed", row.help_needed)
    return [(words, text) for words, text in texts if text]


def week_before(today: date) -> tuple[date, date]:
    """Return the seven days that end today."""
    return today - timedelta(days=6), today


def activity(session: Session, plan: Plan, first: date, last: date, now: datetime) -> Activity:
    """Return what was reported in a plan between two days; three selects, however much it is.

    Raises:
        InvalidInput: when the days are in the wrong order, too far apart, or to come.
    """
    if last < first:
        raise InvalidInput("to", f"{day_words(last)} is before the first day. Give a later one.")
    if last - first > LONGEST:
        raise InvalidInput(
            "to", f"That is {(last - first).days:,} days. Choose {LONGEST.days} at most."
        )
    if first > civil_date(now, plan.time_zone):
        raise InvalidInput("from", f"{day_words(first)} is to come. Give today or before.")
    rows = session.execute(
        select(StatusReport, Task.code, Task.name)
        .join(Task, Task.id == StatusReport.task_id)
        .where(StatusReport.id.in_(_last_reports(plan.id, first, last)))
        .order_by(Task.position, Task.id)
    ).all()
    silent = session.execute(
        select(Task.id, Task.code, Task.name)
        .where(Task.plan_id == plan.id, is_silent(day_of(session, plan, now), now))
        .order_by(Task.position, Task.id)
    ).all()
    ids = [*(row.StatusReport.task_id for row in rows), *(row.id for row in silent)]
    owners = owners_of(session, ids)

    def leads(task_id: int) -> str:
        return owners.get(task_id, NOBODY).led_by or NOBODY_LEADS

    by_agency: dict[str, list[Reported]] = defaultdict(list)
    for report, code, name in rows:
        led_by = leads(report.task_id)
        texts = (report.done, report.next_steps, report.help_needed)
        by_agency[led_by].append(
            Reported(
                *(report.task_id, code, name, led_by, report.status, report.percent),
                *(" ".join(text.split()) for text in texts),
            )
        )
    found = {agency: by_agency[agency] for agency in sorted(by_agency)}
    without = [Silent(row.id, row.code, row.name, leads(row.id)) for row in silent]
    return Activity(plan.title, first, last, found, without)


def _last_reports(plan_id: int, first: date, last: date) -> Select[int]:
    """Return the select of the last report on each task of a plan between two days."""
    return (
        select(func.max(StatusReport.id))
        .join(Task, Task.id == StatusReport.task_id)
        .where(
            Task.plan_id == plan_id,
            Task.removed_at.is_(None),
            StatusReport.reported_on.between(first, last),
        )
        .group_by(StatusReport.task_id)
    )
