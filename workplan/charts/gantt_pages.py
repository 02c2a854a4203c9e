"""Draw a Gantt chart as pages of paper: cut by rows, with the header on each, as wide as a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from workplan.charts import style
from workplan.charts.axis import Axis
from workplan.charts.gantt import lay_out, span
from workplan.charts.gantt_lines import HEADER, ROW
from workplan.charts.gantt_painting import NAMES, paint
from workplan.charts.gantt_rows import GanttLink, GanttTask

PIXELS_AN_INCH = 110
INCHES = (11.0, 8.5)
"""Letter, turned."""
MARGIN, HEADING, FOOT = 44, 62, 48
WIDTH, HEIGHT = (side * PIXELS_AN_INCH for side in INCHES)
CHART = WIDTH - 2 * MARGIN - NAMES
ROWS_A_PAGE = int((HEIGHT - 2 * MARGIN - HEADING - HEADER - FOOT) // ROW)
Links = dict[int, list[GanttLink]]


@dataclass(frozen=True)
class Paper:
    """Everything that is drawn, and what is written on each page.

    Args:
        title: the finding.
        subtitle: which plan it is, and as of when.
        source: where the figures come from.
    """

    tasks: Sequence[GanttTask]
    links: Sequence[GanttLink]
    today: date
    status_on: date | None
    is_working: Callable[[date], bool]
    title: str
    subtitle: str
    source: str


def draw(paper: Paper) -> bytes:
    """Return the PDF; every row stands on one page, beside its bar."""
    axis = Axis.fitted(*span(paper.tasks, paper.today), CHART)
    starts = range(0, max(1, len(paper.tasks)), ROWS_A_PAGE)
    links = _by_page(paper)
    out = BytesIO()
    undated = {"CreationDate": None, "Title": f"{paper.title} – {paper.subtitle}"}
    with style.drawing(), PdfPages(out, metadata=undated) as pages:
        for number, first in enumerate(starts, 1):
            pages.savefig(_page(paper, axis, links, first, f"page {number} of {len(starts)}"))
    return out.getvalue()


def _by_page(paper: Paper) -> Links:
    """Return the dependencies within each page."""
    page_of = {task.key: row // ROWS_A_PAGE for row, task in enumerate(paper.tasks)}
    found: Links = defaultdict(list)
    for link in paper.links:
        page = page_of.get(link.predecessor)
        if page is not None and page == page_of.get(link.successor):
            found[page].append(link)
    return found


def _page(paper: Paper, axis: Axis, links: Links, first: int, which: str) -> Figure:
    rows = paper.tasks[first : first + ROWS_A_PAGE]
    own = links[first // ROWS_A_PAGE]
    today, status_on, is_working = paper.today, paper.status_on, paper.is_working
    layout = lay_out(rows, own, axis.scale, today, status_on, is_working, axis)
    figure = Figure(figsize=INCHES, dpi=PIXELS_AN_INCH)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-NAMES - MARGIN, WIDTH - NAMES - MARGIN)
    axes.set_ylim(HEIGHT - HEADING - MARGIN, -HEADING - MARGIN)
    axes.set_axis_off()
    paint(axes, layout)
    shown = f"rows {first + 1:,} to {first + len(rows):,} of {len(paper.tasks):,}; {which}"
    axes.text(-NAMES, -38, paper.title, fontsize=12, fontweight="bold")
    axes.text(-NAMES, -18, f"{paper.subtitle}; {shown}", color=style.SOFT)
    told = paper.source
    if len(paper.tasks) > ROWS_A_PAGE:
        told += ". Dependencies that lead to another page are not drawn."
    axes.text(-NAMES, layout.height + 34, told, color=style.SOFT, fontsize=7)
    return figure
