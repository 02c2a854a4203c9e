"""Find a loop of links, and name every task of it, summaries where a link stands on one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from workplan.scheduling.network import Activity, Link

SELF, BEGINS, ENDS = range(3)

Node = tuple[int, int]
"""A uid with SELF for a leaf; a summary has two: its tasks wait for the one, and lead to the
other."""


class Loop(NamedTuple):
    """A loop of links.

    Args:
        cycle: uids in order of the links, the first repeated at the end.
        inside: where the loop steps from a task to one that it holds, or that holds it: the uid
            of the one inside, and of the one around it.
        links: its links, as uids of predecessor and successor; none when tasks only lie in each
            other.
    """

    cycle: list[int]
    inside: list[tuple[int, int]]
    links: list[tuple[int, int]]

    def words(self, name: Callable[[int], str]) -> str:
        """Return the loop as a person reads it."""
        lies = ", ".join(f"{name(inner)} lies in {name(outer)}" for inner, outer in self.inside)
        return " → ".join(map(name, self.cycle)) + (f", where {lies}" if lies else "")

    def place(self, name: Callable[[int], str]) -> str:
        """Return why one task cannot lie in another, if a single link between them forbids it."""
        if len(self.links) != 1 or not self.inside:
            return ""
        [(inner, outer)], [(predecessor, successor)] = self.inside, self.links
        return (
            f"{name(inner)} cannot lie in {name(outer)}: "
            f"{name(successor)} waits for {name(predecessor)}"
        )


def loop_of_links(activities: Mapping[int, Activity], links: Iterable[Link]) -> Loop:
    """Return a loop among links of which some loop."""
    summaries = {a.parent for a in activities.values() if a.parent is not None}
    steps: dict[Node, list[Node]] = {}

    def node(uid: int, kind: int) -> Node:
        return uid, kind if uid in summaries else SELF

    def step(a: Node, b: Node) -> None:
        steps.setdefault(a, []).append(b)
        steps.setdefault(b, [])

    for uid, activity in activities.items():
        if activity.parent is not None:
            step((activity.parent, BEGINS), node(uid, BEGINS))
            step(node(uid, ENDS), (activity.parent, ENDS))
    linked = set()
    for link in links:
        pair = node(link.predecessor, ENDS), node(link.successor, BEGINS)
        linked.add(pair)
        step(*pair)
    ring = _ring(steps)
    return _named([pair for pair in pairwise([*ring, ring[0]]) if pair in linked], activities)


def loop_of_parents(activities: Mapping[int, Activity], uid: int) -> list[int]:
    """Return the parents that go round, reached from an activity; the first is repeated."""
    seen: list[int] = []
    while uid not in seen:
        seen.append(uid)
        parent = activities[uid].parent
        assert parent is not None
        uid = parent
    ring = _turned(seen[seen.index(uid) :])
    return [*ring, ring[0]]


def _ring(steps: dict[Node, list[Node]]) -> list[Node]:
    """Walk back through nodes that still wait until one comes round again."""
    waiting = dict.fromkeys(steps, 0)
    for after in steps.values():
        for one in after:
            waiting[one] += 1
    free = [one for one, count in waiting.items() if not count]
    for one in free:
        for after_it in steps[one]:
            waiting[after_it] -= 1
            if not waiting[after_it]:
                free.append(after_it)
    behind: dict[Node, Node] = {}
    for one in sorted(steps, reverse=True):
        if waiting[one]:
            behind.update((after_it, one) for after_it in steps[one] if waiting[after_it])
    at = min(behind)
    path: dict[Node, None] = {}
    while at not in path:
        path[at] = None
        at = behind[at]
    ring = [*path]
    return ring[ring.index(at) :][::-1]


def _named(links: list[tuple[Node, Node]], activities: Mapping[int, Activity]) -> Loop:
    """Return the loop that some links make, each beginning where the one before ends, or near."""
    first = links.index(min(links, key=lambda pair: pair[0][0]))
    links = links[first:] + links[:first]
    cycle: list[int] = []
    inside: list[tuple[int, int]] = []
    for ((p, _), (s, _)), ((onward, _), _) in zip(links, [*links[1:], links[0]], strict=True):
        cycle += [p] if s == onward else [p, s]
        if s != onward:
            inside.append((s, onward) if _lies_in(activities, s, onward) else (onward, s))
    ring = _turned(cycle)
    return Loop([*ring, ring[0]], inside, [(p, s) for (p, _), (s, _) in links])


def _lies_in(activities: Mapping[int, Activity], uid: int, around: int) -> bool:
    above = activities[uid].parent
    while above is not None and above != around:
        above = activities[above].parent
    return above is not None


def _turned(ring: list[int]) -> list[int]:
    first = ring.index(min(ring))
    return ring[first:] + ring[:first]
