"""When a task is due, as a cell has it.

`signed+60` counts calendar days from the signature and `signed+6 months` months, `15 Jan 2027` is a
day, `after 3(b) +10` or `10 days after 3(b)` counts from the end of a task, `when the report is
received +30` from what has to happen, `quarterly from 1 Oct 2026` or `every 2 years from 1 Oct 2026
until 30 Sep 2030` comes again and again, and `promptly`, or nothing, gives no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from workplan.calendars.spans import Span, days
from workplan.notation import days as written_days
from workplan.notation.codes import Codes
from workplan.notation.refusals import Mending, NotUnderstood
from workplan.notation.spans import FLAGS, OFTEN, SPAN, found_span, written_often
from workplan.scheduling.explain import day_words

NOTHING = ("", "none", "promptly", "no date", "-", "–")
_PLUS = rf"\s*(?:\+\s*{SPAN})?\s*"
_SIGNING = (
    r"(?:the\s+)?(?:(?:date\s+of\s+)?(?:signed|signature|signing)|"
    r"date\s+of\s+(?:this|the)\s+(?:order|memorandum|directive))"
)
SIGNED = re.compile(rf"(?:signed|signature|signing){_PLUS}", FLAGS)
SPAN_AFTER = re.compile(rf"(?:within\s+)?{SPAN}\s+(?:after|of|from)\s+{_SIGNING}", FLAGS)
AFTER = re.compile(r"after\s+(?P<rest>.+)", re.I | re.S)
SPAN_AFTER_TASK = re.compile(rf"(?:within\s+)?{SPAN}\s+after\s+(?P<rest>.+)", FLAGS | re.S)
OFFSET = re.compile(_PLUS, FLAGS)
EVENT = re.compile(
    rf"(?:when|upon|once)\s+(?P<event>.+?)(?:\s*\((?P<day>|[^()]{{3,40}}[0-9]{{4}})\))?{_PLUS}",
    FLAGS,
)
AGAIN = re.compile(
    rf"(?P<every>{OFTEN})(?:\s+from)?\s*(?P<day>.*?)(?:\s+until\s+(?P<until>.+))?", FLAGS | re.S
)
RULES = (SIGNED, SPAN_AFTER, AFTER, SPAN_AFTER_TASK, EVENT, AGAIN)
ODD_END = re.compile(rf"\)$|\+\s*{SPAN}$", FLAGS)
FORMS = (
    "Write signed+60 or signed+6 months, a date such as 15 Jan 2027, after 3(b) +10, when the "
    "report is received +30, quarterly from 1 Oct 2026, or promptly."
)


class Due(NamedTuple):
    """The rule by which a task is due, with the number of the task that it counts from, if any."""

    rule: str = "none"
    fixed_on: date | None = None
    within: Span | None = None
    after: str | None = None
    event: str | None = None
    happened_on: date | None = None
    first_on: date | None = None
    every: Span | None = None
    until_on: date | None = None


def read(text: str, codes: Codes, today: date) -> Due:
    """Return the rule that a cell gives.

    Raises:
        NotUnderstood: with the way out.
    """
    typed = " ".join(text.split())
    if typed.casefold() in NOTHING:
        return Due()
    if found := SIGNED.fullmatch(typed) or SPAN_AFTER.fullmatch(typed):
        return Due("signed", within=found_span(found))
    if found := AFTER.fullmatch(typed):
        return _after(found["rest"], typed, codes)
    if found := SPAN_AFTER_TASK.fullmatch(typed):
        due = _after(found["rest"], typed, codes)
        if due.within != days(0):
            raise NotUnderstood(f"“{typed[:40]}” gives two spans of time. Write one of them.")
        return due._replace(within=found_span(found))
    if found := EVENT.fullmatch(typed):
        return _event(found, today)
    if found := AGAIN.fullmatch(typed):
        return _again(found, today)
    day = written_days.read(typed, today)
    if day is not None:
        return Due("fixed", fixed_on=day)
    raise _unknown(typed)


def is_rule(text: str) -> bool:
    """Tell whether a cell looks like a rule that is more than a day; `read` may still refuse it."""
    typed = " ".join(text.split())
    return any(form.fullmatch(typed) for form in RULES)


def _after(rest: str, typed: str, codes: Codes) -> Due:
    for code, behind in codes.at_start(rest):
        if offset := OFFSET.fullmatch(behind):
            codes.require_one(code)
            return Due("after_task", within=found_span(offset), after=code)
    raise codes.unknown(rest.split("+")[0].strip(), typed)


def _event(found: re.Match[str], today: date) -> Due:
    happened_on = written_days.read(found["day"], today) if found["day"] else None
    if found["day"] and happened_on is None:
        raise NotUnderstood(
            f"“{found['day'][:40]}” is no day. Write when it happened as (3 Mar 2027), or () "
            "for not yet."
        )
    return Due("event", within=found_span(found), event=found["event"], happened_on=happened_on)


def _again(found: re.Match[str], today: date) -> Due:
    every = found_span(found, least=1)
    first_on = written_days.read(found["day"], today) if found["day"] else None
    if first_on is None:
        raise NotUnderstood(
            f"“{found[0][:60]}” does not say from when. "
            f"Write {written_often(every)} from 1 Oct 2026."
        )
    until_on = written_days.read(found["until"], today) if found["until"] else None
    if found["until"] and until_on is None:
        raise NotUnderstood(
            f"“{found['until'][:40]}” is no day. Write until 30 Sep 2030, or nothing."
        )
    return Due("recurring", first_on=first_on, every=every, until_on=until_on)


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
            return f"signed{_plus(due.within) or '+0'}"
        case "after_task":
            return " ".join(filter(None, ("after", due.after, _plus(due.within))))
        case "event":
            # What an event ends in must not be taken for its day, or for the span after it.
            ends_oddly = ODD_END.search(due.event or "") is not None
            day = f"({day_words(due.happened_on)})" if due.happened_on else "()" * ends_oddly
            plus = _plus(due.within) or "+0" * ends_oddly
            return " ".join(filter(None, ("when", due.event, day, plus)))
        case "recurring":
            assert due.first_on is not None
            assert due.every is not None
            ends = f" until {day_words(due.until_on)}" if due.until_on else ""
            return f"{written_often(due.every)} from {day_words(due.first_on)}{ends}"
    return ""


def _plus(within: Span | None) -> str:
    if within is None or within.number == 0:
        return ""
    return f"+{within.number if within.unit == 'days' else within}"


def said(due: Due, signed_on: date | None, working: Callable[[date], date]) -> str:
    """Say when a rule makes a task due.

    Args:
        signed_on: when the directive was signed; None when none is named.
        working: returns the last working day on or before one.
    """
    within = due.within or days(0)
    match due.rule:
        case "fixed":
            return _day(due.fixed_on, working)
        case "signed" if signed_on is not None:
            return _day(within.after(signed_on), working)
        case "signed":
            return f"{within.words} after the signature"
        case "after_task":
            return f"{within.words} after {due.after} ends"
        case "event" if due.happened_on is not None:
            return _day(within.after(due.happened_on), working)
        case "event":
            return f"{within.words} after this, once its day is recorded: {due.event}"
        case "recurring":
            assert due.every is not None
            ends = f" until {day_words(due.until_on)}" if due.until_on else ""
            return f"{due.every.each} from {_day(due.first_on, working)}{ends}"
    return "no date (“promptly”)"


def _day(day: date | None, working: Callable[[date], date]) -> str:
    if day is None:
        return "a day that no calendar has"
    last = working(day)
    from_last = "" if last == day else f", counts from {last:%a} {last.day} {last:%b}"
    return f"{day:%a} {day_words(day)}{from_last}"
