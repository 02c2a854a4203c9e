"""A plan of whole days on several calendars, placed by trying one day after the other.

It knows no boundaries and no arithmetic: moments are midnights, work is counted by walking over
days, and what is looked for is found by trying. Only for plans without dates and progress.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from workplan.calendars.axis import Axis
from workplan.calendars.working import WorkingCalendar
from workplan.scheduling.network import Activity, Link, Network


class Simulated(NamedTuple):
    """When a task starts and finishes, early and late, as days since the year 1; its float."""

    start: int
    finish: int
    late_start: int
    late_finish: int
    total: int


class Place(NamedTuple):
    start: int
    finish: int


class Walk:
    """The days of a plan, walked over."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.first = self.next_day(network.calendar, network.start_on.toordinal())

    def calendar(self, task: Activity) -> Axis:
        return self.network.calendars.get(task.uid, self.network.calendar)

    @staticmethod
    def works(calendar: Axis, day: int) -> bool:
        assert isinstance(calendar, WorkingCalendar)
        return calendar.is_working(date.fromordinal(day))

    def next_day(self, calendar: Axis, day: int) -> int:
        while not self.works(calendar, day):
            day += 1
        return day

    def worked(self, calendar: Axis, first: int, then: int) -> int:
        """Count the days worked from one moment to another."""
        if then < first:
            return -self.worked(calendar, then, first)
        return sum(self.works(calendar, day) for day in range(first, then))

    def from_start(self, task: Activity, start: int) -> Place:
        """Place work that starts on the morning of a day, which its calendar works."""
        left, day = task.duration, start
        while left:
            left -= self.works(self.calendar(task), day)
            day += 1
        return Place(start, day)

    def may_start(self, task: Activity, day: int) -> bool:
        """Tell whether a task may start on the morning of a day: work, only where it works.

        A milestone may also lie at the end of a day that its calendar works.
        """
        calendar = self.calendar(task)
        is_closing = not task.duration and self.works(calendar, day - 1)
        return is_closing or self.works(calendar, day)

    def later(self, task: Activity, moment: int, link: Link) -> int:
        """Return the first moment for the driven end of a task that lies a lag after a moment."""
        if link.is_elapsed or not link.lag:
            return moment + link.lag
        calendar = self.calendar(task)
        at = moment
        step = 1 if link.lag > 0 else -1
        while self.worked(calendar, moment, at) != link.lag:
            at += step
        while link.lag < 0 and not task.duration and not self.works(calendar, at - 1):
            at -= 1  # A milestone lies where the day before closes.
        return at

    def holds(self, link: Link, mine: Place, task: Activity, theirs: Place) -> bool:
        """Tell whether a link holds between the place of its predecessor and that of a task."""
        driving = mine.finish if link.type in ("FS", "FF") else mine.start
        driven = theirs.start if link.type in ("FS", "SS") else theirs.finish
        wanted = self.later(task, driving, link)
        if task.duration:
            return self.worked(self.calendar(task), wanted, driven) >= 0
        return driven >= wanted


def simulated(network: Network) -> dict[int, Simulated]:
    """Return where each task lies, by uid."""
    walk = Walk(network)
    tasks = {activity.uid: activity for activity in network.activities}
    order = _in_order(network)
    early: dict[int, Place] = {}
    for uid in order:
        before = [link for link in network.links if link.successor == uid]
        task = tasks[uid]

        def fits(place: Place, before: list[Link] = before, task: Activity = task) -> bool:
            return all(walk.holds(li, early[li.predecessor], task, place) for li in before)

        # Links decide even before the plan's start, but for FF and SF; a lead is short.
        is_held = not before or _held(before)
        begun = [walk.first if is_held else early[li.predecessor].start - 40 for li in before]
        early[uid] = _first(walk, task, fits, min(begun, default=walk.first))
    end = max(place.finish for place in early.values())
    late: dict[int, Place] = {}
    for uid in reversed(order):
        after = [link for link in network.links if link.predecessor == uid]

        def still(place: Place, after: list[Link] = after) -> bool:
            return place.finish <= end and all(
                walk.holds(li, place, tasks[li.successor], late[li.successor]) for li in after
            )

        late[uid] = _last(walk, tasks[uid], still, end)
    return {
        uid: Simulated(
            *early[uid],
            *late[uid],
            walk.worked(walk.calendar(tasks[uid]), early[uid].finish, late[uid].finish),
        )
        for uid in order
    }


def _first(walk: Walk, task: Activity, fits: Callable[[Place], bool], begun: int) -> Place:
    """Return the first place that all links allow, from a day on."""
    day = begun
    while not (walk.may_start(task, day) and fits(walk.from_start(task, day))):
        day += 1
    return walk.from_start(task, day)


def _held(before: list[Link]) -> bool:
    """Tell whether a link holds a task at the plan's start at least, as FF and SF do."""
    return any(link.type in ("FF", "SF") for link in before)


def _last(walk: Walk, task: Activity, fits: Callable[[Place], bool], end: int) -> Place:
    day = end
    while not (walk.may_start(task, day) and fits(walk.from_start(task, day))):
        day -= 1
    return walk.from_start(task, day)


def _in_order(network: Network) -> list[int]:
    order: list[int] = []
    left = sorted(activity.uid for activity in network.activities)
    while left:
        uid = next(
            u
            for u in left
            if all(li.predecessor in order for li in network.links if li.successor == u)
        )
        order.append(uid)
        left.remove(uid)
    return order
