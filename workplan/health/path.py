"""Points 12 and 13: whether the end follows its longest path, and whether there is time for it."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from workplan.errors import InvalidInput
from workplan.health.point import Point, Subject
from workplan.health.verdicts import INDEX, NO_STATUS, hundredths, not_run, verdict_of
from workplan.scheduling.schedule import schedule

TEST_DAYS = 600
"""How many days are added to a task on the way to the end, to see whether the end follows."""
FOLLOWS = 0.99
"""By which part of them the end moves at least: lags in calendar days round."""


def path_test(subject: Subject) -> Point:
    """Return point 12: by how much the end moves if a task on the longest path takes far longer."""
    name = "Critical path test"
    formula = f"working days by which the end moves if {TEST_DAYS} are added on the way to it"
    network, ends = subject.computed.network, subject.computed.finish_on
    tried = _on_the_way(subject)
    if tried is None or ends is None:
        why = "no open task with days of work leads to the end"
        return not_run(12, name, formula, str(TEST_DAYS), why)
    if subject.computed.graph.apart:
        return not_run(12, name, formula, str(TEST_DAYS), "work runs on several calendars")
    leaf, axis = subject.leaves[tried], network.calendar
    # With a status date only what is left of a task goes on.
    left = 100 - leaf.percent if network.status_on is not None else 100
    added = ceil(TEST_DAYS * axis.per_day * 100 / left)
    longer = [
        a._replace(duration=a.duration + added) if a.uid == leaf.uid else a
        for a in network.activities
    ]
    try:
        then = schedule(replace(network, activities=longer)).finish_on
    except InvalidInput:
        return not_run(12, name, formula, str(TEST_DAYS), "no calendar reaches that far")
    assert then is not None
    moved = (axis.finish_boundary(then) - axis.finish_boundary(ends)) // axis.per_day
    is_good = moved >= TEST_DAYS * FOLLOWS
    why = "" if is_good else "the end does not follow: a fixed or foreseen day is in between"
    uids = [] if is_good else [leaf.uid]
    verdict = verdict_of(is_good=is_good)
    return Point(12, name, formula, str(moved), str(TEST_DAYS), verdict, why, uids)


def _on_the_way(subject: Subject) -> int | None:
    """Return the first open task with days of work on the chain that drives the end."""
    early = subject.computed.early
    at: int | None = max(subject.open, key=lambda i: early.finish[i], default=None)
    first = None
    while at is not None:
        if subject.leaves[at].duration and at in subject.dates:
            first = at
        cause = early.cause[at]
        at = cause[0] if isinstance(cause, tuple) and cause[0] in subject.dates else None
    return first


def length_of_path(subject: Subject) -> Point:
    """Return point 13: how much time there is for the way to the end."""
    name, threshold = "Critical path length index", f"at least {INDEX}"
    formula = "(working days to the end + days in hand before the last suspense) ÷ those to the end"
    today, ends, due = subject.status_on, subject.computed.finish_on, subject.due_on
    if today is None:
        return not_run(13, name, formula, threshold, NO_STATUS)
    if ends is None or due is None or not subject.open:
        return not_run(13, name, formula, threshold, "no open work has a suspense")
    axis = subject.computed.network.calendar
    left = (axis.finish_boundary(ends) - axis.start_boundary(today)) / axis.per_day
    in_hand = (axis.finish_boundary(due) - axis.finish_boundary(ends)) / axis.per_day
    if left <= 0:
        return not_run(13, name, formula, threshold, "nothing is left to do")
    index = (left + in_hand) / left
    why = ""
    if in_hand < 0:
        late = ceil(-in_hand)
        unit = "working day" if late == 1 else "working days"
        why = f"the end is {late} {unit} after the last suspense"
    return Point(
        13, name, formula, hundredths(index), threshold, verdict_of(is_good=index >= INDEX), why
    )
