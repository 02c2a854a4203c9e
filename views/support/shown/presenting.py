"""How pages show dates, days and people; bound to every template."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import Flask, request, url_for

from models import Plan
from views.support.session import is_signed_in, settings
from views.support.shown import columns, filters
from views.support.shown.browsers import browser_said
from views.support.shown.markdown import marked_down
from workplan import clock, policy, version, vocabulary
from workplan.calendars.hours import clock as clock_said
from workplan.calendars.working import federal_calendar
from workplan.extensions import db
from workplan.notation.predecessors import Lagged
from workplan.notation.suspenses import Due, written
from workplan.reminders.ladder import rung_words
from workplan.scheduling.explain import day_words, near_words, shift_words
from workplan.services.dates.plan_calendars import length_said
from workplan.services.dates.rescheduling import Move
from workplan.services.history.entry_fields import lag_said
from workplan.services.record import journal


def day(value: date | None, missing: str = "–") -> str:
    """Show a date: 14 Mar 2027."""
    return day_words(value) if value else missing


def iso_day(value: str | None, missing: str = "–") -> str:
    """Show a date that the journal keeps as text."""
    return day_words(date.fromisoformat(value)) if value else missing


def plain(value: object) -> str:
    """Show whatever a field of a plan holds: a date, a list of names, a number or a text."""
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Due):
        return written(value)
    if isinstance(value, tuple):
        value = ", ".join(": ".join(v) if type(v) is tuple else str(v) for v in value)
    return "–" if value in (None, "") else str(value)


def brief(value: date) -> str:
    """Show a date where room is short: 14 Mar 27."""
    return f"{value.day} {value:%b %y}"


def weekday(value: date | None, missing: str = "–") -> str:
    """Show a date with its weekday: Fri 14 Mar 2027."""
    return f"{value:%a} {day_words(value)}" if value else missing


def moment(value: datetime | None) -> str:
    """Show a moment in the installation's time zone: 24 Nov 2026, 15:04."""
    if value is None:
        return "–"
    local = value.astimezone(ZoneInfo(settings().time_zone))
    return f"{day_words(local.date())}, {local:%H:%M}"


def near_day(value: date | None, missing: str = "–") -> str:
    """Show a date in a table: Fri 4 Dec, with its year unless it lies within half a year."""
    return f"{value:%a} {near_words(value, _today())}" if value else missing


def near_moment(value: datetime | None, missing: str = "–") -> str:
    """Show a moment in a table: Fri 4 Dec, 08:00, in the installation's time zone."""
    if value is None:
        return missing
    local = value.astimezone(ZoneInfo(settings().time_zone))
    return f"{near_day(local.date())}, {local:%H:%M}"


def _today() -> date:
    return clock.civil_date(clock.now(), settings().time_zone)


def relative(value: date, today: date) -> str:
    """Say how far away a date is, in working days."""
    calendar = federal_calendar()
    count = calendar.working_days_between(today, value)
    if value == today:
        return "today"
    if count == 0:
        return "before the next working day" if value > today else "since the last working day"
    unit = "working day" if abs(count) == 1 else "working days"
    return f"in {count} {unit}" if count > 0 else f"{-count} {unit} ago"


def lag_of_link(link: Lagged) -> str:
    """Say how long a task waits after another, with its sign; nothing for not at all."""
    kept = {"lag_days": link.lag_days, "lag_parts": link.lag_parts}
    return lag_said(kept | {"is_elapsed": link.is_elapsed})


class Sized(Protocol):
    """What has a duration."""

    @property
    def duration_days(self) -> int: ...
    @property
    def short_parts(self) -> int: ...


def days(count: int) -> str:
    """Say a number of working days."""
    return f"{count} working day{'s' if count != 1 else ''}"


def lasting(task: Sized, plan: Plan) -> str:
    """Say how long a task takes; a part of a day in hours too."""
    return length_said(plan, task.duration_days, task.short_parts)


def signed(count: float) -> str:
    """Show a number with its sign: +5, −8 with a true minus."""
    return f"{count:+,}".replace("-", "−")


def plural(count: int, one: str, many: str | None = None) -> str:
    """Say a count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def number_word(count: int) -> str:
    """Say a number that begins a sentence: in words below ten."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def moved(moves: Iterable[Move], besides: int | None = None) -> str:
    """Say of how many tasks the dates moved, one perhaps not counted."""
    count = sum(move.is_dated for move in moves if move.task_id != besides)
    task = "other task" if besides is not None else "task"
    return f"The dates of {plural(count, task) if count else f'no {task}'} moved."


KEPT = (
    *("state", "scale", "fold", "baseline", "section", "since", "until", "from", "to", "kind"),
    *("role", "person", "days", "last", "day", columns.ASKED),
)
"""What the address of a list says besides its filter."""


def filtered(endpoint: str, **changes: object) -> str:
    """Return the address of a list with the filters of this request, and some changes."""
    kept = {
        name: request.args.getlist(name)
        for name in (*filters.SINGLE, *filters.ROWS, *KEPT)
        if name in request.args
    }
    return url_for(endpoint, **{**kept, **changes})  # type: ignore[arg-type]


def _footer() -> dict[str, object]:
    """Return what the footer says of the data: how fresh, and the head of the journal."""
    if not is_signed_in():
        return {}
    seq, head = journal.head(db.session())
    return {"seq": seq, "head": head[:8], "as_of": clock.now()}


def beside(others: str) -> str:
    """Say who changed a task while its reporter was typing; nothing when nobody did."""
    if not others:
        return ""
    return f" {others} changed the task while you were typing; your report stands beside it."


def init_app(app: Flask) -> None:
    """Bind the filters and words to an app's templates."""
    app.jinja_env.filters |= {
        "browser": browser_said,
        "day": day,
        "brief": brief,
        "plain": plain,
        "marked_down": marked_down,
        "iso_day": iso_day,
        "weekday": weekday,
        "moment": moment,
        "near_day": near_day,
        "near_moment": near_moment,
        "relative": relative,
        "days": days,
        "lasting": lasting,
        "clock": clock_said,
        "rung": rung_words,
        "shift_words": shift_words,
        "signed": signed,
    }
    app.jinja_env.globals |= {
        "besides_columns": columns.others,
        "filtered": filtered,
        "number_word": number_word,
        "lag_said": lag_of_link,
        "plural": plural,
        "policy": policy,
        "words": vocabulary,
        "footer": _footer,
        "version": version.ours(),
    }
