"""Put predecessors before successors, or name the loop whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workplan.calendars.axis import Axis
from workplan.errors import InvalidInput
from workplan.scheduling.apart import APART, ELAPSED, axes_of
from workplan.scheduling.loops import Loop, loop_of_links, loop_of_parents
from workplan.scheduling.network import LINK_TYPES, Activity, Link, Network

CODES = {kind: code for code, kind in enumerate(LINK_TYPES)}
FS, SS, FF, SF = range(4)
UNSTARTED, STARTED, FINISHED = range(3)

Edge = tuple[int, int, int, int]
"""(position of the predecessor, of the successor, code of the type, lag); the code is + ELAPSED
for a lag in calendar days, and + APART where an end lies on another axis than the plan's."""


class LoopFound(InvalidInput):
    """Some activities wait for themselves, or lie in themselves.

    Args:
        loop: with the uids in order of the links; without links they lie in each other.
        name: gives the name of an activity.
    """

    finding_id = "loop"

    def __init__(self, loop: Loop, name: Callable[[int], str]) -> None:
        self.loop = loop
        self.cycle = loop.cycle
        self.names = [*map(name, loop.cycle)]
        what, way_out = (
            ("wait for", "Remove one of the links between them.")
            if loop.links
            else ("lie in", "Give one of them another parent.")
        )
        super().__init__(
            "links", f"These tasks {what} each other in a loop: {loop.words(name)}. {way_out}"
        )


@dataclass(frozen=True)
class Graph:
    """The leaves of a network by position (ascending uid), with the links that leave each.

    `order` holds the positions, predecessors first. `progress` is UNSTARTED, STARTED or FINISHED.
    `summaries` maps the uid of each summary to the positions of its leaves. `axes` says what the
    positions in time of each leaf count on, and `apart` which leaves have another axis than the
    plan's.
    """

    leaves: list[Activity]
    progress: list[int]
    after: list[list[Edge]]
    order: Sequence[int]
    summaries: dict[int, list[int]]
    axes: list[Axis]
    apart: list[int]


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
    leaves = [*map(by_uid.__getitem__, uids)]
    summaries = _leaves_below(by_uid, uids) if parents else {}
    after, is_sorted = _links_that_leave(network, uids, summaries)
    progress = [
        FINISHED
        if leaf.percent >= 100 or leaf.actual_finish_on is not None
        else STARTED
        if leaf.percent or leaf.actual_start_on is not None
        else UNSTARTED
        for leaf in leaves
    ]
    # Most plans are numbered with predecessors first, and then the positions are the order.
    order = range(len(leaves)) if is_sorted else _in_order(after)
    if len(order) < len(leaves):
        raise LoopFound(loop_of_links(by_uid, network.links), lambda u: _name(by_uid[u]))
    axes = axes_of(network, leaves)
    apart: list[int] = []
    if network.calendars:
        apart = [i for i, axis in enumerate(axes) if axis is not network.calendar]
        after = _set_apart(after, set(apart))
    return Graph(leaves, progress, after, order, summaries, axes, apart)


def _set_apart(after: list[list[Edge]], apart: set[int]) -> list[list[Edge]]:
    """Return the edges, with those told apart whose ends do not both lie on the plan's axis."""
    return [
        [
            (p, s, code + APART if p in apart or s in apart else code, lag)
            for p, s, code, lag in edges
        ]
        for edges in after
    ]


def _links_that_leave(
    network: Network, uids: list[int], summaries: dict[int, list[int]]
) -> tuple[list[list[Edge]], bool]:
    """Return the edges by predecessor, and whether every predecessor comes before its successor."""
    position = dict(zip(uids, range(len(uids)), strict=True))
    # One empty list for all that nothing follows: a plan has thousands of them.
    nothing: list[Edge] = []
    after = [nothing] * len(uids)
    is_sorted = True
    links: Iterable[Link] = network.links
    if summaries:
        below = {uid: [uids[i] for i in places] for uid, places in summaries.items()}
        links = _between_leaves(network.links, below)
    for link in links:
        predecessor, successor, kind, lag, is_elapsed = link
        try:
            p, s = position[predecessor], position[successor]
        except KeyError as lost:
            raise _leads_nowhere(link, lost.args[0]) from None
        edge = p, s, CODES[kind] + ELAPSED if is_elapsed else CODES[kind], lag
        leaving = after[p]
        if leaving:
            leaving.append(edge)
        else:
            after[p] = [edge]
        if p >= s:
            is_sorted = False
    return after, is_sorted


def _between_leaves(links: Sequence[Link], below: dict[int, list[int]]) -> Iterator[Link]:
    """Yield a summary's links as links between leaves: the last to finish, to each child."""
    for predecessor, successor, kind, lag, is_elapsed in links:
        for p in below.get(predecessor, [predecessor]):
            for s in below.get(successor, [successor]):
                yield Link(p, s, kind, lag, is_elapsed)


def _leads_nowhere(link: Link, uid: int) -> InvalidInput:
    return InvalidInput(
        "links",
        f"The link {link.predecessor} → {link.successor} names the task {uid}, which does not "
        "exist. Add the task, or remove the link.",
    )


def _leaves_below(by_uid: dict[int, Activity], uids: list[int]) -> dict[int, list[int]]:
    below: defaultdict[int, list[int]] = defaultdict(list)
    for place, uid in enumerate(uids):
        seen = [uid]
        parent = by_uid[uid].parent
        while parent is not None:
            if parent in seen:
                raise _lie_in_each_other(by_uid, uid)
            seen.append(parent)
            below[parent].append(place)
            parent = by_uid[parent].parent
    if unreached := {a.parent for a in by_uid.values() if a.parent is not None} - below.keys():
        raise _lie_in_each_other(by_uid, min(unreached))
    return dict(below)


def _lie_in_each_other(by_uid: dict[int, Activity], uid: int) -> LoopFound:
    return LoopFound(Loop(loop_of_parents(by_uid, uid), [], []), lambda u: _name(by_uid[u]))


def _in_order(after: list[list[Edge]]) -> list[int]:
    """Return the positions, predecessors first; those in a loop, and after it, are left out."""
    waiting = [0] * len(after)
    for edges in after:
        for _, s, _, _ in edges:
            waiting[s] += 1
    order = [i for i, count in enumerate(waiting) if not count]
    for i in order:
        for _, s, _, _ in after[i]:
            left = waiting[s] - 1
            waiting[s] = left
            if not left:
                order.append(s)
    return order


def _name(activity: Activity) -> str:
    return activity.name or f"task {activity.uid}"
