"""Two days in an address: read, and kept as they were typed when they mean none."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import request

from workplan.calendars.written import read_day


class TwoDays(NamedTuple):
    """The first and the last day that somebody asks about.

    Args:
        typed: what stands in the fields, by `from` and `to`.
        wrong: what is wrong with each.
    """

    typed: dict[str, str]
    wrong: dict[str, str]

    @property
    def days(self) -> dict[str, date | None]:
        """The days that were typed; None for what means none."""
        return {name: _read(said) for name, said in self.typed.items()}


def two_days(first: date, last: date) -> TwoDays:
    """Return the days of the address, or those that are given where it has none."""
    given = {"from": first.isoformat(), "to": last.isoformat()}
    typed = {name: request.args.get(name, day).strip() for name, day in given.items()}
    return TwoDays(
        typed,
        {
            name: f"“{said}” is no day. Give one such as 2026-11-24."
            for name, said in typed.items()
            if _read(said) is None
        },
    )


def _read(said: str) -> date | None:
    try:
        return read_day(said)
    except ValueError:
        return None
