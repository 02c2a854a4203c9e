"""The 14 points of the Defense Contract Management Agency's schedule assessment (2012).

The thresholds are DCMA's. Two things are said otherwise, since a plan of policy work is no
acquisition program: what a directive orders by a day needs no follower, and a point for which a
plan has nothing to measure is not run, instead of passed.
"""

from __future__ import annotations

from workplan.health import logic, room
from workplan.health.baseline import execution, missed
from workplan.health.path import length_of_path, path_test
from workplan.health.point import Point, Subject
from workplan.health.verdicts import not_run

NO_HOURS = "this plan holds agencies, not hours"


def points_of(subject: Subject) -> list[Point]:
    """Return the 14 points, in their order."""
    return [
        *logic.points(subject),
        *room.points(subject),
        not_run(10, "Resources", "tasks with hours or cost", "–", NO_HOURS),
        missed(subject),
        path_test(subject),
        length_of_path(subject),
        execution(subject),
    ]
