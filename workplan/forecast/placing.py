"""Place every leaf in every run, and tell which leaves set the end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workplan.forecast.ground import Ground, Whole
from workplan.scheduling.apart import ELAPSED
from workplan.scheduling.network import Activity
from workplan.scheduling.order import FF, FINISHED, FS, STARTED


class Placed(NamedTuple):
    """Where each leaf starts and finishes in each run (leaf, run)."""

    start: Whole
    finish: Whole


def placed(ground: Ground, lengths: Whole) -> Placed:
    """Place every leaf as early as links, constraints, progress and the status date let it.

    Args:
        lengths: how long each leaf has yet to go on in each run (leaf, run).
    """
    start, finish = np.empty_like(lengths), np.empty_like(lengths)
    early, progress = ground.plain.early, ground.graph.progress
    for i in ground.graph.order:
        if progress[i] == FINISHED:
            start[i], finish[i] = early.start[i], early.finish[i]
            continue
        logic: Whole | None = None
        for edge in ground.before[i]:
            bound = ground.allowed(edge, start, finish, lengths[i])
            logic = bound if logic is None else np.maximum(logic, bound)
        if progress[i] == STARTED:
            start[i], finish[i] = _begun(ground, i, logic, lengths[i])
        else:
            start[i] = begins = _waiting(ground, i, logic, lengths[i])
            np.add(begins, lengths[i], out=finish[i])
    return Placed(start, finish)


def setting_the_end(ground: Ground, at: Placed, lengths: Whole, ends: Whole) -> NDArray[np.bool_]:
    """Tell in which runs the length of a leaf sets the end (leaf, run).

    Walked back from what ends last, along the links that hold. A link from a start passes its
    predecessor's own length by, and one into a finish that of its successor.

    Args:
        ends: the day on which each run ends, as `days_of_end` has it.
    """
    start, finish = at
    by_finish = np.zeros(lengths.shape, bool)
    by_start = np.zeros(lengths.shape, bool)
    counts = np.zeros(lengths.shape, bool)
    is_last = _is_last(ground, finish, ends)
    for i in reversed(ground.graph.order):
        if ground.graph.progress[i] == FINISHED:
            continue
        by_finish[i] |= is_last[i]
        matters = by_finish[i] | by_start[i]
        if not matters.any():
            continue
        counts[i] = by_finish[i]
        for edge in ground.before[i]:
            p, _, code, _ = edge
            bound = ground.allowed(edge, start, finish, lengths[i])
            holds = matters & (finish[i] - lengths[i] == bound)
            kind = code % ELAPSED
            if kind >= FF:
                counts[i] &= ~holds
            driving = by_finish if kind in (FS, FF) else by_start
            driving[p] |= holds
    return counts


def days_of_end(ground: Ground, finish: Whole) -> Whole:
    """Return the day on which each run ends, as its ordinal."""
    if not ground.graph.apart:
        return ground.days(0, finish.max(axis=0))
    by_leaf = np.array([ground.days(i, finish[i]) for i in range(len(finish))], np.int32)
    last: Whole = by_leaf.max(axis=0)
    return last


def _is_last(ground: Ground, finish: Whole, ends: Whole) -> NDArray[np.bool_]:
    if not ground.graph.apart:
        last: NDArray[np.bool_] = finish == finish.max(axis=0)
        return last
    return np.array([ground.days(i, finish[i]) == ends for i in range(len(finish))])


def _waiting(ground: Ground, i: int, logic: Whole | None, length: Whole) -> Whole:
    """Return where what has not begun starts."""
    leaf = ground.graph.leaves[i]
    start = np.full_like(length, ground.first[i]) if logic is None else logic
    if leaf.constraint_on is not None:
        start = _constrained(ground, i, leaf, start, length, is_free=logic is None)
    if ground.status is not None:
        start = np.maximum(start, np.int32(ground.status[i]))
    if i in ground.pinned:
        start = np.maximum(start, np.int32(ground.pinned[i]))
    return start


def _constrained(
    ground: Ground, i: int, leaf: Activity, start: Whole, length: Whole, *, is_free: bool
) -> Whole:
    """Return where a dated constraint puts a start (`scheduling.passes.forward`)."""
    axis, code, on = ground.graph.axes[i], leaf.constraint, leaf.constraint_on
    assert on is not None
    if code in ("FNET", "FNLT", "MFO"):
        wanted: Whole = np.int32(axis.finish_boundary(on)) - length
    else:
        wanted = np.full_like(length, axis.start_boundary(on))
    if code in ("SNET", "FNET"):
        return wanted if is_free else np.maximum(wanted, start)
    if code in ("SNLT", "FNLT"):
        return np.minimum(wanted, start)
    return wanted


def _begun(ground: Ground, i: int, logic: Whole | None, length: Whole) -> tuple[Whole, Whole]:
    """Return start and finish of what has begun: the actual start stands, the rest is drawn."""
    leaf, axis = ground.graph.leaves[i], ground.graph.axes[i]
    pushed = np.full_like(length, ground.first[i]) if logic is None else logic
    start = pushed
    if leaf.actual_start_on is not None:
        start = np.full_like(length, axis.start_boundary(leaf.actual_start_on))
    resumed = start
    if ground.status is not None:
        resumed = np.maximum(start, np.int32(ground.status[i]))
        if logic is not None:
            resumed = np.maximum(resumed, logic)
    finish = resumed + length
    if leaf.constraint == "FNET" and leaf.constraint_on is not None:
        finish = np.maximum(finish, np.int32(axis.finish_boundary(leaf.constraint_on)))
    return start, finish
