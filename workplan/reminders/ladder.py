"""The rungs before and after a suspense, counted in working days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from workplan.calendars.working import WorkingCalendar

DEFAULT_LADDER: tuple[tuple[int, str], ...] = (
    *((rung, "lead") for rung in (-30, -14, -7, -3, -1, 0, 1, 3)),
    (3, "supervisor"),
    (5, "coordinator"),
)
"""Working days from the suspense, and the audience."""


class Rule(NamedTuple):
    """A rule of a plan: when to write to whom."""

    id: int
    rung_days: int
    audience: str


class OpenTask(NamedTuple):
    """An open task with a suspense, armed on the day on which that suspense was set."""

    id: int
    due_on: date
    armed_on: date


class Due(NamedTuple):
    """That a rule fires for a task; `is_missed` when a later rung of its audience is due too."""

    rule: Rule
    task: OpenTask
    send_on: date
    is_missed: bool


def send_day(calendar: WorkingCalendar, due_on: date, rung_days: int) -> date:
    """Return the working day on which a rung falls.

    Reminders count from the last working day on or before the suspense, so a rung never falls
    on a weekend or a federal holiday.
    """
    return calendar.shift(calendar.on_or_before(due_on), rung_days)


def due_on(
    today: date, calendar: WorkingCalendar, tasks: Iterable[OpenTask], rules: Iterable[Rule]
) -> list[Due]:
    """Return every rung that has come by today since its task was armed.

    After downtime several rungs of one audience may have come; only the latest is worth a mail,
    and the earlier ones are marked as missed. On a day off nothing is due.
    """
    if not calendar.is_working(today):
        return []
    rules = list(rules)
    found = []
    for task in tasks:
        come: dict[str, list[Due]] = defaultdict(list)
        for rule in rules:
            # What cannot have come is not counted out, since a calendar ends somewhere.
            if task.due_on > today if rule.rung_days > 0 else task.due_on < task.armed_on:
                continue
            day = send_day(calendar, task.due_on, rule.rung_days)
            if task.armed_on <= day <= today:
                come[rule.audience].append(Due(rule, task, day, is_missed=True))
        for fallen in come.values():
            fallen.sort(key=lambda due: (due.send_on, due.rule.rung_days))
            fallen[-1] = fallen[-1]._replace(is_missed=False)
            found += fallen
    return found
