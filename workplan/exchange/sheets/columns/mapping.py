"""What each column of a sheet is taken for, as proposed or as a person chose."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells.grid import letters
from workplan.exchange.sheets.columns.fields import LABELS, SEVERAL, Field, folded
from workplan.exchange.sheets.values.days import DayOrder

AUTO = "auto"


@dataclass(frozen=True)
class SheetMapping:
    """Which sheet, where its headings are, and what each of its columns fills.

    Args:
        sheet: its name; "" for a table of text.
        heading_row: from 0; None where no row has headings.
        headings: of every column, in order.
        fields: what each column fills.
        title: of the plan.
        day_order: which number stands first in 1/5/2026; None where nobody has said.
    """

    sheet: str
    heading_row: int | None
    headings: tuple[str, ...]
    fields: tuple[Field, ...]
    title: str
    day_order: DayOrder | None = None

    def columns(self, field: Field) -> list[int]:
        """Return the columns that fill a field."""
        return [column for column, filled in enumerate(self.fields) if filled is field]

    def fingerprint(self) -> str:
        """Return what tells these headings from others, whatever their capitals and signs."""
        return sha256("\n".join(map(folded, self.headings)).encode()).hexdigest()

    def checked(self) -> SheetMapping:
        """Return it when a plan can be read by it.

        Raises:
            InvalidInput: when no column is the name, or two are what only one can be.
        """
        if Field.NAME not in self.fields:
            raise InvalidInput(
                "name", "No column is the name of the task. Choose which one names the tasks."
            )
        for field in Field:
            columns = self.columns(field)
            if len(columns) > 1 and field not in SEVERAL:
                named = " and ".join(map(letters, columns))
                raise InvalidInput(
                    str(field),
                    f"The columns {named} are both “{LABELS[field]}”. Choose one of them.",
                )
        return self

    def words(self) -> str:
        """Return what each column is taken for, as a sentence."""
        told = [
            f"{letters(column)} “{self.headings[column]}”: {LABELS[field].lower()}"
            for column, field in enumerate(self.fields)
            if field is not Field.LEAVE
        ]
        sheet = f"The sheet “{self.sheet}”. " if self.sheet else ""
        return f"{sheet}{'; '.join(told)}."

    def to_json(self) -> str:
        """Return it as text, to be carried on by a form."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_json(text: str) -> SheetMapping:
    """Return a mapping that a form carried.

    Raises:
        InvalidInput: for what is no mapping.
    """
    try:
        raw: dict[str, Any] = json.loads(text)
        found = SheetMapping(
            sheet=str(raw["sheet"]),
            heading_row=None if raw["heading_row"] is None else int(raw["heading_row"]),
            headings=tuple(map(str, raw["headings"])),
            fields=tuple(map(Field, raw["fields"])),
            title=str(raw["title"]),
            day_order=DayOrder(raw["day_order"]) if raw["day_order"] else None,
        )
        if len(found.headings) != len(found.fields) or (found.heading_row or 0) < 0:
            raise ValueError(text)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as broken:
        said = "What the columns mean is not known any more. Upload the file again."
        raise InvalidInput("mapping", said) from broken
    return found


def with_choices(proposed: SheetMapping, choices: dict[str, str]) -> SheetMapping:
    """Return a mapping with what a person says: by field, the heading or letters of its column.

    Args:
        choices: such as {"name": "Task Name"}; where the field is “auto” the proposal stands.

    Raises:
        InvalidInput: for a field or a column that there is not, with those that there are.
    """
    fields = list(proposed.fields)
    for name, wanted in choices.items():
        if name == AUTO:
            continue
        if name not in tuple(Field):
            known = ", ".join(Field)
            raise InvalidInput("map", f"“{name[:40]}” is no field. Use one of {known}.")
        field, chosen = Field(name), _column(proposed.headings, wanted)
        for column, filled in enumerate(fields):
            if filled is field and field not in SEVERAL:
                fields[column] = Field.LEAVE
        fields[chosen] = field
    return replace(proposed, fields=tuple(fields)).checked()


def _column(headings: tuple[str, ...], wanted: str) -> int:
    for column, heading in enumerate(headings):
        if heading and folded(heading) == folded(wanted):
            return column
    for column in range(len(headings)):
        if letters(column) == wanted.strip().upper():
            return column
    listed = ", ".join(heading for heading in headings if heading)
    raise InvalidInput("map", f"There is no column “{wanted[:60]}”. The columns are {listed}.")
