"""The only module that reads the wall clock; everything below the edges is told the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def civil_date(instant: datetime, zone: str) -> date:
    """Return the calendar date of an aware instant in an IANA time zone (a plan's "today")."""
    return instant.astimezone(ZoneInfo(zone)).date()
