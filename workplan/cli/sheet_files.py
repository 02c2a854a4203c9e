"""A plan's file for a command: read by its content, and a sheet by what the command says of it."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets import commanded
from workplan.exchange.sheets.commanded import SheetWishes
from workplan.exchange.sheets.values.days import DayOrder
from workplan.exchange.tables.columns import OtherColumns

MAPS = 'Which column fills a field, such as name="Task Name"; auto takes what is proposed.'
AS_PROPOSED = SheetWishes()


def sheet_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a sheet; it gets them as one argument, `told`."""

    @click.option("--map", "choices", multiple=True, metavar="FIELD=COLUMN", help=MAPS)
    @click.option("--sheet", default="", metavar="NAME", help="Of a workbook with several.")
    @click.option(
        "--day-order", type=click.Choice([*map(str, DayOrder)]), help="Of dates like 1/5/2026."
    )
    @wraps(command)
    def with_sheet(
        *args: Any, choices: tuple[str, ...], sheet: str, day_order: str | None, **others: Any
    ) -> None:
        told = SheetWishes(choices, sheet, DayOrder(day_order) if day_order else None)
        command(*args, told=told, **others)

    return with_sheet


def read(
    path: Path,
    start_on: date | None = None,
    told: SheetWishes = AS_PROPOSED,
    agencies: Container[str] = (),
) -> PlanFile:
    """Return the plan in a file; a sheet with columns of its own is mapped as proposed.

    Args:
        start_on: the plan's start, for a table that has none.
        told: what is said of a sheet; once anything is, it holds for a table of our columns too.
        agencies: their names in small letters, so that “State/PM” is not parted.

    Raises:
        InvalidInput: for a file that is too large, or that cannot be read.
    """
    if path.stat().st_size > formats.MAX_BYTES:
        size = path.stat().st_size // 1024 // 1024
        raise InvalidInput("file", f"{path.name} has {size} MB, and 64 MB can be taken.")
    content = path.read_bytes()
    try:
        if not told.are_any:
            return formats.read(content, path.name, start_on)
    except OtherColumns:
        pass  # So they are mapped, as proposed.
    return commanded.read(content, path.name, start_on, told, lambda name: name.lower() in agencies)
