"""Early dates, and the driver of each.

Each leaf, once placed, pushes its successors; so one walk in working order places them all.
"""

from __future__ import annotations

from math import ceil
from sys import maxsize
from typing import Final, NamedTuple

from workplan.scheduling.network import Activity, Network
from workplan.scheduling.order import ELAPSED, FF, FINISHED, FS, SS, STARTED, UNSTARTED, Edge, Graph

START: Final = "start"
ACTUAL: Final = "actual"
STATUS: Final = "status"
FORECAST: Final = "forecast"

Cause = str | Edge
"""Why an early date is what it is: START, ACTUAL, STATUS, FORECAST, the code of a constraint, or
the driving link."""
AT_START: Final[Edge] = (maxsize, maxsize, 0, 0)
"""Stands for a link that project start held off; last, so that a link that drives comes first."""


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


def forward_pass(network: Network, graph: Graph) -> Early:
    """Place every leaf as early as its links, constraint, progress and status date let it."""
    leaves, progress, after = graph.leaves, graph.progress, graph.after
    size = len(leaves)
    first = network.calendar.first_boundary(network.start_on)
    status = (
        None if network.status_on is None else network.calendar.start_boundary(network.status_on)
    )
    starts, finishes = [first] * size, [0] * size
    cause: list[Cause] = [START] * size
    remaining: list[float] = [leaf.duration for leaf in leaves]
    logic: list[int | None] = [None] * size
    early = Early(starts, finishes, cause, remaining, logic)
    for i in graph.order:
        leaf = leaves[i]
        pushed = logic[i]
        if pushed is not None:
            starts[i] = pushed
            if cause[i] is AT_START:
                cause[i] = START
        if progress[i] != UNSTARTED:
            _place_begun(network, graph, early, i, status)
        else:
            if leaf.constraint_on is not None:
                wanted = constrained_start(network, leaf, pushed, first)
                if wanted is not None:
                    starts[i], cause[i] = wanted, leaf.constraint
            if status is not None and starts[i] < status:
                starts[i], cause[i] = status, STATUS
            finishes[i] = starts[i] + leaf.duration
            if leaf.forecast_on is not None and status is not None:
                _lift_to_forecast(network, leaf, early, i)
        start, finish = starts[i], finishes[i]
        for edge in after[i]:
            _, s, code, lag = edge
            if code == FS:
                allowed = finish + lag
            elif code == SS:
                allowed = start + lag
            else:
                allowed = _allowed(network, early, edge)
                if code % ELAPSED >= FF:
                    allowed -= _days_before_finish(graph, s, status)
                    # FF and SF never pull a task before the project start; a lead may.
                    if allowed < first:
                        allowed, edge = first, AT_START
            best = logic[s]
            # Of links that allow the same, the least drives, whatever the order of the input.
            if best is None or allowed > best or (allowed == best and edge < cause[s]):  # type: ignore[operator]
                logic[s], cause[s] = allowed, edge
    return early


def _allowed(network: Network, early: Early, edge: Edge) -> int:
    """Return the boundary that a predecessor and a lag allow the successor's driven end."""
    p, _, code, lag = edge
    from_finish = code % ELAPSED in (FS, FF)
    moment = early.finish[p] if from_finish else early.start[p]
    if code >= ELAPSED:
        return network.calendar.elapsed(moment, lag, finish=from_finish)
    return moment + lag


def _days_before_finish(graph: Graph, s: int, status: int | None) -> int:
    """Return how long before its finish a leaf must go on: what remains, once it has begun."""
    leaf = graph.leaves[s]
    if graph.progress[s] == STARTED and status is not None:
        return ceil(_remaining(leaf))
    return leaf.duration


def _remaining(leaf: Activity) -> float:
    return leaf.duration * (100 - leaf.percent) / 100


def constrained_start(
    network: Network, leaf: Activity, logic: int | None, first: int
) -> int | None:
    """Return where a dated constraint puts a start, or None where links already satisfy it.

    Constraints win over links (Project: constraint dates are honoured).

    Args:
        logic: the start that links allow; None without predecessors.
        first: the boundary at project start.
    """
    code, on, start = leaf.constraint, leaf.constraint_on, first if logic is None else logic
    assert on is not None
    if code in ("FNET", "FNLT", "MFO"):
        wanted = network.calendar.finish_boundary(on) - leaf.duration
    else:
        wanted = network.calendar.start_boundary(on)
    if code in ("SNET", "FNET"):
        moves = wanted > start or logic is None
    elif code in ("SNLT", "FNLT"):
        moves = wanted < start
    else:
        moves = code in ("MSO", "MFO")
    return wanted if moves else None


def _place_begun(network: Network, graph: Graph, early: Early, i: int, status: int | None) -> None:
    """Place work that has begun: actual dates stand, logic and constraints no longer move it."""
    leaf, calendar = graph.leaves[i], network.calendar
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
        _lift_to_forecast(network, leaf, early, i)


def _lift_to_forecast(network: Network, leaf: Activity, early: Early, i: int) -> None:
    """Let a later finish that the agency reported stand; shown as reported, not computed."""
    assert leaf.forecast_on is not None
    reported = network.calendar.finish_boundary(leaf.forecast_on)
    if reported > early.finish[i]:
        early.finish[i], early.cause[i] = reported, FORECAST
        if not leaf.duration:
            early.start[i] = reported  # A milestone is one moment.
