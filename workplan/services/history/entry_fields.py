"""The fields that journal entries keep, each with its word and how its value is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workplan import vocabulary
from workplan.calendars.hours import PARTS, clock, days_said
from workplan.calendars.spans import days, often_of
from workplan.reminders.ladder import rung_words
from workplan.scheduling.driver import Driver
from workplan.scheduling.explain import day_words
from workplan.services.history.entry_names import (
    AGENCIES,
    DIRECTIVES,
    EFFORTS,
    GONE,
    PEOPLE,
    TASKS,
    Names,
)
from workplan.services.history.field_words import (
    AS_CONFIGURED,
    CODES,
    CONFIGURED,
    DRIVERS,
    HIDDEN,
    VERBATIM,
    label,
)
from workplan.services.tasks.suspenses import found_span

Facts = Mapping[str, Any]
LONGEST = 120
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOTHING = "none"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")


def facts_said(kept: Facts | None, names: Names) -> str:
    """Return everything that an entry keeps of one side of a change, in words."""
    found = [(label(key), value_said(key, value, names)) for key, value in _shown(kept)]
    return "; ".join(f"{field}: {said}" for field, said in found)


def changes_said(before: Facts | None, after: Facts | None, names: Names) -> str:
    """Return in words what was changed, field by field."""
    old = in_full(before)
    return ", ".join(
        f"{label(key)} from {_quoted(key, old.get(key), names)} to {_quoted(key, value, names)}"
        for key, value in _shown(after)
    )


def _shown(kept: Facts | None) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in in_full(kept).items() if key not in HIDDEN]


def in_full(kept: Facts | None) -> dict[str, Any]:
    """Return fields whole: lengths with parts of days, rungs with their days; no empty hours."""
    found = dict(kept or {})
    short = found.pop("short_parts", None)
    if short and "duration_days" in found:
        found["duration_days"] -= short / PARTS
    elif short:
        found["short_parts"] = short
    if "rung_days" in found:
        unit = found.pop("counted_in", vocabulary.DayKind.WORKING)
        found["rung_days"] = rung_words(found["rung_days"], unit)
    if found.get("constraint_minute", 0) is None:
        del found["constraint_minute"]
    return found


def _quoted(key: str, value: Any, names: Names) -> str:
    said = value_said(key, value, names)
    return said if said in (NOTHING, AS_CONFIGURED) else f"“{said}”"


def value_said(key: str, value: Any, names: Names) -> str:
    """Return the value of a field in words: names for ids, days for dates, words for codes."""
    if value is None and key in CONFIGURED:
        return AS_CONFIGURED
    if value is None or value == "" or value == []:
        return NOTHING
    if key in SAID:
        return SAID[key](value, names)
    for keys, found in (
        (TASKS, names.tasks),
        (PEOPLE, names.people),
        (EFFORTS, names.efforts),
        (AGENCIES, names.agencies),
        (DIRECTIVES, names.directives),
    ):
        if key in keys and isinstance(value, int):
            return found.get(value, GONE)
    if key.endswith("_id"):
        return GONE
    if key in CODES:
        return CODES[key].get(str(value), _plain(value, names)).lower()
    if key in VERBATIM:
        text = " ".join(str(value).split())
        return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
    return _plain(value, names)


def _plain(value: Any, names: Names) -> str:
    """Return whatever a field holds that has no rule of its own, never as a program would."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            return ", ".join(f"{label(k)} {value_said(k, v, names)}" for k, v in value.items())
        case list():
            return "; ".join(_plain(part, names) for part in value) or NOTHING
        case str() if DAY.fullmatch(value):
            return day_words(date.fromisoformat(value))
        case str() if CODE.fullmatch(value):
            return value.replace("_", " ")
        case int():
            return f"{value:,}"
    return NOTHING if value is None else str(value)


def rule_said(kept: Facts | None, names: Names) -> str:
    """Return a suspense rule in words, such as “every quarter from 31 Mar 2027”."""
    rule = dict(kept or {})
    within = f"within {_span_said(rule)} after"
    match rule.get("rule", "none"):
        case "none":
            said = "no date (“promptly”)"
        case "fixed":
            said = f"on {_plain(rule.get('fixed_on'), names)}"
        case "signed":
            said = f"{within} signing"
        case "after_task":
            said = f"{within} {value_said('after_task_id', rule.get('after_task_id'), names)} ends"
        case "recurring":
            every = often_of(str(rule.get("every"))).each
            said = f"{every} from {_plain(rule.get('first_on'), names)}"
            if rule.get("until_on"):
                said += f" until {_plain(rule['until_on'], names)}"
        case "event":
            said = f"{within} this: {rule.get('event')}"
            if rule.get("happened_on"):
                said += f" (it was on {_plain(rule['happened_on'], names)})"
        case _:
            return _plain(rule, names)
    return f"{said}: {rule['note']}" if rule.get("note") else said


def _span_said(rule: Facts) -> str:
    span = found_span(rule)["within"] or days(0)
    return f"{span.number:,} {str(span).partition(' ')[2]}"


def lag_said(kept: Facts) -> str:
    """Return the lag of a dependency in words, with its sign; nothing for none."""
    lag = (kept.get("lag_days") or 0) + int(kept.get("lag_parts") or 0) / PARTS
    kind = "calendar" if kept.get("is_elapsed") else "working"
    unit = "day" if abs(lag) == 1 else "days"
    return f"{'+' if lag > 0 else '−'}{days_said(abs(lag))} {kind} {unit}" if lag else ""


def link_said(kept: Facts, names: Names) -> str:
    """Return a dependency in words: on which task, what that one must do, with which lag."""
    task = value_said("predecessor_id", kept.get("predecessor_id"), names)
    kind = link_kind_said(kept)
    return f"{task}, which {kind}" if kind else task


def link_kind_said(kept: Facts) -> str:
    """Return the type of a dependency in words, with its lag."""
    kind = vocabulary.LinkType.by_code().get(str(kept.get("type")), "").lower()
    return ", ".join(filter(None, (kind, lag_said(kept))))


def week_said(mask: str) -> str:
    """Return the working days of a week: Mon to Fri, or Mon, Wed, Fri."""
    worked = [name for name, digit in zip(WEEK, str(mask), strict=False) if digit == "1"]
    first = WEEK.index(worked[0]) if worked else 0
    is_run = len(worked) > 2 and tuple(worked) == WEEK[first : first + len(worked)]
    return f"{worked[0]} to {worked[-1]}" if is_run else ", ".join(worked) or NOTHING


def _notes_said(notes: Mapping[str, str]) -> str:
    return "; ".join(f"{_plain(day, Names())}: {note}" for day, note in notes.items())


def _clock_said(minute: int, _: Names) -> str:
    return clock(minute)


def _driver_said(text: str, names: Names) -> str:
    driver = Driver.decoded(text)
    if driver.kind == "link":
        kept = {"predecessor_id": driver.predecessor, "type": driver.detail}
        return link_said(kept | {"lag_days": driver.lag, "is_elapsed": driver.is_elapsed}, names)
    detail = vocabulary.Constraint.said(driver.detail).lower()
    return DRIVERS.get(driver.kind) or f"{driver.kind} {detail}".strip()


def _leads_said(value: list[int], names: Names) -> str:
    return " + ".join(names.agencies.get(a, GONE) for a in value)


def _supports_said(value: list[list[Any]], names: Names) -> str:
    found = [
        f"{names.agencies.get(agency, GONE)} ({vocabulary.AgencyRole.said(role).lower()})"
        for agency, role in value
    ]
    return ", ".join(found)


def _counting_said(value: list[dict[str, Any]], names: Names) -> str:
    found = [
        f"{value_said('task_id', one.get('task_id'), names)} "
        f"({rule_said({'rule': 'signed', **one}, names).removesuffix(' signing')} it)"
        for one in value
    ]
    return ", ".join(found)


def _objectives_said(value: list[int], names: Names) -> str:
    # A statement is long, and its number says which one is meant.
    return ", ".join(names.objectives.get(number, GONE).partition(" ")[0] for number in value)


def _touches_said(value: list[int], names: Names) -> str:
    return "; ".join(names.tasks.get(number, GONE) for number in value)


SAID: dict[str, Callable[[Any, Names], str]] = {
    "leads": _leads_said,
    "supports": _supports_said,
    "objectives": _objectives_said,
    "touches": _touches_said,
    "suspense": rule_said,
    "driver": _driver_said,
    "suspenses_counted_from_it": _counting_said,
    "agency": lambda code, names: names.codes.get(code, code),
    "duration_days": lambda days, _: f"{days_said(days)} working day{'s' if days != 1 else ''}",
    "short_parts": lambda parts, _: f"{days_said(parts / PARTS)} working days",
    "lag_parts": lambda parts, _: f"{days_said(parts / PARTS)} days",
    "constraint_minute": _clock_said,
    "actual_start_minute": _clock_said,
    "actual_finish_minute": _clock_said,
    "start_minute": _clock_said,
    "percent": lambda percent, _: f"{percent} %",
    "send_hour": lambda hour, _: f"{hour}:00",
    "time_zone": lambda zone, _: str(zone).replace("_", " "),
    "weekmask": lambda mask, _: week_said(mask),
    "day_notes": lambda notes, _: _notes_said(notes),
    "work_calendars": lambda calendars, _: ", ".join(sorted(calendars)),
}
