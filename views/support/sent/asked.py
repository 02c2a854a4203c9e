"""The one reader of numbers and days from addresses and forms, within what the database holds."""

from __future__ import annotations

import re
from datetime import date

from flask import request
from werkzeug.routing import IntegerConverter, Map

from workplan.calendars.written import read_day
from workplan.errors import InvalidInput

LARGEST = 2**31 - 1
DIGITS = re.compile(r"[-+−]?[0-9]{1,100}")


def signed(typed: str) -> int | None:
    """Return the whole number that was typed in ASCII digits, or None for what is none.

    However large it is: the service that takes it says in its own words what fits.
    """
    return int(typed.replace("−", "-")) if DIGITS.fullmatch(typed) else None


def whole(typed: str) -> int | None:
    """Return the whole number that was typed, or None for what the database cannot hold."""
    number = signed(typed)
    return number if number is not None and abs(number) <= LARGEST else None


def row_id(typed: str) -> int | None:
    """Return the number of a row that was typed, or None for what no row can have."""
    number = whole(typed) if typed.isdigit() else None
    return number or None


def number(name: str) -> int | None:
    """Return the number of a row that the address asks for, if it asks.

    Raises:
        InvalidInput: for what no row can have.
    """
    return _number(name, request.args.get(name, "").strip())


def sent_number(name: str) -> int | None:
    """Return the number of a row that a form holds, if it does.

    Raises:
        InvalidInput: for what no row can have; it never means nothing.
    """
    return _number(name, request.form.get(name, "").strip())


def _number(name: str, typed: str) -> int | None:
    if typed and row_id(typed) is None:
        raise InvalidInput(
            name, f"{name}: “{typed[:40]}” is no number here. Reload the page and choose again."
        )
    return row_id(typed)


def page(typed: str) -> int:
    """Return the page that was typed, or the first for what can be none."""
    return max(1, whole(typed.strip()) or 1)


def day(name: str) -> date | None:
    """Return the day that the address asks for, if it asks.

    Raises:
        InvalidInput: for what is no day.
    """
    return _day(name, request.args.get(name, "").strip())


def sent_day(name: str) -> date | None:
    """Return the day that a form holds, if it does.

    Raises:
        InvalidInput: for what is no day.
    """
    return _day(name, request.form.get(name, "").strip())


def _day(name: str, typed: str) -> date | None:
    try:
        return read_day(typed) if typed else None
    except ValueError:
        raise InvalidInput(
            name, f"“{typed[:40]}” is no date. Give year, month and day, such as 2026-11-24."
        ) from None


class RowId(IntegerConverter):
    """A number in an address that a row can have; any other leads nowhere."""

    regex = "[0-9]{1,10}"

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)
