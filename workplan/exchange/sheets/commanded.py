"""A sheet read in one step, by what a command says of its columns; the rest is as proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from workplan.errors import InvalidInput
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets.columns.mapping import AUTO, with_choices
from workplan.exchange.sheets.columns.proposal import Place, propose
from workplan.exchange.sheets.reading import read_sheet
from workplan.exchange.sheets.values.days import DayOrder


@dataclass(frozen=True)
class SheetWishes:
    """What somebody says of a sheet before it is read.

    Args:
        choices: such as “name=Task Name”, or “auto” for what is proposed.
        sheet: its name; "" for the one most like a plan.
        day_order: which number stands first in 1/5/2026; None where nobody has said.
    """

    choices: tuple[str, ...] = ()
    sheet: str = ""
    day_order: DayOrder | None = None

    @property
    def are_any(self) -> bool:
        """Whether anything is said, so that even a table of our own columns is read by it."""
        return bool(self.choices or self.sheet)


def read(
    content: bytes,
    name: str,
    start_on: date | None,
    wishes: SheetWishes,
    is_agency: Callable[[str], bool] = lambda _: False,
) -> PlanFile:
    """Return the plan in a sheet.

    Args:
        name: the file's; the plan's title, where no line of the sheet is.
        start_on: the plan's start; the earliest start of a row unless given.
        is_agency: whether a name is that of an agency, so that “State/PM” is not parted.

    Raises:
        InvalidInput: for a choice that names no field or column, and what `read_sheet` refuses.
    """
    choices = {}
    for choice in wishes.choices:
        field, sign, column = choice.partition("=")
        if not sign and field != AUTO:
            said = f'“{choice[:60]}” maps nothing. Write --map name="Task Name", or --map auto.'
            raise InvalidInput("map", said)
        choices[field.strip()] = column.strip()
    proposed = propose(content, name, Place(wishes.sheet or None)).mapping
    if proposed.heading_row is None and not choices.keys() - {AUTO}:
        raise InvalidInput(
            "map",
            "No row looks like the headings of a plan. Say which column holds what by its letters, "
            "such as --map name=B --map start=C.",
        )
    mapping = with_choices(proposed, choices)
    return read_sheet(content, replace(mapping, day_order=wishes.day_order), start_on, is_agency)
