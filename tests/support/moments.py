"""Moments of made-up days: tests say when it is, nothing here reads a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

WASHINGTON = ZoneInfo("America/New_York")


def washington(
    year: int, month: int, day: int, hour: int = 9, minute: int = 0, *, zone: ZoneInfo = WASHINGTON
) -> datetime:
    """Return the instant at which clocks in Washington (or another zone) show this."""
    return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)


def hourly(first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the instants from the first to the last, an hour apart whatever clocks show."""
    while first <= last:
        yield first
        first += timedelta(hours=1)
