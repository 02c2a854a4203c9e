"""The values of the neutral JSON form, each refused by its path where it cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workplan.errors import InvalidInput

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(DATE.pattern + r"T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


def mapping(value: object, path: str) -> Mapping[str, Any]:
    """Return an object, or refuse what is none by its path."""
    if not isinstance(value, Mapping):
        raise InvalidInput(path, f"{path} must be an object, not {type(value).__name__}.")
    return value


def items(raw: Mapping[str, Any], key: str) -> list[Any]:
    """Return a list of a document; an empty one where it is left out."""
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise InvalidInput(key, f"{key} must be a list, not {type(value).__name__}.")
    return value


def integer(
    raw: Mapping[str, Any],
    key: str,
    path: str,
    *,
    low: int = -(10**9),
    high: int = 10**9,
    default: int | None = None,
) -> int:
    """Return a whole number within bounds."""
    value = raw.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InvalidInput(
            f"{path}.{key}",
            f"{path}.{key} is {value!r}. Give a whole number from {low} to {high}.",
        )
    return value


def number(
    raw: Mapping[str, Any],
    key: str,
    path: str,
    *,
    low: int,
    high: int,
    default: int | None = None,
) -> float:
    """Return a number of days, which may have a part of one."""
    value = raw.get(key, default)
    if not isinstance(value, float) or value.is_integer():
        value = int(value) if isinstance(value, float) else value
        return integer({**raw, key: value}, key, path, low=low, high=high, default=default)
    if not low <= value <= high:
        raise InvalidInput(
            f"{path}.{key}", f"{path}.{key} is {value!r}. Give a number from {low} to {high}."
        )
    return value


def read_text(raw: Mapping[str, Any], key: str) -> str:
    """Return the hours of a day as text."""
    value = raw[key]
    if not isinstance(value, str):
        raise InvalidInput(key, f"{key} is {value!r}. Write it as 08:00-12:00 13:00-17:00.")
    return value


def read_moment(raw: Mapping[str, Any], key: str, path: str) -> date | None:
    """Return a date, or a moment where a time follows it: 2027-03-14T13:00."""
    value = raw.get(key)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).replace(second=0)
        except ValueError:
            pass  # The day says what is wrong with it.
    return read_day(raw, key, path)


def read_day(raw: Mapping[str, Any], key: str, path: str) -> date | None:
    """Return a date; None where it is left out."""
    value = raw.get(key)
    return None if value is None else as_day(value, f"{path}.{key}".lstrip("."))


def as_day(value: object, path: str) -> date:
    """Return a date, or refuse what is none by its path."""
    # Stricter than date.fromisoformat, which takes other forms, and not the same in every Python.
    text = value if isinstance(value, str) and DATE.fullmatch(value) else ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            path, f"{path} is {value!r}. Give a date as year-month-day, such as 2027-03-14."
        ) from None
