"""What the journal says of the calendar of a plan."""

from __future__ import annotations

from typing import Any

from workplan.services.record.words import sentences
from workplan.services.record.words.sentences import Told

MOST_DAYS = 6
"""How many days a sentence names."""


def calendar_changed(t: Told) -> str:
    """Say which days are worked now that were not, and the other way round."""
    parts = []
    if "weekmask" in t.after:
        parts.append(f"working week from {t.was('weekmask')} to {t.now('weekmask')}")
    if "hours" in t.after:
        was, now = (kept.get("hours") or "office hours" for kept in (t.before, t.after))
        parts.append(f"hours of a day from {was} to {now}")
    if (
        _is_federal(t.before) != _is_federal(t.after)
        and {"is_federal", "days_off"} & t.after.keys()
    ):
        not_any_more = "" if _is_federal(t.after) else "no longer "
        parts.append(f"federal holidays are {not_any_more}days off")
    for key, now, no_more in (
        ("days_off", "off", "no longer off"),
        ("days_worked", "worked", "no longer worked"),
    ):
        old, new = (set(kept.get(key) or ()) for kept in (t.before, t.after))
        for days, said in ((new - old, now), (old - new, no_more)):
            if days:
                parts.append(f"{_some_days(t, sorted(days))} {said}")
    parts += _calendars_said(t)
    return sentences.sentence("; ".join(parts) or "notes on days of the calendar changed")


def _calendars_said(t: Told) -> list[str]:
    """Say which other calendars were added, changed, retired, restored, or taken away."""
    old, new = (kept.get("work_calendars") or {} for kept in (t.before, t.after))
    parts = []
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        if was is None or now is None:
            said = "added" if was is None else "taken away"
        elif bool(was.get("retired")) != bool(now.get("retired")):
            said = "retired" if now.get("retired") else "restored"
        else:
            said = "changed"
        parts.append(f"calendar “{name}” {said}")
    return parts


def _is_federal(kept: dict[str, Any]) -> bool:
    return bool(kept.get("is_federal")) or ("days_off" in kept and kept["days_off"] is None)


def _some_days(t: Told, days: list[str]) -> str:
    """Return days in words; of many, the first ones and how many more."""
    notes = t.before.get("day_notes") or {}
    notes = {**notes, **(t.after.get("day_notes") or {})}
    said = [
        t.value("on", day) + (f" ({notes[day]})" if notes.get(day) else "")
        for day in days[:MOST_DAYS]
    ]
    more = len(days) - len(said)
    return ", ".join(said) + (f" and {sentences.count(more, 'more day')}" if more else "")
