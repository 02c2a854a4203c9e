"""Put predecessors before successors, or name the loop whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
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
    leaves = [by_uid[uid] for uid in sorted(by_uid.keys() - parents)]
    position = {leaf.uid: i for i, leaf in enumerate(leaves)}
    summaries = _leaves_below(by_uid, position) if parents else {}
    after: list[list[Edge]] = [[] for _ in leaves]
    waiting = [0] * len(leaves)
    for predecessor, successor, kind, lag, is_elapsed in network.links:
        code = CODES[kind] + ELAPSED if is_elapsed else CODES[kind]
        if predecessor in position and successor in position:
            p, s = position[predecessor], position[successor]
            after[p].append((p, s, code, lag))
            waiting[s] += 1
        else:
            for p, s in _ends_of_summary_link(predecessor, successor, position, summaries):
                after[p].append((p, s, code, lag))
                waiting[s] += 1
    progress = [_progress(leaf) for leaf in leaves]
    return Graph(leaves, progress, after, _in_order(leaves, after, waiting), summaries)


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
            waiting[s] -= 1
            if not waiting[s]:
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
