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


def rung_words(days: int) -> str:
    """Return in words when a reminder goes out: 30 working days before, on the day, 5 overdue."""
    if not days:
        return "on the day"
    unit = "working day" if abs(days) == 1 else "working days"
    return f"{abs(days):,} {unit} {'before' if days < 0 else 'overdue'}"


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


def send_day(
    calendar: WorkingCalendar, due_on: date, rung_days: int, mail: WorkingCalendar | None = None
) -> date:
    """Return the day on which a rung falls.

    Reminders count from the last working day on or before the suspense. A plan may work on a day
    on which no mail goes out: then what warns goes out before it, and what is overdue after it.

    Args:
        calendar: that of the plan, in which rungs are counted.
        due_on: the suspense.
        rung_days: working days from it, negative before it.
        mail: the days on which mail goes out; those of the plan unless given.
    """
    day = calendar.shift(calendar.on_or_before(due_on), rung_days)
    if mail is None or mail is calendar:
        return day
    return mail.day_from(mail.start_boundary(day)) if rung_days > 0 else mail.on_or_before(day)


def falling(
    first: date,
    last: date,
    calendar: WorkingCalendar,
    task: OpenTask,
    rules: Iterable[Rule],
    mail: WorkingCalendar,
) -> list[Due]:
    """Return every rung of a task that falls between two days, were nothing to change till then.

    Args:
        first: the first of those days.
        last: the last of them.
        calendar: that of the plan.
        task: an open one.
        rules: those that are on.
        mail: the days on which mail goes out.
    """
    found = []
    for rule in rules:
        day = send_day(calendar, task.due_on, rule.rung_days, mail)
        if max(first, task.armed_on) <= day <= last:
            found.append(Due(rule, task, day, is_missed=False))
    return found


def due_on(
    today: date,
    calendar: WorkingCalendar,
    tasks: Iterable[OpenTask],
    rules: Iterable[Rule],
    mail: WorkingCalendar | None = None,
) -> list[Due]:
    """Return every rung that has come by today since its task was armed.

    After downtime several rungs of one audience may have come; only the latest is worth a mail,
    and the earlier ones are marked as missed. On a day without mail nothing is due.

    Args:
        today: the day.
        calendar: that of the plan.
        tasks: the open ones.
        rules: those that are on.
        mail: the days on which mail goes out; those of the plan unless given.
    """
    if not (mail or calendar).is_working(today):
        return []
    rules = list(rules)
    found = []
    for task in tasks:
        come: dict[str, list[Due]] = defaultdict(list)
        for rule in rules:
            # What cannot have come is not counted out, since a calendar ends somewhere.
            if task.due_on > today if rule.rung_days > 0 else task.due_on < task.armed_on:
                continue
            day = send_day(calendar, task.due_on, rule.rung_days, mail)
            if task.armed_on <= day <= today:
                come[rule.audience].append(Due(rule, task, day, is_missed=True))
        for fallen in come.values():
            fallen.sort(key=lambda due: (due.send_on, due.rule.rung_days))
            fallen[-1] = fallen[-1]._replace(is_missed=False)
            found += fallen
    return found
