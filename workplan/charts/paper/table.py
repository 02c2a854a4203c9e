"""The table beside a chart on paper: the state, the name, who leads, and the dates of each row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workplan.charts import style
from workplan.charts.paper.ink import Ink
from workplan.charts.paper.shapes import draw_status
from workplan.charts.paper.sheets import HEAD, HEADER, LINE, MARGIN, SIZE, PaperRow, columns_of

if TYPE_CHECKING:
    from workplan.charts.paper.pages import Paper


def draw_table(ink: Ink, paper: Paper, rows: Sequence[PaperRow], bottom: float) -> None:
    """Write the head and each row, and draw the frame of table and chart."""
    columns, right = columns_of(paper.size), paper.size.width - MARGIN
    baseline = HEAD + HEADER - 7.0
    for x, text, align in (
        (columns.name, "Task", "left"),
        (columns.lead, "Lead", "left"),
        (columns.start, "Start", "right"),
        (columns.finish, "Finish", "right"),
        (columns.in_hand, "In hand", "right"),
    ):
        ink.word(x, baseline, text, SIZE, style.SOFT, 600, align)
    for row in rows:
        _row(ink, paper, row)
        ink.line(style.RULE, [(MARGIN, row.y + row.height), (right, row.y + row.height)], 0.5)
    for y in (HEAD, HEAD + HEADER, bottom):
        ink.line(style.GREY, [(MARGIN, y), (right, y)], 0.7)
    for x in (MARGIN, columns.chart, right):
        ink.line(style.GREY, [(x, HEAD), (x, bottom)], 0.7)


def _row(ink: Ink, paper: Paper, row: PaperRow) -> None:
    columns, task = columns_of(paper.size), row.task
    is_effort = task.key.startswith("i")
    x = columns.left + 6 if is_effort else columns.name + 6 * max(0, task.depth - 1)
    weight = 600 if task.is_summary else 400
    if is_effort:
        ink.box(style.WASH, columns.left, row.y, columns.table, row.height)
    else:
        draw_status(ink, task.chip, columns.left + 6, row.middle, 6.4)
    lines = [*row.name]
    if row.is_continued:
        lines[-1] += ", continued"
    _lines(ink, x, row, lines, style.INK, weight)
    _lines(ink, columns.lead, row, row.lead, style.SOFT, 400)
    y = row.middle + SIZE * 0.36
    for right, day in ((columns.start, task.start_on), (columns.finish, task.finish_on)):
        ink.word(right, y, short(day, paper.today), SIZE, style.INK, weight, "right")
    days = task.in_hand_days
    if days is not None and not task.is_summary:
        colour, bold = (style.RED, 700) if days <= 0 else (style.INK, 400)
        said = f"−{-days:,}" if days < 0 else f"{days:,}"
        ink.word(columns.in_hand, y, said, SIZE, colour, bold, "right")


def _lines(
    ink: Ink, x: float, row: PaperRow, lines: Sequence[str], colour: str, weight: int
) -> None:
    y = row.middle - LINE * (len(lines) - 1) / 2 + SIZE * 0.36
    for place, text in enumerate(lines):
        ink.word(x, y + place * LINE, text, SIZE, colour, weight)


def short(day: date, today: date) -> str:
    """Return a date where room is short; its year where it is far from today."""
    is_near = abs((day - today).days) <= 183
    return f"{day.day} {day:%b}" if is_near else f"{day.day} {day:%b %y}"
