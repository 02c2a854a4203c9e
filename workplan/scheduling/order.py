"""Put predecessors before successors, or name the loop whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workplan.errors import InvalidInput
from workplan.scheduling.network import LINK_TYPES, Activity, Network

ELAPSED = 4
CODES = {kind: code for code, kind in enumerate(LINK_TYPES)}
FS, SS, FF, SF = range(4)
UNSTARTED, STARTED, FINISHED = range(3)

Edge = tuple[int, int, int, int]
"""(position of the predecessor, of the successor, code of the type, lag); the code is + ELAPSED
for a lag in calendar days."""


class LoopFound(InvalidInput):
    """Some activities wait for themselves.

    Args:
        cycle: the uids in order of the links, the first repeated at the end.
        names: the same as a person reads them.
    """

    finding_id = "loop"

    def __init__(self, cycle: list[int], names: list[str]) -> None:
        self.cycle = cycle
        self.names = names
        super().__init__(
            "links",
            f"These tasks wait for each other in a loop: {' → '.join(names)}. "
            "Remove one of the links between them.",
        )


@dataclass(frozen=True)
class Graph:
    """The leaves of a network by position (ascending uid), with the links that leave each.

    `order` holds the positions, predecessors first. `progress` is UNSTARTED, STARTED or FINISHED.
    `summaries` maps the uid of each summary to the positions of its leaves.
    """

    leaves: list[Activity]
    progress: list[int]
    after: list[list[Edge]]
    order: list[int]
    summaries: dict[int, list[int]]


def arrange(network: Network) -> Graph:
    """Return the network as a graph in working order.

    Raises:
        LoopFound: with the exact cycle.
        InvalidInput: for a uid that is not unique, or a link or parent that leads nowhere.
    """
    by_uid = {activity.uid: activity for activity in network.activities}
    if len(by_uid) != len(network.activities):
        [(uid, count)] = Counter(a.uid for a in network.activities).most_common(1)
        raise InvalidInput(
            "uid", f"{count} tasks carry the uid {uid}. Give each task a uid of its own."
        )
    parents = {a.parent for a in network.activities if a.parent is not None}
    if lost := parents - by_uid.keys():
        raise InvalidInput("parent", f"No task has the uid {min(lost)}, which a subtask names.")
    uids = sorted(by_uid.keys() - parents if parents else by_uid)
    leaves = [by_uid[uid] for uid in uids]
    position = {uid: i for i, uid in enumerate(uids)}
    summaries = _leaves_below(by_uid, position) if parents else {}
    # One empty list for all that nothing follows: garbage collection, which visits every list
    # again and again, takes a good part of the time of a large plan.
    nothing: list[Edge] = []
    after = [nothing] * len(leaves)
    waiting = [0] * len(leaves)
    for edge in _edges(network, position, summaries):
        p, s, _, _ = edge
        if after[p]:
            after[p].append(edge)
        else:
            after[p] = [edge]
        waiting[s] += 1
    progress = [_progress(leaf) for leaf in leaves]
    return Graph(leaves, progress, after, _in_order(leaves, after, waiting), summaries)


def _edges(
    network: Network, position: dict[int, int], summaries: dict[int, list[int]]
) -> Iterator[Edge]:
    for predecessor, successor, kind, lag, is_elapsed in network.links:
        code = CODES[kind] + ELAPSED if is_elapsed else CODES[kind]
        p, s = position.get(predecessor), position.get(successor)
        if p is not None and s is not None:
            yield p, s, code, lag
        else:
            for end in _ends_of_summary_link(predecessor, successor, position, summaries):
                yield *end, code, lag


def _progress(activity: Activity) -> int:
    if activity.actual_finish_on is not None or activity.percent >= 100:
        return FINISHED
    if activity.percent or activity.actual_start_on is not None:
        return STARTED
    return UNSTARTED


def _ends_of_summary_link(
    predecessor: int, successor: int, position: dict[int, int], summaries: dict[int, list[int]]
) -> tuple[tuple[int, int], ...]:
    """Return a summary's link as links between leaves: the last to finish, to each child."""

    def leaves(uid: int) -> Sequence[int]:
        if uid in position:
            return (position[uid],)
        if uid in summaries:
            return summaries[uid]
        raise InvalidInput(
            "links",
            f"The link {predecessor} → {successor} names the task {uid}, which does not exist. "
            "Add the task, or remove the link.",
        )

    return tuple((p, s) for p in leaves(predecessor) for s in leaves(successor))


def _leaves_below(by_uid: dict[int, Activity], position: dict[int, int]) -> dict[int, list[int]]:
    below: defaultdict[int, list[int]] = defaultdict(list)
    for uid, place in position.items():
        seen = [uid]
        parent = by_uid[uid].parent
        while parent is not None:
            if parent in seen:
                raise LoopFound([*seen, parent], [_name(by_uid[u]) for u in [*seen, parent]])
            seen.append(parent)
            below[parent].append(place)
            parent = by_uid[parent].parent
    if unreached := {a.parent for a in by_uid.values() if a.parent is not None} - below.keys():
        uid = min(unreached)
        raise LoopFound([uid, uid], [_name(by_uid[uid])] * 2)
    return dict(below)


def _in_order(leaves: list[Activity], after: list[list[Edge]], waiting: list[int]) -> list[int]:
    order = [i for i, count in enumerate(waiting) if not count]
    for i in order:
        for _, s, _, _ in after[i]:
            left = waiting[s] - 1
            waiting[s] = left
            if not left:
                order.append(s)
    if len(order) < len(leaves):
        cycle = _cycle(waiting, after)
        raise LoopFound([leaves[i].uid for i in cycle], [_name(leaves[i]) for i in cycle])
    return order


def _cycle(waiting: list[int], after: list[list[Edge]]) -> list[int]:
    """Walk back through predecessors that still wait until one comes round again."""
    behind: dict[int, int] = {}
    for p in range(len(after) - 1, -1, -1):
        if waiting[p]:
            behind.update((s, p) for _, s, _, _ in after[p] if waiting[s])
    at = min(behind)
    path: dict[int, None] = {}
    while at not in path:
        path[at] = None
        at = behind[at]
    ring = [*path]
    ring = ring[ring.index(at) :][::-1]
    first = ring.index(min(ring))
    ring = ring[first:] + ring[:first]
    return [*ring, ring[0]]


def _name(activity: Activity) -> str:
    return activity.name or f"task {activity.uid}"
