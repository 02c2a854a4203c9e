"""Findings about links: missing, broken by what happened, or saying nothing new."""

from __future__ import annotations

from collections.abc import Iterator

from workplan.scheduling.apart import ELAPSED
from workplan.scheduling.diagnosis.finding import Finding, name_of
from workplan.scheduling.diagnosis.redundant import redundant_links
from workplan.scheduling.order import FF, FINISHED, FS, SS, STARTED, UNSTARTED, Edge
from workplan.scheduling.passes.floats import gap
from workplan.scheduling.schedule import Schedule


def out_of_sequence(schedule: Schedule) -> Iterator[Finding]:
    """Find work that went ahead of a predecessor."""
    leaves = schedule.graph.leaves
    for edges in schedule.graph.after:
        for edge in edges:
            if _went_ahead(schedule, edge):
                p, s, _, _ = edge
                yield Finding(
                    "out_of_sequence",
                    "warning",
                    (leaves[p].uid, leaves[s].uid),
                    f"{name_of(schedule, s)} went ahead while {name_of(schedule, p)}, which it "
                    "waits for, is not done. Report the predecessor, or change the link.",
                )


def _went_ahead(schedule: Schedule, edge: Edge) -> bool:
    p, s, code, lag = edge
    kind, progress = code % ELAPSED, schedule.graph.progress
    reached = STARTED if kind in (FS, SS) else FINISHED
    owed = FINISHED if kind in (FS, FF) else STARTED
    if progress[s] < reached or progress[p] >= owed:
        return False
    # A lead lets the successor go first, by as many days as it says.
    return lag >= 0 or gap(schedule.network, schedule.graph, schedule.early, edge) < 0


def dangling_starts(schedule: Schedule) -> Iterator[Finding]:
    """Find unstarted work whose start neither a link nor a date drives (GAO-16-89G, practice 2)."""
    graph = schedule.graph
    driven = {s for edges in graph.after for _, s, code, _ in edges if code % ELAPSED in (FS, SS)}
    for i, leaf in enumerate(graph.leaves):
        if graph.progress[i] == UNSTARTED and i not in driven and leaf.constraint == "ASAP":
            yield Finding(
                "dangling_start",
                "advice",
                (leaf.uid,),
                f"Nothing drives the start of {name_of(schedule, i)}. Link a predecessor, or "
                "give it a start date.",
            )


def dangling_finishes(schedule: Schedule) -> Iterator[Finding]:
    """Find unfinished work whose finish drives nothing."""
    graph = schedule.graph
    for i, leaf in enumerate(graph.leaves):
        drives = any(code % ELAPSED in (FS, FF) for _, _, code, _ in graph.after[i])
        if graph.progress[i] != FINISHED and not drives:
            yield Finding(
                "dangling_finish",
                "advice",
                (leaf.uid,),
                f"Nothing waits for {name_of(schedule, i)} to finish. Link a successor, if one "
                "needs it.",
            )


def redundant(schedule: Schedule) -> Iterator[Finding]:
    """Find links that a longer path of links implies."""
    leaves = schedule.graph.leaves
    for p, via, s in redundant_links(schedule.network, schedule.graph):
        yield Finding(
            "redundant_link",
            "advice",
            (leaves[p].uid, leaves[s].uid),
            f"The link from {name_of(schedule, p)} to {name_of(schedule, s)} adds nothing: the "
            f"path through {name_of(schedule, via)} already makes it wait. Remove the link.",
        )
