"""How long a task takes, as a cell has it: `10` working days, `2w` weeks, `4h` hours, `m` none."""

from __future__ import annotations

import re
from math import ceil
from typing import NamedTuple

from workplan.calendars.hours import (
    OFFICE_HOURS,
    PARTS,
    days_written,
    minutes_said,
    whole_days,
    work_of,
)
from workplan.notation.refusals import Mending, NotUnderstood

WEEK = 5
LONGEST = 20_000
MILESTONE = "m"
SUM = "sum"
"""What stands for the duration of a task that runs as long as its subtasks."""
KEEP = "keep"
"""Gives the days of a task to a first subtask, when it gets subtasks."""
MILESTONES = (MILESTONE, "milestone", "0", "0d")
FORM = re.compile(
    r"(?P<count>\d{1,7}(?:[.,]\d+)?)\s*"
    r"(?P<unit>w|wk|wks|weeks?|d|days?|wd|working days?|h|hrs?|hours?|mins?|minutes?|months?|mo|mos"
    r")?\.?",
    re.IGNORECASE,
)
FORMS = (
    "Write working days (10, 0.5), weeks (2w), hours (4h), minutes (30min) or m for a milestone."
)
HOUR = 60
DAYS = ("d", "day", "days", "wd")
WEEKS = ("w", "wk", "wks", "week", "weeks")
HOURS = ("h", "hr", "hrs", "hour", "hours")
MINUTES = ("min", "mins", "minute", "minutes")


class Length(NamedTuple):
    """How long something takes: working days, rounded up, and by how many parts it is shorter."""

    days: int
    short_parts: int = 0


def read(text: str, per_day: int = OFFICE_HOURS.per_day) -> Length:
    """Return how long a cell says that something takes; no days for a milestone.

    Args:
        per_day: the minutes of a working day, for parts of one.

    Raises:
        NotUnderstood: for what is no duration, and for more than can be planned.
    """
    typed = text.strip()
    if typed.casefold() in MILESTONES:
        return Length(0)
    found = FORM.fullmatch(typed)
    if found is None:
        raise NotUnderstood(f"“{typed[:40]}” is no duration. {FORMS}")
    unit, number = (found["unit"] or "d").casefold(), float(found["count"].replace(",", "."))
    if unit.startswith("mo"):
        weeks = ceil(number * 13 / 3)
        raise NotUnderstood(
            f"“{typed[:40]}” has no fixed number of working days. {FORMS}",
            Mending(f"Use {weeks}w", f"{weeks}w"),
        )
    each = HOUR if unit in HOURS else 1 if unit in MINUTES else per_day
    minutes = round(number * each * (WEEK if unit in WEEKS else 1))
    length = Length(*whole_days(minutes, per_day))
    if number and not minutes:
        raise NotUnderstood(f"“{typed[:40]}” is less than a minute. {FORMS}")
    if length.days > LONGEST:
        raise NotUnderstood(
            f"{length.days:,} working days cannot be planned. Give {LONGEST:,} at most."
        )
    return length


def written(days: int, short_parts: int = 0) -> str:
    """Return a cell that gives a duration."""
    if short_parts:
        return days_written(days - short_parts / PARTS)
    return str(days) if days else MILESTONE


def said(days: int, short_parts: int = 0, per_day: int = OFFICE_HOURS.per_day) -> str:
    """Say a duration; a part of a day in hours too."""
    if short_parts:
        minutes = work_of(days, short_parts, per_day)
        return f"{days - short_parts / PARTS:,.4g} working days ({minutes_said(minutes)})"
    return f"{days:,} working day{'s' * (days != 1)}" if days else "a milestone"
