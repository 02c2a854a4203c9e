"""What comes out: every date of a plan, with its driver. `schedule` is the table of contents."""

from __future__ import annotations

import gc
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

from workplan.calendars.hours import DAY as MINUTES_A_DAY
from workplan.calendars.instants import Instants
from workplan.calendars.minutes import WorkingMinutes, day_of
from workplan.calendars.spans import days
from workplan.errors import InvalidInput
from workplan.scheduling.apart import APART, ELAPSED, counted
from workplan.scheduling.driver import Driver
from workplan.scheduling.network import LINK_TYPES, Activity, Network
from workplan.scheduling.order import FF, FINISHED, FS, UNSTARTED, Graph, arrange
from workplan.scheduling.passes.backward import Late, backward_pass
from workplan.scheduling.passes.floats import Floats, floats
from workplan.scheduling.passes.forward import ACTUAL, FORECAST, Cause, Early, forward_pass


def schedule(network: Network) -> Schedule:
    """Compute every date, float and driver of a network (docs/scheduling.md).

    Raises:
        LoopFound: when activities wait for each other; it names the cycle.
        InvalidInput: for links that lead nowhere and dates that no calendar reaches.
    """
    with _without_collection():
        graph = arrange(network)
        early = forward_pass(network, graph)
        due_on = _directed(graph, early)
        late = backward_pass(network, graph, early, due_on)
        if pinned := _as_late_as_possible(graph, early, late):
            early = forward_pass(network, graph, pinned)
            due_on = _directed(graph, early)
            late = backward_pass(network, graph, early, due_on)
        return Schedule(network, graph, early, late, floats(network, graph, early, late), due_on)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Let no garbage be looked for: the passes make hundreds of thousands of tuples and no cycle.

    Measured: 100,000 tasks take a quarter less. Two threads may overlap; the worst of it is that
    one of them is collected after all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Dates(NamedTuple):
    """The computed dates of an activity, inclusive; floats in working days."""

    start_on: date
    finish_on: date
    late_start_on: date
    late_finish_on: date
    total_float: float
    free_float: float
    is_critical: bool
    is_end_of_day: bool


class Summary(NamedTuple):
    """What a task with subtasks adds up to; dates inclusive, percent by duration."""

    start_on: date
    finish_on: date
    percent: int
    is_critical: bool
    is_open: bool


@dataclass(frozen=True)
class Schedule:
    """The result, kept as boundaries; dates are made when they are asked for."""

    network: Network
    graph: Graph
    early: Early
    late: Late
    floats: Floats
    due: list[date | None]

    @cached_property
    def position(self) -> dict[int, int]:
        """The position of each leaf, by uid."""
        return {leaf.uid: i for i, leaf in enumerate(self.graph.leaves)}

    def dates(self, i: int) -> Dates:
        """Return the dates of the leaf at a position.

        A milestone after a finish-to-start predecessor shows as the end of the day before its
        boundary, else as the start of the day after it; the two are the same moment. Finished work
        keeps the days that were reported, days off too.
        """
        graph, early, late, (total, free, critical) = self.graph, self.early, self.late, self.floats
        calendar, leaf, room, spare = graph.axes[i], graph.leaves[i], total[i], free[i]
        day, until, is_whole = calendar.day_from, calendar.day_until, calendar.per_day == 1
        at_end = leaf.duration > 0 or self._is_end_of_day(i)
        start, finish = early.start[i], early.finish[i]
        late_start, late_finish = floor(late.start[i]), ceil(late.finish[i])
        is_moment = start == finish
        begins = until(start) if is_moment and at_end else day(start)
        ends = day(finish) if is_moment and not at_end else until(finish)
        if reported := leaf.actual_finish_on:
            ends = day_of(reported)
            begins = min(day_of(leaf.actual_start_on) if leaf.actual_start_on else begins, ends)
        return Dates(
            begins,
            ends,
            until(late_start) if is_moment else day(late_start),
            until(late_finish),
            room if is_whole and type(room) is int else self.in_days(room),
            spare if is_whole and type(spare) is int else self.in_days(spare),
            critical[i],
            at_end,
        )

    def moments(self, i: int) -> tuple[datetime, datetime] | None:
        """Return when the leaf at a position starts and finishes; None where only days count."""
        calendar, leaf = self.graph.axes[i], self.graph.leaves[i]
        if not isinstance(calendar, WorkingMinutes | Instants) or calendar.per_day == 1:
            return None
        start, finish = self.early.start[i], self.early.finish[i]
        at_end = start == finish and self._is_end_of_day(i)
        starts = calendar.moment_until(start) if at_end else calendar.moment_from(start)
        ends = starts if start == finish else calendar.moment_until(finish)
        if isinstance(leaf.actual_finish_on, datetime):
            ends = leaf.actual_finish_on
            starts = min(starts, ends)
        return starts, ends

    def in_days(self, counted: float) -> float:
        """Return what the calendar counted as working days, in minutes down to a hundredth.

        So a minute too few is less than nothing, as it is to whoever asks what is critical.
        """
        per_day = self.network.calendar.per_day
        if per_day == 1:
            return round(counted, 2)
        days = counted / per_day
        return int(days) if days == int(days) else floor(days * 100) / 100

    def driver(self, i: int) -> Driver:
        """Return why the leaf at a position has its dates."""
        return self._named(self.early.cause[i])

    def summary(self, uid: int, left_out: Container[int] = ()) -> Summary:
        """Return what the leaves below a task with subtasks add up to.

        Args:
            left_out: the uids of leaves that will not be done, and have no share in the percent.
        """
        below = self.graph.summaries[uid]
        days = [self.dates(i) for i in below]
        return Summary(
            min(d.start_on for d in days),
            max(d.finish_on for d in days),
            self._percent_of(below, left_out),
            any(d.is_critical for d in days),
            not all(self.is_done(i) for i in below),
        )

    def is_done(self, i: int) -> bool:
        """Tell whether the leaf at a position is finished."""
        return self.graph.progress[i] == FINISHED

    def late_days(self, uid: int, due_on: date) -> int:
        """Return by how many working days a task finishes after a day; 0 when it does not.

        A part of a day is one day late.

        Counted between boundaries: a milestone on the morning after the day is at its end. What was
        reported as finished on a later day is late by one at least, a weekend between them or not.
        """
        ends = self.graph.summaries.get(uid) or [self.position[uid]]
        return max(self.leaf_late_days(i, due_on) for i in ends)

    def leaf_late_days(self, i: int, due_on: date) -> int:
        """Return the same for the leaf at a position."""
        calendar = self.graph.axes[i]
        finish, due = self.early.finish[i], calendar.finish_boundary(due_on)
        if finish > due:
            per_day = self.network.calendar.per_day
            return max(1, ceil(counted(calendar, due, finish) / per_day))
        reported = self.graph.leaves[i].actual_finish_on
        return int(reported is not None and day_of(reported) > due_on)

    @property
    def finish_on(self) -> date | None:
        """The last day of the plan, or None when nothing is in it."""
        if not self.graph.leaves:
            return None
        return last_day(self.graph, self.early, range(len(self.graph.leaves)))

    def leaves(self) -> Iterator[tuple[Activity, Dates, Driver, date | None]]:
        """Yield each leaf with its dates, driver and directed date, by uid."""
        for i, leaf in enumerate(self.graph.leaves):
            yield leaf, self.dates(i), self.driver(i), self.due[i]

    def _percent_of(self, below: list[int], left_out: Container[int]) -> int:
        """Return how much of some leaves is done, by duration (docs/scheduling.md).

        A milestone, or a part of a day, weighs as much as one day, and rounding down keeps 100 for
        what is done. Where all are left out, nothing is.
        """
        per_day, done, whole = self.network.calendar.per_day, 0, 0
        for i in below:
            leaf = self.graph.leaves[i]
            if leaf.uid in left_out:
                continue
            weight = max(-(-leaf.duration // per_day), 1)
            done += weight * (100 if self.is_done(i) else leaf.percent)
            whole += weight
        return done // whole if whole else 0

    def _named(self, cause: Cause) -> Driver:
        if isinstance(cause, tuple):
            p, _, code, lag = cause
            uid, is_elapsed = self.graph.leaves[p].uid, bool(code & ELAPSED)
            is_whole = self.network.calendar.per_day == 1
            days = lag if is_whole else self._lag_in_days(lag, is_elapsed=is_elapsed)
            return Driver("link", uid, LINK_TYPES[code % ELAPSED], days, is_elapsed)
        return Driver("constraint", detail=cause) if cause.isupper() else Driver(cause)

    def _lag_in_days(self, lag: int, *, is_elapsed: bool) -> float:
        """Return a lag in days: whole ones as such, so that they read alike in every plan."""
        per_day = self.network.calendar.per_day
        per_day = MINUTES_A_DAY if is_elapsed else per_day
        return lag // per_day if lag % per_day == 0 else round(lag / per_day, 4)

    def _is_end_of_day(self, i: int) -> bool:
        cause, axis = self.early.cause[i], self.graph.axes[i]
        if isinstance(axis, Instants) and not axis.is_closing(self.early.start[i]):
            return False
        if isinstance(cause, tuple):
            _, _, code, lag = cause
            first = axis.start_boundary(self.network.start_on)
            return code & ~APART in (FS, FF) and lag >= 0 and self.early.start[i] != first
        return cause in ("FNET", "FNLT", "MFO", "ALAP", ACTUAL, FORECAST)


def _directed(graph: Graph, early: Early) -> list[date | None]:
    """Return each leaf's suspense as it falls: its own, or a span after another ends."""
    due = [leaf.deadline_on for leaf in graph.leaves]
    counting = [i for i, leaf in enumerate(graph.leaves) if leaf.due_after is not None]
    if counting:
        position = {leaf.uid: i for i, leaf in enumerate(graph.leaves)}
        for i in counting:
            uid, within = graph.leaves[i].due_after or (0, days(0))
            anchors = graph.summaries.get(uid) or [_anchor(position, uid)]
            due[i] = within.after(last_day(graph, early, anchors))
    return due


def last_day(graph: Graph, early: Early, leaves: Iterable[int]) -> date:
    """Return the last day of some leaves, by position; one at least."""
    if graph.apart:
        return max(graph.axes[i].day_until(early.finish[i]) for i in leaves)
    return graph.axes[0].day_until(max(early.finish[i] for i in leaves))


def _anchor(position: dict[int, int], uid: int) -> int:
    if uid in position:
        return position[uid]
    raise InvalidInput(
        "due_after",
        f"A suspense counts from the task {uid}, which does not exist. Add the task, or choose "
        "another one to count from.",
    )


def _as_late_as_possible(graph: Graph, early: Early, late: Late) -> dict[int, int]:
    """Return by position where unstarted ALAP work goes: to its late dates, which hold the end.

    Project lets it use up total float, so that what follows it may move too, though no later than
    the plan, its constraints and its suspenses allow. A finish that the agency reported stays.
    """
    return {
        i: floor(late.start[i])
        for i, leaf in enumerate(graph.leaves)
        if leaf.constraint == "ALAP"
        and graph.progress[i] == UNSTARTED
        and early.cause[i] != FORECAST
    }
