"""The time zones of plans, as far as this machine knows them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan


def plan_zones(session: Session) -> dict[int, str]:
    """Return each plan's time zone; a plan with an unknown one is left out.

    So it holds up no other plan: its own mail waits, and the planner names it to the log, the
    ledger and the health check.
    """
    rows = session.execute(select(Plan.id, Plan.time_zone))
    return {row.id: row.time_zone for row in rows if is_known(row.time_zone)}


def is_known(zone: str) -> bool:
    """Tell whether this machine knows a time zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
