"""Links that a longer path of links already implies.

What a path implies is kept as one whole number a leaf, a bit for each successor asked about, so
that one walk backwards answers for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workplan.scheduling.apart import ELAPSED
from workplan.scheduling.network import Network
from workplan.scheduling.order import FF, FINISHED, FS, SS, UNSTARTED, Graph

BITS = 4096
"""Successors asked about in one walk; bounds the memory of large plans."""


def redundant_links(network: Network, graph: Graph) -> Iterator[tuple[int, int, int]]:
    """Yield each finish-to-start link without lag that is implied, as positions.

    Links of a summary are never yielded: they stand for many, of which some are always implied.

    Yields:
        The predecessor, a leaf through which the longer path goes, and the successor.
    """
    asked = _candidates(network, graph)
    successors = sorted(asked)
    for at in range(0, len(successors), BITS):
        bit = {s: 1 << n for n, s in enumerate(successors[at : at + BITS])}
        after_start, after_finish = _implied(graph, bit)
        for s in bit:
            for p in asked[s]:
                through = [
                    via
                    for _, via, code, lag in graph.after[p]
                    if code % ELAPSED in (FS, FF)
                    and lag >= 0
                    and (after_start if code % ELAPSED == FS else after_finish)[via] & bit[s]
                ]
                if through:
                    yield p, min(through), s


def _candidates(network: Network, graph: Graph) -> dict[int, list[int]]:
    """Return, by successor, the predecessors whose plain link could be implied."""
    position = {leaf.uid: i for i, leaf in enumerate(graph.leaves)}
    incoming = [0] * len(graph.leaves)
    for edges in graph.after:
        for _, s, _, _ in edges:
            incoming[s] += 1
    asked: dict[int, list[int]] = {}
    for predecessor, successor, kind, lag, _ in network.links:
        is_plain = kind == "FS" and not lag
        if not is_plain or predecessor not in position or successor not in position:
            continue
        p, s = position[predecessor], position[successor]
        is_live = graph.progress[p] != FINISHED and graph.progress[s] == UNSTARTED
        if is_live and len(graph.after[p]) > 1 and incoming[s] > 1:
            asked.setdefault(s, []).append(p)
    return asked


def _implied(graph: Graph, bit: dict[int, int]) -> tuple[Sequence[int], Sequence[int]]:
    """Return by position which of the successors must start after a leaf's start, or its finish."""
    after_start, after_finish = [0] * len(graph.leaves), [0] * len(graph.leaves)
    for i in reversed(graph.order):
        if not _keeps_to_links(graph, i):
            continue
        by_start = by_finish = 0
        for _, s, code, lag in graph.after[i]:
            if lag < 0:
                continue
            kind = code % ELAPSED
            reached = bit.get(s, 0) | after_start[s] if kind in (FS, SS) else after_finish[s]
            if kind in (FS, FF):
                by_finish |= reached
            else:
                by_start |= reached
        after_finish[i] = by_finish
        after_start[i] = by_start | by_finish  # Work finishes after it starts.
    return after_start, after_finish


def _keeps_to_links(graph: Graph, i: int) -> bool:
    """Tell whether links decide: not for work that has begun, or that a hard constraint fixes."""
    hard = graph.leaves[i].constraint in ("SNLT", "FNLT", "MSO", "MFO")
    return graph.progress[i] == UNSTARTED and not hard
