"""The geometry of a Gantt chart: one row a task, in the same rows as the table beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from workplan.charts.axis import LETTER, ONE_DAY, Axis, Band, Scale, Tick
from workplan.charts.gantt.lines import (
    BAR_HEIGHT,
    BAR_TOP,
    HEADER,
    ROW,
    End,
    Line,
    drawn,
    end_of,
    route,
)
from workplan.charts.gantt.rows import Elsewhere, GanttLink, GanttTask
from workplan.scheduling.explain import near_words

BASELINE_TOP, BASELINE_HEIGHT = 21, 4
MILESTONE = 7
FLAG = 10
NOTE_GAP = 6


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
    """A stretch of a row: a baseline, what is in hand, or a change that is tried."""

    x: float
    y: float
    width: float


class Flag(NamedTuple):
    """A suspense: where its day ends, and the top of its row.

    Args:
        beyond: the day itself, if it lies after the last that the chart shows.
    """

    x: float
    y: float
    is_missed: bool
    beyond: date | None = None


class Note(NamedTuple):
    """The date beside a bar: where it begins, or ends if it stands before the bar."""

    row: int
    x: float
    text: str
    is_before: bool
    is_late: bool


@dataclass(frozen=True)
class GanttLayout:
    """Everything to draw, in pixels from the upper left."""

    axis: Axis
    today: date
    bars: list[Bar]
    baselines: list[Strip]
    flags: list[Flag]
    lines: list[Line]
    days_off: list[Band]
    upper: list[Tick]
    lower: list[Tick]
    today_x: float | None
    status_x: float | None
    floats: list[Strip] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tried: list[Strip] = field(default_factory=list)
    lit: frozenset[str] = frozenset()
    lit_lines: list[Line] = field(default_factory=list)

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
    *,
    elsewhere: Sequence[Elsewhere] = (),
    chain: Sequence[str] = (),
    tried: Mapping[str, tuple[date, date]] | None = None,
) -> GanttLayout:
    """Place tasks, baselines, suspenses and dependencies of a plan on a time axis.

    Args:
        axis: one that several charts share; else that of these tasks in the scale.
        elsewhere: rows that are not drawn, at the other end of a dependency.
        chain: the keys of the rows that drive one of them, which comes first; they are lit.
        tried: the dates that rows would have with a change that is not saved, by key.
    """
    axis = axis or Axis.around(scale, *span(tasks, today))
    bars = [_bar(axis, row, task) for row, task in enumerate(tasks)]
    ends = {end.key: end_of(axis, end, len(bars)) for end in elsewhere}
    ends |= {bar.task.key: End(bar.x, bar.end, bar.middle) for bar in bars}
    lines, lit = _arrows(links, ends, chain)
    flags = {bar.row: _flag(axis, bar) for bar in bars if bar.task.due_on is not None}
    return GanttLayout(
        axis,
        today,
        bars,
        [_strip(axis, bar) for bar in bars if bar.task.baseline_finish_on is not None],
        list(flags.values()),
        lines,
        axis.days_off(is_working),
        axis.upper(),
        axis.lower(),
        axis.x(today) if axis.first <= today <= axis.last else None,
        axis.x(status_on) if status_on and axis.first <= status_on <= axis.last else None,
        [strip for bar in bars if (strip := _float(axis, bar)) is not None],
        [_note(axis, bar, flags.get(bar.row), today) for bar in bars],
        [_outline(axis, bar, tried[bar.task.key]) for bar in bars if bar.task.key in tried]
        if tried
        else [],
        frozenset(chain),
        lit,
    )


def span(tasks: Sequence[GanttTask], today: date) -> tuple[date, date]:
    """Return the first and last date of bars and baselines; today when there is none.

    A suspense after the last bar is shown at the edge: it would make all bars small.
    """
    starts = [d for t in tasks for d in (t.start_on, t.baseline_start_on) if d]
    ends = [d for t in tasks for d in (t.finish_on, t.baseline_finish_on) if d]
    return min(starts, default=today), max(ends, default=today)


def _bar(axis: Axis, row: int, task: GanttTask) -> Bar:
    if task.is_milestone:
        # A milestone is one moment; it is drawn in the middle of the day on which it shows.
        x = axis.x(task.finish_on) + axis.pixels_a_day / 2
        return Bar(task, row, x, 0, 0)
    x = axis.x(task.start_on)
    width = axis.x(task.finish_on + ONE_DAY) - x
    return Bar(task, row, x, width, width * task.percent / 100)


def _arrows(
    links: Sequence[GanttLink], ends: Mapping[str, End], chain: Sequence[str]
) -> tuple[list[Line], list[Line]]:
    """Return the lines of dependencies, and apart from them those along the chain, which are lit.

    Args:
        ends: where the bars begin and end, by key; what has no end is not drawn.
    """
    driving = {(before, after) for after, before in pairwise(chain)}
    lines: list[Line] = []
    lit: list[Line] = []
    for link in links:
        if link.predecessor in ends and link.successor in ends:
            before, after = ends[link.predecessor], ends[link.successor]
            if (link.predecessor, link.successor) in driving:
                lit.append(route(before, after, link.type))
            else:
                lines += drawn(before, after, link.type)
    return lines, lit


def _strip(axis: Axis, bar: Bar) -> Strip:
    start, finish = bar.task.baseline_start_on, bar.task.baseline_finish_on
    assert start is not None
    assert finish is not None
    x = axis.x(start)
    return Strip(x, HEADER + bar.row * ROW + BASELINE_TOP, axis.x(finish + ONE_DAY) - x)


def _float(axis: Axis, bar: Bar) -> Strip | None:
    """Return the stretch after a bar that may pass before anything is delayed."""
    until = bar.task.float_on
    if until is None or until <= bar.task.finish_on:
        return None
    end = min(axis.x(until + ONE_DAY), axis.width)
    return Strip(bar.end, bar.middle, end - bar.end) if end > bar.end else None


def _flag(axis: Axis, bar: Bar) -> Flag:
    due_on = bar.task.due_on
    assert due_on is not None
    beyond = due_on if due_on > axis.last else None
    x = min(max(axis.x(due_on + ONE_DAY), 0), axis.width)
    return Flag(x, HEADER + bar.row * ROW, bar.task.is_late, beyond)


def _note(axis: Axis, bar: Bar, flag: Flag | None, today: date) -> Note:
    """Return the date beside a bar: after every mark of the row if there is room, else before."""
    task = bar.task
    text = near_words(task.finish_on, today)
    after = bar.end if bar.width else bar.x + MILESTONE
    marked = _float(axis, bar)
    if marked is not None:
        after = marked.x + marked.width
    if flag is not None and flag.beyond is None and flag.x + FLAG > after:
        after = flag.x + FLAG
    is_late = task.is_late and not task.is_done
    if after + NOTE_GAP + LETTER * len(text) <= axis.width:
        return Note(bar.row, after + NOTE_GAP, text, is_before=False, is_late=is_late)
    before = bar.x - (0 if bar.width else MILESTONE) - NOTE_GAP
    return Note(bar.row, before, text, is_before=True, is_late=is_late)


def _outline(axis: Axis, bar: Bar, dates: tuple[date, date]) -> Strip:
    """Return where a bar would stand with a change that is not saved."""
    start, finish = dates
    x = max(axis.x(start), 0)
    return Strip(x, bar.y, max(min(axis.x(finish + ONE_DAY), axis.width) - x, 2))
