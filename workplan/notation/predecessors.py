"""What a task waits for, as a cell has it: `3(b).1 FS+2, 4(i)`.

After the number stand the type (FS, SS, FF, SF; nothing means FS) and the lag: `+2` working days,
`+2e` calendar days, `-1` a lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from workplan.notation.codes import ENDS, Codes
from workplan.notation.refusals import Mending, NotUnderstood

TAIL = re.compile(
    r"\s*(?P<type>FS|SS|FF|SF)?\s*"
    r"(?:(?P<sign>[+\-−])\s*(?P<count>\d{1,6})\s*(?P<unit>ed|ew|e|d|w)?)?\s*(?=[,;]|$)",
    re.IGNORECASE,
)
NOTHING = ("", "none", "nothing", "-", "–")
DAYS = {"": 1, "d": 1, "e": 1, "ed": 1, "w": 5, "ew": 7}


class Wait(NamedTuple):
    """That a task waits for another; the lag is negative for a lead.

    Args:
        code: the number of the other task, as the plan has it.
        is_elapsed: whether the lag counts calendar days.
    """

    code: str
    type: str = "FS"
    lag_days: int = 0
    is_elapsed: bool = False


def read(text: str, codes: Codes) -> tuple[Wait, ...]:
    """Return what a cell says a task waits for.

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
        wait, rest = _first(rest, text, codes)
        if wait.code in found:
            raise NotUnderstood(
                f"{wait.code} stands twice. Two tasks are tied once: leave one of them.",
                Mending(f"Leave {one(found[wait.code])}", _without(text, found, codes)),
            )
        found[wait.code] = wait
        rest = rest.lstrip().lstrip(ENDS).lstrip()
    return tuple(found.values())


def _first(rest: str, text: str, codes: Codes) -> tuple[Wait, str]:
    """Return the first of what is left, and what follows it."""
    begun = None
    for code, behind in codes.at_start(rest):
        if tail := TAIL.match(behind):
            codes.require_one(code)
            return _wait(code, tail), behind[tail.end() :]
        begun = begun or (code, behind)
    typed = re.split(r"[,;]", rest, maxsplit=1)[0].strip()
    if begun and not begun[1][:1].isalnum() and begun[1][:1] not in "(.":
        wrong = re.split(r"[,;]", begun[1], maxsplit=1)[0].strip()
        raise NotUnderstood(
            f"“{wrong[:40]}” after {begun[0]} is no type and lag. Write FS, SS, FF or SF, then "
            "+2 (working days), +2e (calendar days) or -1 (a lead).",
            Mending(f"Use {begun[0]}", text.replace(typed, begun[0], 1)),
        )
    bare = re.split(r"\s", typed, maxsplit=1)[0] or typed
    raise codes.unknown(bare, text)


def _wait(code: str, tail: re.Match[str]) -> Wait:
    unit = (tail["unit"] or "").casefold()
    lag = int(tail["count"] or 0) * DAYS[unit]
    is_elapsed = unit.startswith("e") and lag != 0
    sign = 1 if (tail["sign"] or "+") == "+" else -1
    return Wait(code, (tail["type"] or "FS").upper(), sign * lag, is_elapsed)


def _without(text: str, found: dict[str, Wait], codes: Codes) -> str:
    """Return the cell with each number once, as far as it was read."""
    rest, kept = text, dict(found)
    while rest:
        wait, rest = _first(rest, text, codes)
        kept.setdefault(wait.code, wait)
        rest = rest.lstrip().lstrip(ENDS).lstrip()
    return written(kept.values())


def written(waits: Iterable[Wait], codes: Codes | None = None) -> str:
    """Return a cell that says what a task waits for.

    Args:
        codes: the numbers of the plan; with them a form is chosen that is read back as it was,
            whatever stands in the numbers.
    """
    wanted = tuple(waits)
    forms = ([one(wait) for wait in wanted], [_in_full(wait) for wait in wanted])
    if codes is not None:
        for form in forms:
            for separator in (", ", "; "):
                text = separator.join(form)
                if _is_read_as(text, wanted, codes):
                    return text
    return ", ".join(forms[0])


def _is_read_as(text: str, wanted: tuple[Wait, ...], codes: Codes) -> bool:
    try:
        return read(text, codes) == wanted
    except NotUnderstood:
        return False


def one(wait: Wait) -> str:
    """Return one of them; a plain finish-to-start is only its number."""
    return wait.code if wait[1:] == ("FS", 0, False) else _in_full(wait)


def _in_full(wait: Wait) -> str:
    lag = f"{wait.lag_days:+d}{'e' if wait.is_elapsed else ''}" if wait.lag_days else ""
    return f"{wait.code} {wait.type}{lag}"


def said(wait: Wait) -> str:
    """Say what a task waits for, as people say it."""
    code, count = wait.code, abs(wait.lag_days)
    days = f"{count:,} {'calendar' if wait.is_elapsed else 'working'} day{'s' * (count != 1)}"
    is_lead = wait.lag_days < 0
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
