"""Points 6 to 9: how much room tasks have, how long they are, and whether their dates can be."""

from __future__ import annotations

from workplan.calendars.minutes import day_of
from workplan.health.point import Point, Subject
from workplan.health.verdicts import LONG_DAYS, NO_STATUS, none, not_run, share
from workplan.scheduling.order import UNSTARTED


def points(subject: Subject) -> list[Point]:
    """Return points 6 to 9."""
    of = (_high_float, _negative_float, _long_tasks, _invalid_dates)
    return [point(subject) for point in of]


def _high_float(subject: Subject) -> Point:
    found = [i for i in subject.open if subject.dates[i].total_float > LONG_DAYS]
    formula = f"open tasks with over {LONG_DAYS} working days in hand ÷ open tasks"
    return share(6, "High float", formula, len(found), len(subject.open), subject.uids(found))


def _negative_float(subject: Subject) -> Point:
    found = [i for i in subject.open if subject.dates[i].total_float < 0]
    formula = "open tasks behind what waits for them, or their suspense"
    return none(7, "Negative float", formula, len(found), len(subject.open), subject.uids(found))


def _long_tasks(subject: Subject) -> Point:
    per_day = subject.computed.network.calendar.per_day
    found = [i for i in subject.open if subject.leaves[i].duration > LONG_DAYS * per_day]
    formula = f"open tasks over {LONG_DAYS} working days ÷ open tasks"
    return share(8, "Long tasks", formula, len(found), len(subject.open), subject.uids(found))


def _invalid_dates(subject: Subject) -> Point:
    name, today = "Invalid dates", subject.status_on
    formula = "tasks begun or done on a day to come, or not begun and computed for one that is past"
    if today is None:
        return not_run(9, name, formula, "none", NO_STATUS)
    progress, axis = subject.computed.graph.progress, subject.computed.network.calendar
    first = axis.start_boundary(today)
    found = []
    for i, leaf in enumerate(subject.leaves):
        reported = [d for d in (leaf.actual_start_on, leaf.actual_finish_on) if d is not None]
        is_ahead = any(day_of(day) > today for day in reported)
        is_behind = (
            progress[i] == UNSTARTED
            and leaf.duration > 0
            and axis.start_boundary(subject.dates[i].start_on) < first
        )
        if is_ahead or is_behind:
            found.append(i)
    return none(9, name, formula, len(found), len(subject.leaves), subject.uids(found))
