"""Early dates, and the driver of each.

Each leaf, once placed, pushes its successors; so one walk in working order places them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from sys import maxsize
from typing import Final, NamedTuple

from workplan.calendars.axis import Axis
from workplan.scheduling.apart import APART, ELAPSED, firsts
from workplan.scheduling.apart import allowed as allowed_across
from workplan.scheduling.network import Activity, Network
from workplan.scheduling.order import (
    FF,
    FINISHED,
    FS,
    SF,
    SS,
    STARTED,
    UNSTARTED,
    Edge,
    Graph,
)

START: Final = "start"
ACTUAL: Final = "actual"
STATUS: Final = "status"
FORECAST: Final = "forecast"

Cause = str | Edge
"""Why an early date is what it is: START, ACTUAL, STATUS, FORECAST, the code of a constraint, or
the driving link."""
AT_START: Final[Edge] = (maxsize, maxsize, 0, 0)
"""Stands for a link that project start held off; last, so that a link that drives comes first."""


NOTHING_PINNED: Final[Mapping[int, int]] = {}


class Early(NamedTuple):
    """The forward pass by position: boundaries, causes, and the work that remains (days).

    `logic` is the start that links alone would allow, kept so that a constraint which overrides
    it is found out; None without predecessors.
    """

    start: list[int]
    finish: list[int]
    cause: list[Cause]
    remaining: list[float]
    logic: list[int | None]


def forward_pass(
    network: Network, graph: Graph, pinned: Mapping[int, int] = NOTHING_PINNED
) -> Early:
    """Place every leaf as early as its links, constraint, progress and status date let it.

    Args:
        pinned: by position, the boundary before which as-late-as-possible work does not start.
    """
    after = graph.after
    status = (
        None if network.status_on is None else network.calendar.start_boundary(network.status_on)
    )
    earliest = -maxsize if status is None else status
    is_plain = _are_plain(graph, pinned)
    length = _lengths(graph, has_status=status is not None)
    early = _unplaced(network, graph)
    starts, finishes, cause, _, logic = early
    for i in graph.order:
        pushed = logic[i]
        if pushed is not None:
            starts[i] = pushed
            if cause[i] is AT_START:
                cause[i] = START
        if is_plain[i]:
            start = starts[i]
            if start < earliest:
                starts[i] = start = earliest
                cause[i] = STATUS
            finishes[i] = finish = start + length[i]
        else:
            _place(network, graph, early, i, status, pinned.get(i))
            start, finish = starts[i], finishes[i]
        for edge in after[i]:
            _, s, code, lag = edge
            if code == FS:
                allowed = finish + lag
            elif code == SS:
                allowed = start + lag
            else:
                allowed = _rarely_allowed(network, graph, start, finish, edge, length[s])
                # FF and SF never pull a task before the project start, where it stands until it is
                # placed; a lead may.
                if allowed < starts[s] and code % ELAPSED >= FF:
                    allowed, edge = starts[s], AT_START
            best = logic[s]
            # Of links that allow the same, the least drives, whatever the order of the input.
            if best is None or allowed > best or (allowed == best and edge < cause[s]):  # type: ignore[operator]
                logic[s], cause[s] = allowed, edge
    return early


def _unplaced(network: Network, graph: Graph) -> Early:
    """Return every leaf at project start, as it stands before anything places it."""
    size = len(graph.leaves)
    return Early(
        firsts(network, graph.axes, graph.apart),
        [0] * size,
        [START] * size,
        [leaf.duration for leaf in graph.leaves],
        [None] * size,
    )


def _are_plain(graph: Graph, pinned: Mapping[int, int]) -> list[bool]:
    """Tell by position which leaves links and the status date alone may place."""
    is_plain = [
        leaf.constraint_on is None and leaf.forecast_on is None and not begun
        for leaf, begun in zip(graph.leaves, graph.progress, strict=True)
    ]
    for i in (*pinned, *graph.apart):
        is_plain[i] = False
    return is_plain


def _lengths(graph: Graph, *, has_status: bool) -> list[int]:
    """Return how long before its finish each leaf must go on: what remains, once it has begun."""
    return [
        leaf.duration if begun != STARTED or not has_status else ceil(_remaining(leaf))
        for leaf, begun in zip(graph.leaves, graph.progress, strict=True)
    ]


def _place(
    network: Network,
    graph: Graph,
    early: Early,
    i: int,
    status: int | None,
    pinned: int | None,
) -> None:
    """Place a leaf that has begun, or that a date, a report or a calendar of its own may hold."""
    axis = graph.axes[i]
    if network.status_on is not None and axis is not network.calendar:
        status = axis.start_boundary(network.status_on)
    if graph.progress[i] != UNSTARTED:
        _place_begun(graph, early, i, status)
        return
    leaf = graph.leaves[i]
    if leaf.constraint_on is not None:
        wanted = constrained_start(axis, leaf, early.logic[i], early.start[i])
        if wanted is not None:
            early.start[i], early.cause[i] = wanted, leaf.constraint
    if status is not None and early.start[i] < status:
        early.start[i], early.cause[i] = status, STATUS
    if pinned is not None and early.start[i] < pinned:
        early.start[i], early.cause[i] = pinned, "ALAP"
    early.finish[i] = early.start[i] + leaf.duration
    if leaf.forecast_on is not None and status is not None:
        _lift_to_forecast(axis, leaf, early, i)


def _rarely_allowed(
    network: Network, graph: Graph, start: int, finish: int, edge: Edge, length: int
) -> int:
    """Return the start that a link of a rare kind allows: into a finish, or by other days.

    Args:
        start, finish: of the predecessor.
        length: how long before its finish the successor must go on.
    """
    _, _, code, lag = edge
    if code == FF:
        return finish + lag - length
    if code == SF:
        return start + lag - length
    allowed = _after_lag(network, graph, start, finish, edge)
    return allowed - length if code % ELAPSED >= FF else allowed


def _after_lag(network: Network, graph: Graph, start: int, finish: int, edge: Edge) -> int:
    """Return where the successor's driven end may lie: across calendars, or calendar days later."""
    _, _, code, lag = edge
    if code >= APART:
        return allowed_across(graph.axes, start, finish, edge)
    from_finish = code - ELAPSED in (FS, FF)
    return network.calendar.elapsed(finish if from_finish else start, lag, finish=from_finish)


def _remaining(leaf: Activity) -> float:
    return leaf.duration * (100 - leaf.percent) / 100


def constrained_start(axis: Axis, leaf: Activity, logic: int | None, first: int) -> int | None:
    """Return where a dated constraint puts a start, or None where links already satisfy it.

    Constraints win over links (Project: constraint dates are honoured).

    Args:
        axis: what the positions of the leaf count on.
        logic: the start that links allow; None without predecessors.
        first: the boundary at project start.
    """
    code, on, start = leaf.constraint, leaf.constraint_on, first if logic is None else logic
    assert on is not None
    if code in ("FNET", "FNLT", "MFO"):
        wanted = axis.finish_boundary(on) - leaf.duration
    else:
        wanted = axis.start_boundary(on)
    if code in ("SNET", "FNET"):
        moves = wanted > start or logic is None
    elif code in ("SNLT", "FNLT"):
        moves = wanted < start
    else:
        moves = code in ("MSO", "MFO")
    return wanted if moves else None


def _place_begun(graph: Graph, early: Early, i: int, status: int | None) -> None:
    """Place work that has begun: actual dates stand, logic and constraints no longer move it."""
    leaf, calendar = graph.leaves[i], graph.axes[i]
    driving = early.cause[i]
    early.cause[i] = ACTUAL
    logic = early.start[i]
    start = calendar.start_boundary(leaf.actual_start_on) if leaf.actual_start_on else logic
    finish = start + leaf.duration
    if graph.progress[i] == FINISHED:
        if leaf.actual_finish_on is not None:
            finish = calendar.finish_boundary(leaf.actual_finish_on)
            start = start if leaf.actual_start_on else finish - leaf.duration
        early.start[i], early.finish[i], early.remaining[i] = min(start, finish), finish, 0
        return
    remaining = _remaining(leaf)
    if status is not None:
        # Retained logic: the rest waits for the status date and for the task's own predecessors.
        resumed = max(status, logic if early.logic[i] is not None else start, start)
        finish = resumed + ceil(remaining)
        if resumed > start:
            early.cause[i] = STATUS if resumed == status else driving
    early.start[i], early.finish[i], early.remaining[i] = start, finish, remaining
    if leaf.constraint == "FNET" and leaf.constraint_on is not None:
        wanted = calendar.finish_boundary(leaf.constraint_on)
        if wanted > finish:
            early.finish[i], early.cause[i] = wanted, "FNET"
    if leaf.forecast_on is not None and status is not None:
        _lift_to_forecast(calendar, leaf, early, i)


def _lift_to_forecast(axis: Axis, leaf: Activity, early: Early, i: int) -> None:
    """Let a later finish that the agency reported stand; shown as reported, not computed."""
    assert leaf.forecast_on is not None
    reported = axis.finish_boundary(leaf.forecast_on)
    if reported > early.finish[i]:
        early.finish[i], early.cause[i] = reported, FORECAST
        if not leaf.duration:
            early.start[i] = reported  # A milestone is one moment.
