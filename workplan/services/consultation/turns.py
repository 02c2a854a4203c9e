"""On which days an answer that is owed is told of: two working days before, on its day, and after.

Once overdue, it is told of on the working day after, and then on every fifth.
"""

from __future__ import annotations

from datetime import date

from workplan.policy import COORDINATION_DAYS
from workplan.services.record.words.sentences import count
from workplan.services.tasks.states import PlanDay

EVERY = 5
"""After how many working days an answer that stays overdue is told of again."""
SOON = f"due in {COORDINATION_DAYS} working days"
TODAY = "due today"
TO_COME = (TODAY, SOON)


def of(wanted_on: date, day: PlanDay) -> str:
    """Return how an answer stands on a working day; empty where it has no turn on it."""
    calendar, today = day.calendar, day.today
    if today > wanted_on:
        late = calendar.working_days_between(wanted_on, today)
        is_turn = late == 1 or (late > 0 and late % EVERY == 0)
        return f"overdue by {count(late, 'working day')}" if is_turn else ""
    last = calendar.on_or_before(wanted_on)
    if today >= last:
        return TODAY
    return SOON if today == calendar.shift(last, -COORDINATION_DAYS) else ""
