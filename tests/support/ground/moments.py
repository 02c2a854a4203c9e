"""Moments of made-up days: tests say when it is, nothing here reads a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from workplan.services.operations import beats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from workplan.services.delivery.deliveries import Sender

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


def waking(first: date, last: date, *, zone: ZoneInfo = WASHINGTON) -> Iterator[datetime]:
    """Yield, for every day, the moments that matter to mail: around eight, and past noon."""
    while first <= last:
        for hour, minute in ((7, 59), (8, 0), (13, 0)):
            yield washington(first.year, first.month, first.day, hour, minute, zone=zone)
        first += timedelta(days=1)


def mornings(first: date, last: date) -> Iterator[datetime]:
    """Yield eight o'clock of every day."""
    while first <= last:
        yield washington(first.year, first.month, first.day, 8)
        first += timedelta(days=1)


def beat(sender: Sender, moments: Iterable[datetime]) -> None:
    """Let the scheduler beat at each moment."""
    for now in moments:
        beats.tick(sender, now)
