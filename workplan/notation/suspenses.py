"""When a task is due, as a cell has it.

`signed+60` counts calendar days from the signature, `15 Jan 2027` is a day, `after 3(b) +10` counts
calendar days from the end of a task, `quarterly from 1 Oct 2026` comes again and again, and
`promptly`, or nothing, gives no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from workplan.notation import days
from workplan.notation.codes import Codes
from workplan.notation.refusals import Mending, NotUnderstood
from workplan.scheduling.explain import day_words

NOTHING = ("", "none", "promptly", "no date", "-", "–")
SIGNED = re.compile(r"(?:signed|signature|signing)\s*(?:\+\s*(\d{1,6}))?\s*(?:d|days?)?", re.I)
DAYS_AFTER = re.compile(
    r"(?:within\s+)?(\d{1,6})\s*(?:calendar\s+)?days?(?:\s+(?:after|of)\s+(?:the\s+)?"
    r"(?:signed|signature|signing))",
    re.I,
)
AFTER = re.compile(r"after\s+(?P<rest>.+)", re.I | re.S)
OFFSET = re.compile(r"\s*(?:\+\s*(\d{1,6}))?\s*(?:d|days?)?\s*", re.I)
AGAIN = re.compile(
    r"(?P<every>monthly|quarterly|yearly|annually|every\s+(?:month|quarter|year))"
    r"(?:\s+from)?\s*(?P<day>.*)",
    re.I | re.S,
)
EVERY = {"annually": "yearly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
FORMS = (
    "Write signed+60, a date such as 15 Jan 2027, after 3(b) +10, quarterly from 1 Oct 2026, or "
    "promptly."
)


class Due(NamedTuple):
    """The rule by which a task is due, with the number of the task that it counts from, if any."""

    rule: str = "none"
    fixed_on: date | None = None
    offset_days: int | None = None
    after: str | None = None
    first_on: date | None = None
    every: str | None = None


def read(text: str, codes: Codes, today: date) -> Due:
    """Return the rule that a cell gives.

    Raises:
        NotUnderstood: with the way out.
    """
    typed = " ".join(text.split())
    if typed.casefold() in NOTHING:
        return Due()
    if found := SIGNED.fullmatch(typed):
        return Due("signed", offset_days=int(found[1] or 0))
    if found := DAYS_AFTER.fullmatch(typed):
        return Due("signed", offset_days=int(found[1]))
    if found := AFTER.fullmatch(typed):
        return _after(found["rest"], typed, codes)
    if found := AGAIN.fullmatch(typed):
        return _again(found, today)
    day = days.read(typed, today)
    if day is not None:
        return Due("fixed", fixed_on=day)
    raise _unknown(typed)


def _after(rest: str, typed: str, codes: Codes) -> Due:
    for code, behind in codes.at_start(rest):
        if offset := OFFSET.fullmatch(behind):
            codes.require_one(code)
            return Due("after_task", offset_days=int(offset[1] or 0), after=code)
    raise codes.unknown(rest.split("+")[0].strip(), typed)


def _again(found: re.Match[str], today: date) -> Due:
    word = found["every"].casefold().split()[-1]
    every = EVERY.get(word, word)
    first_on = days.read(found["day"], today) if found["day"] else None
    if first_on is None:
        raise NotUnderstood(
            f"“{found[0][:60]}” does not say from when. Write {every} from 1 Oct 2026."
        )
    return Due("recurring", first_on=first_on, every=every)


def _unknown(typed: str) -> NotUnderstood:
    if number := re.fullmatch(r"\+?\s*(\d{1,6})\s*(?:d|days?)?", typed, re.I):
        return NotUnderstood(
            f"“{typed[:40]}” does not say from when the days count.",
            Mending(f"Use signed+{number[1]}", f"signed+{number[1]}"),
        )
    return NotUnderstood(f"“{typed[:40]}” is no suspense. {FORMS}")


def written(due: Due) -> str:
    """Return a cell that gives a rule; nothing for no date."""
    match due.rule:
        case "fixed":
            assert due.fixed_on is not None
            return day_words(due.fixed_on)
        case "signed":
            return f"signed+{due.offset_days}"
        case "after_task":
            return (
                f"after {due.after} +{due.offset_days}" if due.offset_days else f"after {due.after}"
            )
        case "recurring":
            assert due.first_on is not None
            return f"{due.every} from {day_words(due.first_on)}"
    return ""


def said(due: Due, signed_on: date | None, working: Callable[[date], date]) -> str:
    """Say when a rule makes a task due.

    Args:
        signed_on: when the directive was signed; None when none is named.
        working: returns the last working day on or before one.
    """
    unit = "calendar day" if due.offset_days == 1 else "calendar days"
    match due.rule:
        case "fixed":
            assert due.fixed_on is not None
            return _day(due.fixed_on, working)
        case "signed" if signed_on is not None:
            return _day(signed_on + timedelta(days=due.offset_days or 0), working)
        case "signed":
            return f"{due.offset_days:,} {unit} after the signature"
        case "after_task":
            return f"{due.offset_days:,} {unit} after {due.after} ends"
        case "recurring":
            assert due.first_on is not None
            word = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}[due.every or ""]
            return f"every {word} from {_day(due.first_on, working)}"
    return "no date (“promptly”)"


def _day(day: date, working: Callable[[date], date]) -> str:
    last = working(day)
    from_last = "" if last == day else f", counts from {last:%a} {last.day} {last:%b}"
    return f"{day:%a} {day_words(day)}{from_last}"
