"""The large burndown as a file, by matplotlib, from the drawing that the page has."""

from __future__ import annotations

from workplan.charts import style
from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.frame import NARROW, PAPER, WIDE, drawn
from workplan.charts.drawn.drawing import Drawing
from workplan.charts.drawn.files import saved


def draw(chart: BurnChart | None, finding: str, subtitle: str, source: str, kind: str) -> bytes:
    """Return the chart as svg, png or pdf; one of no day has its finding only.

    Args:
        finding: its title.
        subtitle: which plan it is, as of when, and by which rule it goes on.
        source: where the figures come from.
    """
    with style.drawing():
        drawing = drawn(chart) if chart else Drawing(WIDE[0], 60, WIDE[2])
        return saved(drawing, finding, subtitle, source, kind)


def draw_plain(chart: BurnChart) -> bytes:
    """Return the chart as SVG without its title, for half the width of a document."""
    with style.drawing():
        return saved(drawn(chart, PAPER), "", "", "", "svg", around=(4, 0))


def draw_card(chart: BurnChart) -> bytes:
    """Return the chart as PNG without its title, as narrow as on a phone, for a mail."""
    with style.drawing():
        return saved(drawn(chart, NARROW), "", "", "", "png")
