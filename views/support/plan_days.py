"""Which day it is in a plan."""

from __future__ import annotations

from datetime import date

from models import Plan
from workplan import clock
from workplan.extensions import db
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay


def day_in(plan: Plan) -> PlanDay:
    """Return the day that it is in a plan, with its calendar; a closed plan stays at its last."""
    return states.day_of(db.session(), plan, clock.now())


def today_in(plan: Plan) -> date:
    """Return that day's date."""
    return day_in(plan).today
