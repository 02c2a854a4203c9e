"""The rungs before and after a suspense, counted in working days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from workplan.calendars.working import WorkingCalendar
from workplan.vocabulary import DayKind, RuleCondition

DEFAULT_LADDER: tuple[tuple[int, str], ...] = (
    *((rung, "lead") for rung in (-30, -14, -7, -3, -1, 0, 1, 3)),
    (3, "supervisor"),
    (5, "coordinator"),
    *((rung, "followers") for rung in (-7, 0, 1)),
)
"""Working days from the suspense, and the audience."""


EARLY_RUNG = -3
"""Rungs before this one, in working days, are early; those from it on cannot be switched off."""


def rung_words(days: int, counted_in: str = DayKind.WORKING) -> str:
    """Return in words when a reminder goes out: 30 working days before, on the day, 5 overdue."""
    if not days:
        return "on the day"
    unit = DayKind.said(counted_in).lower()
    unit = unit.removesuffix("s") if abs(days) == 1 else unit
    return f"{abs(days):,} {unit} {'before' if days < 0 else 'overdue'}"


def is_early(days: int, counted_in: str = DayKind.WORKING) -> bool:
    """Tell whether a rung is one that people may decline; five of seven days are worked."""
    return (days if counted_in == DayKind.WORKING else -(-days * 5 // 7)) < EARLY_RUNG


class Rule(NamedTuple):
    """A rule of a plan: when to write to whom, on which condition.

    Args:
        counted_in: the kind of days in which its rung is counted.
        named: whom it names, when its audience is the people named.
    """

    id: int
    rung_days: int
    audience: str
    counted_in: str = DayKind.WORKING
    condition: str = RuleCondition.OPEN
    named: tuple[int, ...] = ()

    @property
    def line(self) -> tuple[str, str, tuple[int, ...]]:
        """Of which rungs only the latest is worth a mail: those that tell the same people."""
        return self.audience, self.condition, self.named

    @property
    def is_early(self) -> bool:
        """Whether people may decline it."""
        return is_early(self.rung_days, self.counted_in)


class OpenTask(NamedTuple):
    """An open task with a suspense, armed on the day on which that suspense was set."""

    id: int
    due_on: date
    armed_on: date


class Due(NamedTuple):
    """That a rule fires for a task; `is_missed` when a later rung of its line is due too."""

    rule: Rule
    task: OpenTask
    send_on: date
    is_missed: bool


def send_day(
    calendar: WorkingCalendar,
    due_on: date,
    rung_days: int,
    mail: WorkingCalendar | None = None,
    counted_in: str = DayKind.WORKING,
) -> date:
    """Return the day on which a rung falls.

    Working days count from the last one on or before the suspense, and calendar days from the
    suspense itself. No mail goes out on a day off, of the plan or of the mail: then what warns goes
    out before it, and what is overdue after it.

    Args:
        calendar: that of the plan, in which rungs are counted.
        due_on: the suspense.
        rung_days: days from it, negative before it.
        mail: the days on which mail goes out; those of the plan unless given.
        counted_in: which days the rung counts.
    """
    if counted_in == DayKind.WORKING:
        day = calendar.shift(calendar.on_or_before(due_on), rung_days)
    else:
        day = due_on + timedelta(days=rung_days)
        day = _next(calendar, day) if rung_days > 0 else calendar.on_or_before(day)
    if mail is None or mail is calendar:
        return day
    return _next(mail, day) if rung_days > 0 else mail.on_or_before(day)


def horizon(
    by: date, calendar: WorkingCalendar, rules: Iterable[Rule], mail: WorkingCalendar
) -> date:
    """Return the first suspense of which no rung goes out by a day, nor of any later one.

    So that of a long plan only what is near has to be looked at.

    Args:
        by: the day.
        calendar: that of the plan.
        rules: those that are on.
        mail: the days on which mail goes out.
    """
    # What warns of a day without mail goes out before it: so rungs until the next day with mail.
    last = calendar.on_or_before(_next(mail, by + timedelta(days=1)) - timedelta(days=1))
    ahead = {DayKind.WORKING.value: 0, DayKind.CALENDAR.value: 0}
    for rule in rules:
        ahead[rule.counted_in] = max(ahead[rule.counted_in], -rule.rung_days)
    worked = calendar.shift(last, ahead[DayKind.WORKING] + 1)
    return max(worked, calendar.shift(last, 1) + timedelta(days=ahead[DayKind.CALENDAR]))


def _next(calendar: WorkingCalendar, day: date) -> date:
    """Return the first working day on or after a day."""
    return calendar.day_from(calendar.start_boundary(day))


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
        day = send_day(calendar, task.due_on, rule.rung_days, mail, rule.counted_in)
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

    After downtime several rungs of one line may have come; only the latest is worth a mail, and the
    earlier ones are marked as missed. On a day without mail nothing is due.

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
        come: dict[tuple[str, str, tuple[int, ...]], list[Due]] = defaultdict(list)
        for rule in rules:
            # What cannot have come is not counted out, since a calendar ends somewhere.
            if task.due_on > today if rule.rung_days > 0 else task.due_on < task.armed_on:
                continue
            day = send_day(calendar, task.due_on, rule.rung_days, mail, rule.counted_in)
            if task.armed_on <= day <= today:
                come[rule.line].append(Due(rule, task, day, is_missed=True))
        for fallen in come.values():
            fallen.sort(key=lambda due: (due.send_on, due.rule.rung_days))
            fallen[-1] = fallen[-1]._replace(is_missed=False)
            found += fallen
    return found
