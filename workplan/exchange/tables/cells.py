"""The cells of a table: read with errors that name the row, written so that none is a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from workplan.errors import InvalidInput
from workplan.exchange.tables.days_text import NoDate, day_in

DANGEROUS = frozenset("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20")
"""With what a cell begins that some spreadsheet takes for a formula, wide signs included."""
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")
"""A moment within a day, as we write it."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that no workbook can hold."""


def safe(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    text = UNPRINTABLE.sub("", value)
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take a cell for a formula; some skip blanks before it."""
    return text[:1] in DANGEROUS or text.lstrip()[:1] in DANGEROUS


def plain(text: str) -> str:
    """Return a cell without the mark that keeps it from being a formula."""
    is_marked = text.startswith("'") and is_formula(text[1:])
    return text[1:] if is_marked else text


class Cells:
    """One row: its cells by heading, read with errors that name the row."""

    def __init__(self, row: Mapping[str, Any], place: str, *, is_month_first: bool = False) -> None:
        self.row = row
        self.place = place
        self.is_month_first = is_month_first

    def is_empty(self) -> bool:
        """Tell whether nothing stands in the row."""
        return not any(str(value).strip() for value in self.row.values() if value is not None)

    def text(self, heading: str) -> str:
        """Return a cell as text, without the mark that keeps it from being a formula."""
        value = self.row.get(heading)
        return "" if value is None else plain(str(value).strip())

    def whole(self, heading: str, low: int, high: int, default: int | None = None) -> int:
        """Return a cell as a whole number within bounds."""
        text = self.text(heading).removesuffix("%").strip()
        if not text and default is not None:
            return default
        try:
            value = float(text)
        except ValueError:
            raise self._wrong(heading, text, "Give a whole number.") from None
        if value != int(value) or not low <= value <= high:
            raise self._wrong(heading, text, f"Give a whole number from {low} to {high}.")
        return int(value)

    def number(self, heading: str, low: int, high: int) -> float:
        """Return a cell as a number within bounds, also with a fraction."""
        text = self.text(heading)
        try:
            value = float(text)
        except ValueError:
            raise self._wrong(heading, text, "Give a number.") from None
        if not low <= value <= high:
            raise self._wrong(heading, text, f"Give a number from {low} to {high}.")
        return value

    def moment(self, heading: str) -> date | None:
        """Return a cell as a date, or as a moment where it has a time; None when it is empty."""
        value = self.row.get(heading)
        if isinstance(value, datetime):
            return value if value.time() != time(0) else value.date()
        if MOMENT.fullmatch(self.text(heading)):
            return datetime.fromisoformat(self.text(heading))
        return self.day(heading)

    def day(self, heading: str) -> date | None:
        """Return a cell as a date, or None when it is empty."""
        value = self.row.get(heading)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = self.text(heading)
        if not text:
            return None
        try:
            return day_in(text, is_month_first=self.is_month_first)
        except NoDate as wrong:
            raise self._wrong(heading, text, str(wrong)) from None

    def _wrong(self, heading: str, text: str, way_out: str) -> InvalidInput:
        place = f"{self.place[0].upper()}{self.place[1:]}"
        said = f"{place}, {heading}: “{text[:40]}” cannot be taken. {way_out}"
        return InvalidInput(heading, said)
