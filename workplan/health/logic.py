"""Points 1 to 5: how tasks are linked, and what else holds them."""

from __future__ import annotations

from workplan.health.point import Point, Subject
from workplan.health.verdicts import none, not_run, percent, share, verdict_of
from workplan.scheduling.network import HARD, Link
from workplan.scheduling.order import UNSTARTED

MOSTLY = 0.90
"""So many links at least lead from a finish to a start."""


def points(subject: Subject) -> list[Point]:
    """Return points 1 to 5."""
    of = (_logic, _leads, _lags, _kinds, _constraints)
    return [point(subject) for point in of]


def _logic(subject: Subject) -> Point:
    graph = subject.computed.graph
    followed = {edge[1] for edges in graph.after for edge in edges}
    found = [
        i
        for i in subject.open
        if (i not in followed and graph.progress[i] == UNSTARTED)
        or (not graph.after[i] and subject.computed.due[i] is None)
    ]
    formula = (
        "open tasks without a predecessor, or without a follower or suspense ÷ open tasks; "
        "what has begun needs no predecessor"
    )
    name = "Tasks without a follower or a predecessor"
    return share(1, name, formula, len(found), len(subject.open), subject.uids(found))


def _leads(subject: Subject) -> Point:
    found = [link for link in subject.links if link.lag < 0]
    formula = "links with negative lag into open tasks"
    return none(2, "Leads", formula, len(found), len(subject.links), _into(subject, found))


def _lags(subject: Subject) -> Point:
    found = [link for link in subject.links if link.lag > 0]
    formula = "links with lag ÷ links into open tasks"
    return share(3, "Lags", formula, len(found), len(subject.links), _into(subject, found))


def _kinds(subject: Subject) -> Point:
    name, formula = "Kind of link", "finish-to-start ÷ links into open tasks"
    threshold = "at least 90 %"
    if not subject.links:
        return not_run(4, name, formula, threshold, "nothing open is linked")
    others = [link for link in subject.links if link.type != "FS"]
    part = 1 - len(others) / len(subject.links)
    verdict = verdict_of(is_good=part >= MOSTLY)
    why = f"{len(others)} of another kind" if others else ""
    figure = percent(part, MOSTLY)
    return Point(4, name, formula, figure, threshold, verdict, why, _into(subject, others))


def _into(subject: Subject, links: list[Link]) -> list[int]:
    """Return the open tasks into which links lead."""
    is_open = set(subject.open)
    return subject.uids(
        [i for link in links for i in subject.below(link.successor) if i in is_open]
    )


def _constraints(subject: Subject) -> Point:
    found = [i for i in subject.open if subject.leaves[i].constraint in HARD]
    formula = "open tasks held to a day, or to be no later ÷ open tasks"
    return share(5, "Hard constraints", formula, len(found), len(subject.open), subject.uids(found))
