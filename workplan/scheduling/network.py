"""What the engine is given: activities, links, a calendar, a start and perhaps a status date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from workplan.calendars.axis import Axis
from workplan.calendars.spans import Span

Constraint = Literal["ASAP", "ALAP", "SNET", "FNET", "SNLT", "FNLT", "MSO", "MFO"]
LinkType = Literal["FS", "SS", "FF", "SF"]

CONSTRAINTS: tuple[Constraint, ...] = (
    "ASAP",
    "ALAP",
    "SNET",
    "FNET",
    "SNLT",
    "FNLT",
    "MSO",
    "MFO",
)
HARD: tuple[Constraint, ...] = ("SNLT", "FNLT", "MSO", "MFO")
"""The constraints that win over links, so that they may start a task before its links allow."""
LINK_TYPES: tuple[LinkType, ...] = ("FS", "SS", "FF", "SF")


class Activity(NamedTuple):
    """One piece of work; a plain tuple, because a plan has thousands.

    Args:
        uid: its number in the plan, unique.
        duration: working days, or minutes where these are counted; 0 makes it a milestone.
        constraint_on: the date of any constraint but ASAP and ALAP. It and the actual dates may be
            moments where minutes are counted.
        deadline_on: the suspense, as it falls.
        due_after: a suspense that counts from another activity: (its uid, the span of time).
        percent: 0 to 100.
        forecast_on: the finish that the agency reported.
        parent: the uid of its summary; an activity that others name as parent is a summary, and
            its own duration and constraint are ignored.
    """

    uid: int
    duration: int
    name: str = ""
    constraint: Constraint = "ASAP"
    constraint_on: date | None = None
    deadline_on: date | None = None
    due_after: tuple[int, Span] | None = None
    actual_start_on: date | None = None
    actual_finish_on: date | None = None
    percent: int = 0
    forecast_on: date | None = None
    parent: int | None = None


class Link(NamedTuple):
    """A dependency; the lag is in working days, or in calendar days when it is elapsed.

    Where minutes are counted it is in working minutes, or in minutes of the clock.
    """

    predecessor: int
    successor: int
    type: LinkType = "FS"
    lag: int = 0
    is_elapsed: bool = False


@dataclass(frozen=True)
class Network:
    """A plan, as the engine sees it.

    Args:
        calendar: counts working days, or working minutes where a plan has parts of days.
        start_on: the project start.
        status_on: the date before which no remaining work may lie; None moves nothing by today.
        calendars: by uid, what work runs on that has another calendar than the plan's. They count
            the same unit.
    """

    activities: Sequence[Activity]
    links: Sequence[Link]
    calendar: Axis
    start_on: date
    status_on: date | None = None
    calendars: Mapping[int, Axis] = field(default_factory=dict)
