"""Points 11 and 14: what the baseline wanted done by now, and what is."""

from __future__ import annotations

from workplan.calendars.minutes import day_of
from workplan.health.point import Point, Subject
from workplan.health.verdicts import (
    INDEX,
    NO_BASELINE,
    NO_STATUS,
    hundredths,
    not_run,
    share,
    verdict_of,
)


def missed(subject: Subject) -> Point:
    """Return point 11: how many tasks missed the finish of the baseline."""
    name = "Missed tasks"
    formula = "not done, or done later than the baseline ÷ tasks whose baseline has passed"
    counted = _passed(subject)
    if isinstance(counted, str):
        return not_run(11, name, formula, "at most 5 %", counted)
    found = [i for i in counted if not _is_kept(subject, i)]
    return share(11, name, formula, len(found), len(counted), subject.uids(found))


def execution(subject: Subject) -> Point:
    """Return point 14: how many are done for each that was to be done by now."""
    name, threshold = "Baseline execution index", f"at least {INDEX}"
    formula = "tasks done ÷ tasks whose baseline has passed"
    counted = _passed(subject)
    if isinstance(counted, str):
        return not_run(14, name, formula, threshold, counted)
    assert subject.baseline is not None
    done = [
        i
        for i, leaf in enumerate(subject.leaves)
        if subject.computed.is_done(i)
        and leaf.uid in subject.baseline
        and not _is_left_out(subject, i)
    ]
    index = len(done) / len(counted)
    waiting = [i for i in counted if not subject.computed.is_done(i)]
    is_good = index >= INDEX
    return Point(
        14,
        name,
        formula,
        hundredths(index),
        threshold,
        verdict_of(is_good=is_good),
        f"{len(done)} of {len(counted)}",
        [] if is_good else subject.uids(waiting),
    )


def _passed(subject: Subject) -> list[int] | str:
    """Return the leaves that the baseline wanted done by now, or why that cannot be told."""
    if subject.baseline is None:
        return NO_BASELINE
    if subject.status_on is None:
        return NO_STATUS
    found = [
        i
        for i, leaf in enumerate(subject.leaves)
        if (planned := subject.baseline.get(leaf.uid)) is not None
        and planned <= subject.status_on
        and not _is_left_out(subject, i)
    ]
    return found or "nothing was planned to be done by now"


def _is_kept(subject: Subject, i: int) -> bool:
    assert subject.baseline is not None
    if not subject.computed.is_done(i):
        return False
    leaf = subject.leaves[i]
    finished = leaf.actual_finish_on
    return finished is None or day_of(finished) <= subject.baseline[leaf.uid]


def _is_left_out(subject: Subject, i: int) -> bool:
    return subject.leaves[i].uid in subject.left_out
