"""Papers, and how the rows of a chart are laid on pages of them: in points from the upper left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from workplan.charts import fonts
from workplan.charts.axis import DAYS_A_COLUMN, ONE_DAY, Axis
from workplan.charts.gantt.rows import GanttTask

MARGIN, HEAD, FOOT = 30, 72, 62
HEADER = 27
ROW, LINE, SIZE = 21.5, 8.2, 7.2
NARROWEST = 13
"""How narrow a column of the time head may be on paper; of more than fit, the chart goes on."""
MOST_WINDOWS = 6
"""On how many pages side by side a chart goes on; a longer one has narrower columns."""


class Size(NamedTuple):
    """A paper, turned, in points, and how wide the table beside the chart is on it."""

    label: str
    width: float
    height: float
    table: float = 300


PAPERS = {
    "letter": Size("Letter", 792, 612),
    "a4": Size("A4", 842, 595),
    "tabloid": Size("Tabloid", 1224, 792, 340),
    "a3": Size("A3", 1191, 842, 340),
}


class PaperRow(NamedTuple):
    """A row on its page: its task, the lines of its name and of who leads it, and where it is."""

    task: GanttTask
    name: list[str]
    lead: list[str]
    y: float
    height: float
    is_continued: bool = False

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Columns:
    """Where the columns of the table stand: their left edges, and right ones of numbers."""

    left: float
    table: float

    @property
    def name(self) -> float:
        """Where names begin, behind the shape of the status."""
        return self.left + 17

    @property
    def name_room(self) -> float:
        """How wide names may be."""
        return self.lead - self.name - 6

    @property
    def lead(self) -> float:
        """Where lead agencies begin."""
        return self.start - 37 - self.lead_room

    @property
    def lead_room(self) -> float:
        """How wide the names of lead agencies may be."""
        return 48

    @property
    def start(self) -> float:
        """Where starts end."""
        return self.finish - 41

    @property
    def finish(self) -> float:
        """Where finishes end."""
        return self.in_hand - 34

    @property
    def in_hand(self) -> float:
        """Where what is in hand ends."""
        return self.left + self.table - 6

    @property
    def chart(self) -> float:
        """Where the chart begins."""
        return self.left + self.table


def columns_of(paper: Size) -> Columns:
    """Return the columns on a paper."""
    return Columns(MARGIN, paper.table)


def pages_of(tasks: Sequence[GanttTask], paper: Size) -> list[list[PaperRow]]:
    """Return the rows of each page; names wrap, and a line of effort begins where it can be read.

    Its head stands above three of its rows at least, and again on each page on which it goes on.
    """
    columns = columns_of(paper)
    top, bottom = HEAD + HEADER, paper.height - FOOT
    pages: list[list[PaperRow]] = [[]]
    effort: PaperRow | None = None
    y: float = top
    rows = [_row(task, columns) for task in tasks]
    for place, row in enumerate(rows):
        needed = row.height
        if _is_effort(row.task):
            effort = row
            needed += sum(later.height for later in _led_by(rows, place)[:3])
        if pages[-1] and y + needed > bottom:
            pages.append([])
            y = top
            if effort is not None and not _is_effort(row.task) and row.task.depth:
                pages[-1].append(effort._replace(y=y, is_continued=True))
                y += effort.height
        pages[-1].append(row._replace(y=y))
        y += row.height
    return pages


def _is_effort(task: GanttTask) -> bool:
    return task.is_summary and task.depth == 0 and task.key.startswith("i")


def _led_by(rows: Sequence[PaperRow], place: int) -> list[PaperRow]:
    found = []
    for row in rows[place + 1 : place + 4]:
        if _is_effort(row.task):
            break
        found.append(row)
    return found


def _row(task: GanttTask, columns: Columns) -> PaperRow:
    said = f"{task.code} {task.name}"
    room = columns.name_room - 6 * max(0, task.depth - 1)
    weight = 600 if task.is_summary else 400
    if _is_effort(task):
        room = columns.start - 37 - columns.left - 6
    name = fonts.wrapped(said, SIZE, room, weight)
    lead = fonts.wrapped(task.owner, SIZE, columns.lead_room) if task.owner else []
    height = max(ROW, LINE * max(len(name), len(lead)) + 5)
    return PaperRow(task, name, lead, 0, height)


def windows_of(tasks: Sequence[GanttTask], today: date, width: float) -> list[Axis]:
    """Return the time axis of each page side by side: of the bars, not of suspenses beyond them."""
    starts = [d for t in tasks for d in (t.start_on, t.baseline_start_on) if d]
    ends = [d for t in tasks for d in (t.finish_on, t.baseline_finish_on) if d]
    earliest, latest = min(starts, default=today), max(ends, default=today)
    # The label of the last finish stands behind its bar.
    room = timedelta(days=ceil(((latest - earliest).days + 1) * 0.09))
    axis = Axis.fitted(earliest, latest + room, width * 24 / NARROWEST)
    column = width / axis.days * DAYS_A_COLUMN[axis.scale]
    count = min(MOST_WINDOWS, max(1, ceil(NARROWEST / column))) if column else 1
    days = ceil(axis.days / count)
    windows = []
    for place in range(count):
        first = axis.first + timedelta(days=place * days)
        last = min(axis.last, first + timedelta(days=days) - ONE_DAY)
        if first <= last:
            one = replace(axis, first=first, last=last)
            windows.append(replace(one, own_pixels_a_day=width / one.days))
    return windows
