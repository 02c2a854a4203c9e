"""How long a task takes, as a cell has it: `10` working days, `2w` two weeks, `m` a milestone."""

from __future__ import annotations

import re
from math import ceil

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
    r"(?P<unit>w|wk|wks|weeks?|d|days?|wd|working days?|months?|mo|mos)?\.?",
    re.IGNORECASE,
)
FORMS = "Write working days (10), weeks (2w) or m for a milestone."


def read(text: str) -> int:
    """Return the working days that a cell gives; 0 for a milestone.

    Raises:
        NotUnderstood: for what is none, for parts of a day, and for more than can be planned.
    """
    typed = text.strip()
    if typed.casefold() in MILESTONES:
        return 0
    found = FORM.fullmatch(typed)
    if found is None:
        raise NotUnderstood(f"“{typed[:40]}” is no duration. {FORMS}")
    unit, number = (found["unit"] or "d").casefold(), float(found["count"].replace(",", "."))
    if unit.startswith("m"):
        weeks = ceil(number * 13 / 3)
        raise NotUnderstood(
            f"“{typed[:40]}” has no fixed number of working days. {FORMS}",
            Mending(f"Use {weeks}w", f"{weeks}w"),
        )
    days = number * WEEK if unit.startswith("wk") or unit in ("w", "week", "weeks") else number
    if days != int(days):
        raise NotUnderstood(
            f"“{typed[:40]}” is no whole number of working days. {FORMS}",
            Mending(f"Use {ceil(days)}", str(ceil(days))),
        )
    if days > LONGEST:
        raise NotUnderstood(
            f"{int(days):,} working days cannot be planned. Give {LONGEST:,} at most."
        )
    return int(days)


def written(days: int) -> str:
    """Return a cell that gives a duration."""
    return str(days) if days else MILESTONE


def said(days: int) -> str:
    """Say a duration."""
    return f"{days:,} working day{'s' * (days != 1)}" if days else "a milestone"
