"""Draw a Gantt chart as pages of paper: names and bars together, and all that a reader needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from workplan.charts import style
from workplan.charts.axis import Axis
from workplan.charts.gantt.rows import GanttLink, GanttTask
from workplan.charts.paper import sheets as papers
from workplan.charts.paper.bars import draw_chart
from workplan.charts.paper.ink import Ink
from workplan.charts.paper.legend import draw_legend
from workplan.charts.paper.sheets import FOOT, HEAD, HEADER, MARGIN, PaperRow, Size
from workplan.charts.paper.table import draw_table


@dataclass(frozen=True)
class Paper:
    """Everything that is drawn, and what is written on each page.

    Args:
        title: the finding.
        subtitle: which plan it is, as of when, and against which baseline.
        source: where the figures come from.
        marking: what stands on top and at the bottom of each page, if the plan has one.
    """

    tasks: Sequence[GanttTask]
    links: Sequence[GanttLink]
    today: date
    status_on: date | None
    is_working: Callable[[date], bool]
    title: str
    subtitle: str
    source: str
    marking: str = ""
    size: Size = papers.PAPERS["letter"]


def draw(paper: Paper) -> bytes:
    """Return the PDF; every row stands on one page, beside its bar."""
    size = paper.size
    width = size.width - MARGIN - papers.columns_of(size).chart
    windows = papers.windows_of(paper.tasks, paper.today, width)
    sheets = papers.pages_of(paper.tasks, size)
    out = BytesIO()
    about = {"CreationDate": None, "Title": f"{paper.title} – {paper.subtitle}"}
    count = len(sheets) * len(windows)
    with style.drawing(), PdfPages(out, metadata=about) as pages:
        number = 0
        for place, rows in enumerate(sheets):
            for axis in windows:
                number += 1
                goes_on = sheets[place + 1][0] if place + 1 < len(sheets) else None
                pages.savefig(_page(paper, rows, axis, (number, count), goes_on))
    return out.getvalue()


def _page(
    paper: Paper,
    rows: Sequence[PaperRow],
    axis: Axis,
    number: tuple[int, int],
    goes_on: PaperRow | None,
) -> Figure:
    size = paper.size
    figure = Figure(figsize=(size.width / 72, size.height / 72), dpi=72)
    ink = Ink(figure)
    bottom = rows[-1].y + rows[-1].height if rows else HEAD + HEADER
    draw_chart(ink, paper, rows, axis, bottom)
    draw_table(ink, paper, rows, bottom)
    draw_legend(ink, MARGIN, size.height - FOOT + 14)
    _frame(ink, paper, number, goes_on)
    ink.flush()
    return figure


def _frame(ink: Ink, paper: Paper, number: tuple[int, int], goes_on: PaperRow | None) -> None:
    """Write the marking, the finding and the foot."""
    size, right = paper.size, paper.size.width - MARGIN
    for y in (17.0, size.height - 9):
        if paper.marking:
            ink.word(size.width / 2, y, paper.marking, 7.5, style.INK, 700, "center")
    ink.box(style.NAVY, MARGIN, 25, right - MARGIN, 2.2)
    y = 44.0
    ink.word(MARGIN, y, paper.title, 15, style.INK, 700, fit=right - MARGIN)
    ink.word(MARGIN, 61, paper.subtitle, 8, style.SOFT, 400, fit=right - MARGIN)
    foot = size.height - 22
    ink.line(style.GREY, [(MARGIN, foot - 10), (right, foot - 10)], 0.5)
    ink.word(MARGIN, foot, paper.source, 6.5, style.SOFT)
    which = f"Page {number[0]:,} of {number[1]:,}"
    ink.word(right, foot, which, 6.5, style.SOFT, 400, "right")
    if goes_on is not None:
        said = f"{goes_on.task.code} goes on" if goes_on.is_continued else "More tasks"
        ink.word(size.width / 2, foot, f"{said} on a later page", 6.5, style.SOFT, 400, "center")
