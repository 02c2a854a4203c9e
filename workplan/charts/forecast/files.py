"""The chart of a forecast as a file, by matplotlib, from the drawing that the page has."""

from __future__ import annotations

from workplan.charts import style
from workplan.charts.drawn.files import saved
from workplan.charts.forecast.histogram import Histogram, drawn


def draw(chart: Histogram, finding: str, subtitle: str, source: str, kind: str) -> bytes:
    """Return the chart as svg, png or pdf.

    Args:
        finding: its title.
        subtitle: which plan it is, as of when, and how many runs it is of.
        source: where the figures come from.
    """
    with style.drawing():
        return saved(drawn(chart), finding, subtitle, source, kind)
