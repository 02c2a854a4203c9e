"""Links between work on different calendars.

The positions of a leaf count the working time of its own calendar. So what a link allows is told as
a moment of the clock, and counted anew on the calendar of the other end. In a plan whose work has
no calendar but the plan's, no link is such a one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from workplan.calendars.axis import Axis
from workplan.calendars.instants import Instants
from workplan.scheduling.network import Activity, Network

ELAPSED = 4
APART = 8
"""What is added to the code of a link's type: for a lag in calendar days, for ends that lie on
different axes."""


def axes_of(network: Network, leaves: Sequence[Activity]) -> list[Axis]:
    """Return by position what the positions of each leaf count on."""
    plain, own = network.calendar, network.calendars
    if not own or own.keys().isdisjoint(leaf.uid for leaf in leaves):
        return [plain] * len(leaves)
    instants: dict[Axis, Axis] = {}
    axes = []
    for leaf in leaves:
        axis = own.get(leaf.uid, plain)
        if not leaf.duration:
            axis = instants.get(axis) or instants.setdefault(axis, Instants(axis))
        axes.append(axis)
    return axes


def firsts(network: Network, axes: Sequence[Axis], apart: Sequence[int]) -> list[int]:
    """Return by position where each leaf can begin at the earliest: when the plan's calendar opens.

    Args:
        apart: the leaves that lie on another axis than the plan's.

    Raises:
        CalendarEmpty: when a calendar holds no working day in the five years from the plan's start.
    """
    plain = network.calendar
    first = plain.first_boundary(network.start_on)
    found = [first] * len(axes)
    opens = plain.opens_at(first) if apart else first
    for i in apart:
        axes[i].first_boundary(network.start_on)
        found[i] = axes[i].worked_before(opens)
    return found


def ends(axes: Sequence[Axis], finishes: Sequence[int], apart: Sequence[int]) -> list[int]:
    """Return by position where the end of the plan lies: that of its last leaf to finish.

    Args:
        apart: the leaves that lie on another axis than the plan's.
    """
    if not apart:
        return [max(finishes, default=0)] * len(finishes)
    last: dict[Axis, int] = {}
    for axis, finish in zip(axes, finishes, strict=True):
        last[axis] = max(last.get(axis, finish), finish)
    closes = max(axis.closes_at(finish) for axis, finish in last.items())
    found = {axis: last_finish(axis, closes) for axis in last}
    return [found[axis] for axis in axes]


def on_plan(plain: Axis, axis: Axis, position: int, *, finish: bool) -> int:
    """Return where the start or finish of a leaf lies on the plan's own calendar."""
    if axis is plain:
        return position
    return plain.worked_before(axis.closes_at(position) if finish else axis.opens_at(position))


def counted(axis: Axis, first: float, then: float) -> float:
    """Return the working time between two positions; of moments, that of their calendar."""
    if isinstance(axis, Instants):
        before = axis.base.worked_before
        return before(floor(then)) - before(floor(first))
    return then - first


def allowed(axes: Sequence[Axis], start: int, finish: int, edge: tuple[int, int, int, int]) -> int:
    """Return the position of the driven end of a successor that a link allows.

    Args:
        start: of the predecessor.
        finish: of the predecessor.
        edge: the link.
    """
    p, s, code, lag = edge
    mine, theirs = axes[p], axes[s]
    is_from_finish = code % ELAPSED in (0, 2)
    clock = mine.closes_at(finish) if is_from_finish else mine.opens_at(start)
    if code & ELAPSED:
        return theirs.worked_before(clock + lag)
    if isinstance(theirs, Instants) and lag:
        base = theirs.base
        return base.closes_at(base.worked_before(clock) + lag)
    return theirs.worked_before(clock) + lag


def latest(axes: Sequence[Axis], edge: tuple[int, int, int, int], bound: float) -> int:
    """Return the last position of the driving end of a predecessor from which a link still holds.

    It is the inverse of `allowed`.

    Args:
        edge: the link.
        bound: the position at which the driven end of the successor must be able to lie.
    """
    p, s, code, lag = edge
    mine, theirs = axes[p], axes[s]
    is_from_finish = code % ELAPSED in (0, 2)
    bound = floor(bound)
    if code & ELAPSED:
        clock = theirs.opens_at(bound) - lag
    elif isinstance(theirs, Instants) and lag:
        base = theirs.base
        clock = base.opens_at(base.worked_before(bound) - lag)
    else:
        clock = theirs.opens_at(bound - lag)
    return last_finish(mine, clock) if is_from_finish else last_start(mine, clock)


def last_finish(axis: Axis, clock: int) -> int:
    """Return the last position at which work may end that has to end by a moment of the clock."""
    return axis.last_until(clock) if isinstance(axis, Instants) else axis.worked_before(clock)


def last_start(axis: Axis, clock: int) -> int:
    """Return the last position from which work goes on at a moment of the clock, or before it."""
    found = last_finish(axis, clock)
    return found if axis.opens_at(found) <= clock else found - 1
