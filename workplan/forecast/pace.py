"""When the work ends at its present pace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from workplan.calendars.working import WorkingCalendar
from workplan.forecast.apart import ApartDay
from workplan.forecast.burndown_days import BurnDay
from workplan.policy import PACE_DAYS

PACE_WINDOW = timedelta(days=PACE_DAYS)
IN_SIGHT_DAYS = 5000
"""How many working days ahead, twenty years, an end is still named."""


class Projection(NamedTuple):
    """When the work ends at the present pace; neither is given without a pace.

    Args:
        worked_days: the working days of work that were worked off, by reports, in the days looked
            back on, of which `passed_days` were working days: the pace.
    """

    ends_on: date | None = None
    is_out_of_sight: bool = False
    worked_days: int = 0
    passed_days: int = 0

    @property
    def rule(self) -> str:
        """By which rule the end is projected, in words; nothing without a pace."""
        if not self.worked_days:
            return ""
        return (
            f"in the {PACE_DAYS} days before, {self.worked_days:,} working days of work were "
            f"worked off in {self.passed_days} working days"
        )


NO_PROJECTION = Projection()


def projected(
    days: Sequence[BurnDay],
    as_of: date,
    calendar: WorkingCalendar,
    apart: Sequence[ApartDay] = (),
) -> Projection:
    """Return when the work would end at the pace of the days that policy looks back.

    Pace is the working days that reports worked off for each working day passed. What is claimed
    counts, since its work was reported; what was ended without being done does not, whether it
    was open or claimed before; and a change of scope or of a planned duration is no progress. On
    a day off it is as on the working day before.

    Args:
        days: as the journal counts them, with what was ended as worked off.
        apart: the days on which what stands apart changed, which take that out again.
    """
    if not days or days[-1].remaining_days <= 0:
        return NO_PROJECTION
    as_of = calendar.on_or_before(as_of)
    since = max(as_of - PACE_WINDOW, days[0].on)
    passed = calendar.working_days_between(since, as_of)
    done = sum(day.worked_days for day in days if day.on > since)
    done -= sum(one.ended_days for one in apart if one.on > since)
    if passed <= 0 or done <= 0:
        return NO_PROJECTION
    needed = -(-days[-1].remaining_days * passed // done)
    if needed > IN_SIGHT_DAYS:
        return Projection(None, True, done, passed)  # out of sight
    ends_on = calendar.day_from(calendar.start_boundary(as_of) + needed)
    return Projection(ends_on, False, done, passed)  # in sight
