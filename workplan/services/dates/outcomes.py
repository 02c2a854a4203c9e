"""What was computed for each task of a plan, and which of it a later computation repeats.

Turning boundaries into dates and words costs more than computing them, and of two tries of a change
nearly all tasks come out alike. So the numbers are compared before anything is made of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from workplan.scheduling.schedule import Schedule
from workplan.services.dates.stored_network import Stored


class Outcome(NamedTuple):
    """A computed plan, with what is stored of it by task."""

    computed: Schedule
    after: dict[int, Stored]


def repeated(computed: Schedule, before: Outcome | None) -> list[bool]:
    """Tell for each leaf, by position, whether all that is stored of it is as it was before."""
    leaves = computed.graph.leaves
    if before is None or _ground(before.computed) != _ground(computed):
        return [False] * len(leaves)
    pairs = zip(_numbers(computed), _numbers(before.computed), strict=True)
    return [now == then for now, then in pairs]


def _ground(computed: Schedule) -> tuple[Any, ...]:
    """Return what the numbers of all leaves count from; a cause names leaves by position."""
    uids = [leaf.uid for leaf in computed.graph.leaves]
    axes = [*map(id, computed.network.calendars.values())]
    own = dict(zip(computed.network.calendars, axes, strict=True))
    return id(computed.network.calendar), computed.network.start_on, own, uids


def _numbers(computed: Schedule) -> Iterable[tuple[Any, ...]]:
    """Return for each leaf everything that its dates, floats and driver are made of."""
    early, late = computed.early, computed.late
    return zip(
        computed.graph.leaves,
        computed.graph.progress,
        early.start,
        early.finish,
        early.cause,
        late.start,
        late.finish,
        *computed.floats,
        computed.due,
        strict=True,
    )
