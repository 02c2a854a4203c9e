"""What a Gantt chart is drawn of: rows with their dates, and what depends on what."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.vocabulary import TaskState


class GanttTask(NamedTuple):
    """One row: a task or a line of effort, with its dates.

    Args:
        key: names the row in the page.
        href: where it leads.
        is_summary: has rows below it; a milestone has no duration.
        forecast_on: when the agency expects to finish.
        chip: the code of the one shape that stands for its state; none on a line of effort.
        late_days: by how many working days it is overdue, or will miss its suspense.
        state: the code of what it is; one of a line of effort is open.
        float_on: the last day on which it may finish and delay nothing.
        is_folded: that the rows below it are not shown.
        has_below: that rows belong below it, shown or folded.
    """

    key: str
    href: str
    code: str
    name: str
    owner: str
    depth: int
    is_summary: bool
    duration_days: int
    percent: int
    start_on: date
    finish_on: date
    due_on: date | None
    is_critical: bool
    is_late: bool
    total_float_days: int | None
    driven_by: str
    baseline_start_on: date | None = None
    baseline_finish_on: date | None = None
    forecast_on: date | None = None
    chip: str = ""
    late_days: int = 0
    float_on: date | None = None
    is_folded: bool = False
    has_below: bool = False
    state: str = TaskState.OPEN

    @property
    def is_done(self) -> bool:
        """Tell whether it is drawn as finished; neither what is claimed nor what was ended is."""
        return self.state == TaskState.DONE

    @property
    def is_open(self) -> bool:
        """Tell whether its work goes on, so that it has days in hand."""
        return self.state in (TaskState.OPEN, TaskState.OVERDUE, TaskState.WILL_MISS)

    @property
    def is_milestone(self) -> bool:
        """Tell whether it is one moment."""
        return self.duration_days == 0 and not self.is_summary

    @property
    def in_hand_days(self) -> int | None:
        """How many working days are in hand; a minus says how late it is, or else how far behind.

        Lateness is the one that every list tells, and not how far a finish lies after a suspense.
        """
        return -self.late_days if self.is_late else self.total_float_days


class GanttLink(NamedTuple):
    """A dependency between two rows, by their keys."""

    predecessor: str
    successor: str
    type: str


class Elsewhere(NamedTuple):
    """A row that is not drawn, and that a drawn one depends on or holds; it counts as they do."""

    key: str
    row: int
    start_on: date
    finish_on: date
    is_milestone: bool
