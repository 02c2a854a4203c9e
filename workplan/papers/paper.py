"""A document as it is handed over: sections with their notes, and tasks beside their bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from workplan.charts.axis import Axis
from workplan.papers.blocks import Block, Grid, Run, Runs
from workplan.scheduling.explain import day_words

CHART_WIDTH = 270
"""About how wide the chart beside the table is (points); its head is chosen by that."""


class Section(NamedTuple):
    """A section; a note is known by its number, which counts through the document.

    Args:
        heading: empty where its parts stand side by side, each under its own.
        begins_page: whether it stands on a new page on paper.
    """

    heading: str
    blocks: tuple[Block, ...]
    notes: tuple[tuple[int, str], ...] = ()
    begins_page: bool = False


class ScheduledTask(NamedTuple):
    """A row of the table: a task, or a line of effort, which has no agency of its own here.

    Args:
        depth: below how many rows it stands.
        is_group: that it holds the rows below it, and its bar spans theirs.
        due_on: its suspense, if it has a day.
    """

    code: str
    name: str
    lead: str
    depth: int
    is_group: bool
    is_milestone: bool
    start_on: date | None
    finish_on: date | None
    due_on: date | None = None

    @property
    def is_late(self) -> bool:
        """Tell whether it finishes after its suspense."""
        return bool(self.due_on and self.finish_on and self.finish_on > self.due_on)


class Bar(NamedTuple):
    """A row beside its bar; places and widths are shares of the chart's width.

    Args:
        due: where the suspense stands; None for none, and for one beyond the chart.
        due_beyond: that it lies to the right of the chart.
    """

    task: ScheduledTask
    x: float = 0
    width: float = 0
    is_drawn: bool = False
    due: float | None = None
    due_beyond: bool = False


class Label(NamedTuple):
    """A stretch of the head of the chart, in shares of its width."""

    x: float
    width: float
    label: str


@dataclass(frozen=True)
class Schedule:
    """The tasks beside their bars, and the head over these; without dates it has no head."""

    bars: list[Bar]
    upper: list[Label]
    lower: list[Label]


@dataclass(frozen=True)
class Paper:
    """A document.

    Args:
        kind: what it is, above the title.
        facts: what qualifies it, a line each.
        marking: what stands on top and at the bottom of each page, if anything.
        foot: where its figures come from, on each page.
        tasks_are: what the table says of itself, over it.
        is_across: whether its pages lie across, for a wide table.
        is_brief: whether its first page holds as much as a page can, for whoever reads only that.
    """

    title: str
    kind: str
    facts: Sequence[str]
    sections: Sequence[Section]
    schedule: Schedule | None = None
    tasks_are: str = ""
    marking: str = ""
    foot: str = ""
    is_across: bool = False
    is_brief: bool = False


def table_of(heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> Grid:
    """Return a table of plain texts; lines in a cell stay apart.

    Args:
        heads: the head of each column, and how wide it is beside the others.
    """
    return Grid(
        tuple((Run(head),) for head, _ in heads),
        tuple(tuple(_lines(cell) for cell in row) for row in rows),
        tuple(share for _, share in heads),
    )


def _lines(text: str) -> Runs:
    first, *others = text.splitlines() or [""]
    return (Run(first), *(run for line in others for run in (Run("\n"), Run(line))))


def scheduled(tasks: Sequence[ScheduledTask]) -> Schedule:
    """Return tasks with their bars, on an axis that holds all of them.

    A suspense may lie beyond it, so that one far away does not squeeze the work.
    """
    days = [d for t in tasks for d in (t.start_on, t.finish_on) if d is not None]
    if not days:
        return Schedule([Bar(task) for task in tasks], [], [])
    fitted = Axis.fitted(min(days), max(days), CHART_WIDTH)
    axis = replace(fitted, own_pixels_a_day=CHART_WIDTH / fitted.days)
    upper, lower = (
        [Label(t.x / axis.width, t.width / axis.width, t.label) for t in tier]
        for tier in (axis.upper(), axis.lower())
    )
    return Schedule([_bar(task, axis) for task in tasks], upper, lower)


def _bar(task: ScheduledTask, axis: Axis) -> Bar:
    due, is_beyond = None, False
    if task.due_on is not None:
        is_beyond = task.due_on > axis.last
        if axis.first <= task.due_on <= axis.last:
            due = (axis.x(task.due_on) + axis.pixels_a_day) / axis.width
    if task.start_on is None or task.finish_on is None:
        return Bar(task, due=due, due_beyond=is_beyond)
    begin, end = axis.x(task.start_on), axis.x(task.finish_on) + axis.pixels_a_day
    return Bar(task, begin / axis.width, (end - begin) / axis.width, True, due, is_beyond)


def day_said(day: date | None) -> str:
    """Return a day as a table of a document has it; a dash for none."""
    return day_words(day) if day else "–"
