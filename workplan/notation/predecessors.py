"""What a task waits for, as a cell has it: `3(b).1 FS+2, 4(i)`.

After the number stand the type (FS, SS, FF, SF; nothing means FS) and the lag: `+2` working days,
`+2e` calendar days, `+4h` hours of work, `+30min` minutes, `-1` a lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from workplan.calendars.hours import (
    DAY,
    OFFICE_HOURS,
    PARTS,
    days_said,
    days_written,
    towards_zero,
)
from workplan.notation.codes import ENDS, Codes
from workplan.notation.durations import DAYS, HOUR, HOURS, MINUTES, WEEK, WEEKS
from workplan.notation.refusals import Mending, NotUnderstood

UNIT = "|".join(sorted((*DAYS, *WEEKS, *HOURS, *MINUTES), key=len, reverse=True))
TAIL = re.compile(
    r"\s*(?P<type>FS|SS|FF|SF)?\s*"
    rf"(?:(?P<sign>[+\-−])\s*(?P<count>\d{{1,6}}(?:\.\d+)?)\s*(?P<elapsed>e)?(?P<unit>{UNIT})?)?"
    r"\s*(?=[,;]|$)",
    re.IGNORECASE,
)
ALONE = re.compile(
    rf"(?P<sign>[+\-−])?\s*(?P<count>\d{{1,40}}(?:\.\d+)?)\s*(?P<unit>{UNIT})?", re.IGNORECASE
)
NOTHING = ("", "none", "nothing", "-", "–")
A_DAY = OFFICE_HOURS.per_day
CALENDAR_WEEK = 7
LAGS = "days (2, 0.5), hours (4h) or minutes (30min)"


class Lagged(Protocol):
    """What has a lag."""

    @property
    def lag_days(self) -> int: ...
    @property
    def lag_parts(self) -> int: ...
    @property
    def is_elapsed(self) -> bool: ...


class Wait(NamedTuple):
    """That a task waits for another; the lag is negative for a lead.

    Args:
        code: the number of the other task, as the plan has it.
        is_elapsed: whether the lag counts calendar days.
        lag_parts: what the lag has beside its days, with their sign.
    """

    code: str
    type: str = "FS"
    lag_days: int = 0
    is_elapsed: bool = False
    lag_parts: int = 0


def read(text: str, codes: Codes, per_day: int = A_DAY) -> tuple[Wait, ...]:
    """Return what a cell says a task waits for.

    Args:
        per_day: the minutes of a working day, for parts of one.

    Raises:
        NotUnderstood: for a number that no task has, or that two have, and for a type or a lag
            that is none; with the way out.
    """
    text = text.strip()
    if text.casefold() in NOTHING:
        return ()
    found: dict[str, Wait] = {}
    rest = text
    while rest:
        wait, rest = _first(rest, text, codes, per_day)
        if wait.code in found:
            raise NotUnderstood(
                f"{wait.code} stands twice. Two tasks are tied once: leave one of them.",
                Mending(
                    f"Leave {one(found[wait.code])}",
                    _without(text, found, codes, per_day),
                ),
            )
        found[wait.code] = wait
        rest = rest.lstrip().lstrip(ENDS).lstrip()
    return tuple(found.values())


def _first(rest: str, text: str, codes: Codes, per_day: int) -> tuple[Wait, str]:
    """Return the first of what is left, and what follows it."""
    begun = None
    for code, behind in codes.at_start(rest):
        if tail := TAIL.match(behind):
            codes.require_one(code)
            return _wait(code, tail, per_day, text), behind[tail.end() :]
        begun = begun or (code, behind)
    typed = re.split(r"[,;]", rest, maxsplit=1)[0].strip()
    if begun and not begun[1][:1].isalnum() and begun[1][:1] not in "(.":
        wrong = re.split(r"[,;]", begun[1], maxsplit=1)[0].strip()
        raise NotUnderstood(
            f"“{wrong[:40]}” after {begun[0]} is no type and lag. Write FS, SS, FF or SF, then "
            "+2 (working days), +2e (calendar days), +4h, +30min or -1 (a lead).",
            Mending(f"Use {begun[0]}", text.replace(typed, begun[0], 1)),
        )
    bare = re.split(r"\s", typed, maxsplit=1)[0] or typed
    raise codes.unknown(bare, text)


def lag_in(text: str, per_day: int, *, is_elapsed: bool) -> tuple[int, int]:
    """Return the days and the minutes beside them of a lag that stands alone: 2, -1, 0.5, 4h.

    Args:
        is_elapsed: whether it counts calendar days.

    Raises:
        NotUnderstood: for what is none.
    """
    found = ALONE.fullmatch(text.strip())
    if found is None:
        raise NotUnderstood(f"“{text[:40]}” is no lag. Give {LAGS}, with a minus for a lead.")
    minutes = _minutes(found, per_day, is_elapsed=is_elapsed)
    if minutes == 0 != float(found["count"]):
        raise NotUnderstood(f"“{text[:40]}” is less than a minute. Give {LAGS}, or 0 for none.")
    return towards_zero(minutes, DAY if is_elapsed else per_day)


def _minutes(found: re.Match[str], per_day: int, *, is_elapsed: bool) -> int:
    """Return the minutes of a lag that was found; those of a lead have a minus."""
    unit = (found["unit"] or "").casefold()
    a_day = DAY if is_elapsed else per_day
    of_unit = (
        dict.fromkeys(MINUTES, 1)
        | dict.fromkeys(HOURS, HOUR)
        | dict.fromkeys(WEEKS, (CALENDAR_WEEK if is_elapsed else WEEK) * a_day)
    )
    minutes = round(float(found["count"]) * of_unit.get(unit, a_day))
    return -minutes if found["sign"] in ("-", "−") else minutes


def lag_written(fields: Lagged) -> str:
    """Return what `lag_in` reads back."""
    days = fields.lag_days + fields.lag_parts / PARTS
    return f"{'-' if days < 0 else ''}{days_written(abs(days))}"


def _wait(code: str, tail: re.Match[str], per_day: int, text: str) -> Wait:
    kind, count = (tail["type"] or "FS").upper(), float(tail["count"] or 0)
    if not count:
        return Wait(code, kind)
    is_elapsed = bool(tail["elapsed"])
    minutes = _minutes(tail, per_day, is_elapsed=is_elapsed)
    if not minutes:
        typed = f"{tail['sign']}{tail['count']}"
        lag = tail[0][tail.start("sign") - tail.start() :].rstrip()
        raise NotUnderstood(
            f"“{typed[:40]}” after {code} is less than a minute. Write +2 (working days), +4h, "
            "+30min, or no lag.",
            Mending("Leave the lag out", text.replace(lag, "", 1).strip()),
        )
    days, beside = towards_zero(minutes, DAY if is_elapsed else per_day)
    return Wait(code, kind, days, is_elapsed, beside)


def _without(text: str, found: dict[str, Wait], codes: Codes, per_day: int) -> str:
    """Return the cell with each number once, as far as it was read."""
    rest, kept = text, dict(found)
    while rest:
        wait, rest = _first(rest, text, codes, per_day)
        kept.setdefault(wait.code, wait)
        rest = rest.lstrip().lstrip(ENDS).lstrip()
    return written(kept.values(), per_day=per_day)


def written(waits: Iterable[Wait], codes: Codes | None = None, per_day: int = A_DAY) -> str:
    """Return a cell that says what a task waits for.

    Args:
        codes: the numbers of the plan; with them a form is chosen that is read back as it was,
            whatever stands in the numbers.
        per_day: the minutes of a working day.
    """
    wanted = tuple(waits)
    forms = ([one(wait) for wait in wanted], [_in_full(wait) for wait in wanted])
    if codes is not None:
        for form in forms:
            for separator in (", ", "; "):
                text = separator.join(form)
                if _is_read_as(text, wanted, codes, per_day):
                    return text
    return ", ".join(forms[0])


def _is_read_as(text: str, wanted: tuple[Wait, ...], codes: Codes, per_day: int) -> bool:
    try:
        return read(text, codes, per_day) == wanted
    except NotUnderstood:
        return False


def one(wait: Wait) -> str:
    """Return one of them; a plain finish-to-start is only its number."""
    return wait.code if wait == Wait(wait.code) else _in_full(wait)


def _in_full(wait: Wait) -> str:
    days = wait.lag_days + wait.lag_parts / PARTS
    sign, unit = "+" if days > 0 else "-", "e" if wait.is_elapsed else ""
    lag = f"{sign}{days_written(abs(days))}{unit}" if days else ""
    return f"{wait.code} {wait.type}{lag}"


def said(wait: Wait) -> str:
    """Say what a task waits for, as people say it."""
    code, lag = wait.code, wait.lag_days + wait.lag_parts / PARTS
    count, is_lead = abs(lag), lag < 0
    kind = "calendar" if wait.is_elapsed else "working"
    days = f"{days_said(count)} {kind} day{'s' * (count != 1)}"
    if not count:
        return {
            "FS": f"{code} must finish first",
            "SS": f"starts no earlier than {code} starts",
            "FF": f"{code} must finish no later",
            "SF": f"finishes no earlier than {code} starts",
        }[wait.type]
    if wait.type == "FS":
        return (
            f"may start {days} before {code} finishes"
            if is_lead
            else f"{code} must finish first, then {days}"
        )
    own = "starts" if wait.type == "SS" else "finishes"
    theirs = "finishes" if wait.type == "FF" else "starts"
    return f"{own} {days} {'before' if is_lead else 'after'} {code} {theirs}"
