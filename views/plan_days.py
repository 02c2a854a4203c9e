"""Which day it is in a plan."""

from __future__ import annotations

from datetime import date

from models import Plan
from workplan import clock


def today_in(plan: Plan) -> date:
    """Return today in the plan's time zone; a closed plan stays at its last status date."""
    if plan.stage == "closed" and plan.status_on is not None:
        return plan.status_on
    return clock.civil_date(clock.now(), plan.time_zone)
