"""A network made ready to be run through thousands of times at once.

What a run does with a leaf is what the engine does with it (`scheduling.passes.forward`), for a
thousand lengths in one step; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workplan.calendars.axis import Axis
from workplan.calendars.working import LAST_YEAR
from workplan.errors import InvalidInput
from workplan.scheduling.apart import APART, ELAPSED, firsts
from workplan.scheduling.apart import allowed as allowed_across
from workplan.scheduling.network import Network
from workplan.scheduling.order import FF, FINISHED, FS, STARTED, UNSTARTED, Edge, Graph
from workplan.scheduling.schedule import Schedule, schedule

LAST_DAY = date(LAST_YEAR, 12, 31)
"""The last day that calendars have: a run that goes on for longer is said to end there."""
Whole: TypeAlias = NDArray[np.int32]
"""Positions in time or lengths, of one leaf in each run, or of each leaf in each run."""


@dataclass(frozen=True)
class Ground:
    """A network as runs need it; all lists are by position of the leaf.

    Args:
        plain: the schedule if all goes as planned; what agencies foresee has no part in it.
        before: the links that lead to each leaf.
        first: where each leaf can begin at the earliest.
        status: where the status date lies on the axis of each leaf; None without one.
        planned: how long each leaf has yet to go on, by the plan.
    """

    plain: Schedule
    before: list[list[Edge]]
    first: list[int]
    status: list[int] | None
    planned: list[int]
    pinned: dict[int, int]
    tables: dict[object, dict[int, int]] = field(default_factory=dict)

    @property
    def graph(self) -> Graph:
        """The leaves, in working order."""
        return self.plain.graph

    def allowed(self, edge: Edge, start: Whole, finish: Whole, length: Whole) -> Whole:
        """Return the start that a link allows its successor in each run.

        Args:
            start, finish: of every leaf in each run.
            length: how long the successor goes on.
        """
        p, s, code, lag = edge
        kind = code % ELAPSED
        from_finish = kind in (FS, FF)
        driving = finish[p] if from_finish else start[p]
        if code >= ELAPSED:
            bound = self.mapped(*self._across(edge, from_finish=from_finish), driving)
        else:
            bound = driving + np.int32(lag)
        if kind >= FF:
            bound = np.maximum(bound - length, np.int32(self.first[s]))
        return bound

    def days(self, i: int, finish: Whole) -> Whole:
        """Return the day until which a leaf goes on in each run, as its ordinal."""
        axis = self.graph.axes[i]
        return self.mapped(("day", id(axis)), lambda at: _ordinal(axis, at), finish)

    def days_begun(self, i: int, start: Whole) -> Whole:
        """Return the day that a milestone begins in each run, as its ordinal."""
        axis = self.graph.axes[i]
        return self.mapped(("begun", id(axis)), lambda at: _ordinal(axis, at, begins=True), start)

    def ends_by_day(self, uid: int) -> bool:
        """Tell whether a task is shown by the day that it ends; a milestone may begin one."""
        if uid in self.graph.summaries:
            return True
        return self.plain.dates(self.plain.position[uid]).is_end_of_day

    def mapped(self, key: object, function: Callable[[int], int], values: Whole) -> Whole:
        """Return a function of each value; it is asked once for each that comes up at all."""
        table = self.tables.setdefault(key, {})
        once, where = np.unique(values, return_inverse=True)
        found = []
        for value in once.tolist():
            if value not in table:
                table[value] = function(value)
            found.append(table[value])
        return np.array(found, np.int32)[where]

    def _across(self, edge: Edge, *, from_finish: bool) -> tuple[object, Callable[[int], int]]:
        p, s, code, lag = edge
        axes = self.graph.axes
        if code >= APART:
            key = "apart", code, lag, id(axes[p]), id(axes[s])
            return key, lambda at: _reached(axes[s], lambda: allowed_across(axes, at, at, edge))
        calendar = self.plain.network.calendar
        key = "elapsed", code, lag, 0, 0
        return key, lambda at: _reached(
            calendar, lambda: calendar.elapsed(at, lag, finish=from_finish)
        )


def _ordinal(axis: Axis, at: int, *, begins: bool = False) -> int:
    """Return the day that ends at a position, or begins there; past all calendars, their last."""
    try:
        return (axis.day_from(at) if begins else axis.day_until(at)).toordinal()
    except InvalidInput:
        return LAST_DAY.toordinal()


def _reached(axis: Axis, bound: Callable[[], int]) -> int:
    """Return a position; what no calendar reaches lies at its end."""
    try:
        return bound()
    except InvalidInput:
        return axis.finish_boundary(LAST_DAY)


def ground_of(network: Network) -> Ground:
    """Return a network made ready.

    Raises:
        LoopFound: when activities wait for each other.
    """
    own = replace(network, activities=[a._replace(forecast_on=None) for a in network.activities])
    plain = schedule(own)
    graph, status_on = plain.graph, own.status_on
    before: list[list[Edge]] = [[] for _ in graph.leaves]
    for edges in graph.after:
        for edge in edges:
            before[edge[1]].append(edge)
    status = None
    if status_on is not None:
        status = [axis.start_boundary(status_on) for axis in graph.axes]
    return Ground(
        plain,
        before,
        firsts(own, graph.axes, graph.apart),
        status,
        [_left(plain, i, has_status=status is not None) for i in range(len(graph.leaves))],
        {
            i: plain.early.start[i]
            for i, leaf in enumerate(graph.leaves)
            if leaf.constraint == "ALAP" and graph.progress[i] == UNSTARTED
        },
    )


def _left(plain: Schedule, i: int, *, has_status: bool) -> int:
    """Return how long a leaf has yet to go on: all of it without a status date."""
    progress = plain.graph.progress[i]
    if progress == FINISHED:
        return 0
    if progress == STARTED and has_status:
        return ceil(plain.early.remaining[i])
    return plain.graph.leaves[i].duration
