"""Short directives of our own, read for their duties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workplan.directives.reading import read

if TYPE_CHECKING:
    from workplan.directives.duties import Duty

SIGNED = date(2026, 6, 1)
SHALLS = "\n\n(x) The plan shall be kept. It shall be read. It shall be short. It shall be clear."
"""Enough of "shall" for a text to order by that word alone, and no order in it."""


def duties_of(*paragraphs: str) -> list[Duty]:
    """Return the duties of section 2, made of some paragraphs."""
    return read("Sec. 2. Work. " + "\n\n".join(paragraphs) + SHALLS, SIGNED).duties


def only(*paragraphs: str) -> Duty:
    """Return the one duty of some paragraphs."""
    (duty,) = duties_of(*paragraphs)
    return duty


def days_of(*paragraphs: str) -> list[date | None]:
    """Return the days on which the duties of some paragraphs fall."""
    return read("Sec. 2. Work. " + "\n\n".join(paragraphs) + SHALLS, SIGNED).directed_on
