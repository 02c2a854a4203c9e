"""The geometry of a Gantt chart: one row a task, in the same rows as the table beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workplan.charts.axis import ONE_DAY, Axis, Band, Scale, Tick

ROW = 28
HEADER = 48
BAR_TOP, BAR_HEIGHT = 7, 12
BASELINE_TOP, BASELINE_HEIGHT = 21, 4
MILESTONE = 7
ELBOW = 6


class GanttTask(NamedTuple):
    """One row: a task or a line of effort, with its dates.

    `key` names the row in the page, `href` is where it leads; a summary has rows below it, and
    a milestone no duration. `forecast_on` is when the agency expects to finish.
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


class GanttLink(NamedTuple):
    """A dependency between two rows, by their keys."""

    predecessor: str
    successor: str
    type: str


class Bar(NamedTuple):
    """A task drawn: x and widths in pixels; `row` counts from 0."""

    task: GanttTask
    row: int
    x: float
    width: float
    done_width: float

    @property
    def y(self) -> float:
        """The top of the bar."""
        return HEADER + self.row * ROW + BAR_TOP

    @property
    def middle(self) -> float:
        """The height at which lines meet the bar."""
        return self.y + BAR_HEIGHT / 2

    @property
    def end(self) -> float:
        """Where the bar ends."""
        return self.x + self.width


class Strip(NamedTuple):
    """A baseline under its bar."""

    x: float
    y: float
    width: float


class Flag(NamedTuple):
    """A suspense: where its day ends, and the top of its row."""

    x: float
    y: float
    is_missed: bool


@dataclass(frozen=True)
class GanttLayout:
    """Everything to draw, in pixels from the upper left."""

    axis: Axis
    bars: list[Bar]
    baselines: list[Strip]
    flags: list[Flag]
    lines: list[list[tuple[float, float]]]
    days_off: list[Band]
    upper: list[Tick]
    lower: list[Tick]
    today_x: float | None
    status_x: float | None

    @property
    def width(self) -> float:
        """The width of the chart."""
        return self.axis.width

    @property
    def height(self) -> float:
        """The height of the chart, header included."""
        return HEADER + len(self.bars) * ROW


def lay_out(
    tasks: Sequence[GanttTask],
    links: Sequence[GanttLink],
    scale: Scale,
    today: date,
    status_on: date | None,
    is_working: Callable[[date], bool],
    axis: Axis | None = None,
) -> GanttLayout:
    """Place tasks, baselines, suspenses and dependencies of a plan on a time axis.

    Args:
        axis: one that several charts share; else that of these tasks in the scale.
    """
    axis = axis or Axis.around(scale, *span(tasks, today))
    bars = [_bar(axis, row, task) for row, task in enumerate(tasks)]
    by_key = {bar.task.key: bar for bar in bars}
    lines = [
        _line(by_key[link.predecessor], by_key[link.successor], link.type)
        for link in links
        if link.predecessor in by_key and link.successor in by_key
    ]
    return GanttLayout(
        axis,
        bars,
        [_strip(axis, bar) for bar in bars if bar.task.baseline_finish_on is not None],
        [_flag(axis, bar) for bar in bars if bar.task.due_on is not None],
        lines,
        axis.days_off(is_working),
        axis.upper(),
        axis.lower(),
        axis.x(today) if axis.first <= today <= axis.last else None,
        axis.x(status_on) if status_on and axis.first <= status_on <= axis.last else None,
    )


def span(tasks: Sequence[GanttTask], today: date) -> tuple[date, date]:
    """Return the first and last date that the chart must hold; today when there is none."""
    starts = [d for t in tasks for d in (t.start_on, t.baseline_start_on, t.due_on) if d]
    ends = [d for t in tasks for d in (t.finish_on, t.baseline_finish_on, t.due_on) if d]
    return min(starts, default=today), max(ends, default=today)


def _bar(axis: Axis, row: int, task: GanttTask) -> Bar:
    if task.duration_days == 0 and not task.is_summary:
        # A milestone is one moment; it is drawn in the middle of the day on which it shows.
        x = axis.x(task.finish_on) + axis.pixels_a_day / 2
        return Bar(task, row, x, 0, 0)
    x = axis.x(task.start_on)
    width = axis.x(task.finish_on + ONE_DAY) - x
    return Bar(task, row, x, width, width * task.percent / 100)


def _strip(axis: Axis, bar: Bar) -> Strip:
    start, finish = bar.task.baseline_start_on, bar.task.baseline_finish_on
    assert start is not None
    assert finish is not None
    x = axis.x(start)
    return Strip(x, HEADER + bar.row * ROW + BASELINE_TOP, axis.x(finish + ONE_DAY) - x)


def _flag(axis: Axis, bar: Bar) -> Flag:
    assert bar.task.due_on is not None
    return Flag(
        axis.x(bar.task.due_on + ONE_DAY), HEADER + bar.row * ROW, is_missed=bar.task.is_late
    )


def _line(before: Bar, after: Bar, kind: str) -> list[tuple[float, float]]:
    """Return a dependency as right-angled points, from the predecessor's end to the successor's."""
    leaves_end, meets_start = kind in ("FS", "FF"), kind in ("FS", "SS")
    x1 = before.end if leaves_end else before.x
    x2 = after.x if meets_start else after.end
    y1, y2 = before.middle, after.middle
    out = x1 + ELBOW if leaves_end else x1 - ELBOW
    into = x2 - ELBOW if meets_start else x2 + ELBOW
    if leaves_end and meets_start and into >= out:
        return [(x1, y1), (out, y1), (out, y2), (x2, y2)]
    if leaves_end == meets_start:
        # The way back goes through the gap between the rows.
        gap = y1 + (ROW / 2 if y2 > y1 else -ROW / 2)
        return [(x1, y1), (out, y1), (out, gap), (into, gap), (into, y2), (x2, y2)]
    edge = max(out, into) if leaves_end else min(out, into)
    return [(x1, y1), (edge, y1), (edge, y2), (x2, y2)]
