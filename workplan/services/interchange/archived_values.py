"""Values of an archive: as its file has them, and what it may bring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NoReturn

from sqlalchemy import JSON, Column, Date, String, Text
from sqlalchemy.types import TypeEngine

from models.base import Instant, SpanText
from workplan.calendars.hours import DAY, read_hours
from workplan.calendars.own import calendars_of
from workplan.errors import InvalidInput
from workplan.plain_text import is_plain_line, prose
from workplan.services.accounts.accounts import PLAIN_EMAIL
from workplan.services.consultation.text.frozen import is_sound

FORMS = {
    ("users", "email"): PLAIN_EMAIL,
    ("plans", "weekmask"): re.compile(r"(?=.*1)[01]{7}"),
    ("tasks", "driver"): re.compile(r"link:\d+:\w+:-?\d+(?:\.\d+)?:[01]|\w+:[\w-]*"),
}
"""What texts look like that pages rely on."""
OF_A_DAY = {
    ("plans", "start_minute"): 0,
    ("tasks", "short_parts"): 0,
    ("tasks", "constraint_minute"): 0,
    ("tasks", "actual_start_minute"): 0,
    ("tasks", "actual_finish_minute"): 0,
    ("dependencies", "lag_parts"): 1 - DAY,
}
"""Numbers of minutes that are fewer than a day has, and the least that each may be."""
DAYS = (("plans", "days_off"), ("plans", "days_worked"), ("plans", "day_notes"))


def plain(kind: TypeEngine[Any], value: Any) -> Any:
    """Return a value of a column as JSON can have it."""
    if value is not None and isinstance(kind, SpanText):
        return kind.written(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def typed(kind: TypeEngine[Any], value: Any) -> Any:
    """Return a value of a file as its column has it."""
    if value is not None and isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if value is not None and isinstance(kind, Date):
        return date.fromisoformat(value)
    if value is not None and isinstance(kind, SpanText):
        return kind.read(value)
    return value


def check(column: Column[Any], value: Any) -> None:
    """Refuse a text that no form would have taken; it is not mended, since the journal has it too.

    Raises:
        InvalidInput: naming the table, the column and the text.
    """
    if (column.table.name, column.name) == ("plan_versions", "content") and not is_sound(value):
        _refuse(column, str(value))
    if isinstance(column.type, JSON):
        for text in _texts(value):
            _check_one(column, text, is_prose=True)
        _check_days(column, value)
        _check_calendars(column, value)
        return
    name = (column.table.name, column.name)
    if name in OF_A_DAY and value is not None:
        if not isinstance(value, int) or not OF_A_DAY[name] <= value < DAY:
            _refuse(column, str(value))
        return
    if not isinstance(value, str) or not isinstance(column.type, String):
        return
    _check_one(column, value, is_prose=isinstance(column.type, Text))
    if name == ("plans", "hours"):
        try:
            read_hours(value)
        except InvalidInput:
            _refuse(column, value)
    wanted = FORMS.get(name)
    if wanted is not None and not wanted.fullmatch(value):
        _refuse(column, value)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value, the names of its fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _check_days(column: Column[Any], value: Any) -> None:
    if (column.table.name, column.name) in DAYS and value is not None:
        try:
            for day in value:
                date.fromisoformat(day)
        except (TypeError, ValueError):
            _refuse(column, str(value))


def _check_calendars(column: Column[Any], value: Any) -> None:
    if (column.table.name, column.name) == ("plans", "work_calendars"):
        try:
            calendars_of(value)
        except InvalidInput:
            _refuse(column, str(value))


def _check_one(column: Column[Any], value: str, *, is_prose: bool) -> None:
    length = column.type.length if isinstance(column.type, String) and not is_prose else None
    lines = value.replace("\r\n", "\n")  # as browsers send them
    fits = prose(lines) == lines if is_prose else is_plain_line(value)
    if not fits or (length is not None and len(value) > length):
        _refuse(column, value)


def _refuse(column: Column[Any], value: str) -> NoReturn:
    raise InvalidInput(
        "archive",
        f"{column.table.name}.{column.name} in the file holds {value[:60]!a}, which cannot stand "
        "there. Correct it where the file comes from, and save it again.",
    )
