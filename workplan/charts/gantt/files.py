"""Draw a Gantt chart as one picture, by matplotlib, from the geometry that pages use."""

from __future__ import annotations

from math import sqrt

from matplotlib.figure import Figure

from workplan.charts import style
from workplan.charts.gantt.layout import GanttLayout
from workplan.charts.gantt.painting import NAMES, paint

PIXELS_AN_INCH = 110
MARGIN, HEADING, FOOT = 24, 62, 44
MAX_INCHES = 580
MAX_PIXELS = 40_000_000


def draw(layout: GanttLayout, title: str, subtitle: str, source: str, kind: str) -> bytes:
    """Return the chart as svg or png.

    Args:
        title: the finding.
        subtitle: what the chart shows and leaves out, and as of when.
        source: where the figures come from.
    """
    with style.drawing():
        return _drawn(layout, title, subtitle, source, kind)


def _drawn(layout: GanttLayout, title: str, subtitle: str, source: str, kind: str) -> bytes:
    width = NAMES + layout.width + 2 * MARGIN
    height = layout.height + HEADING + FOOT
    shrink = min(1.0, MAX_INCHES * PIXELS_AN_INCH / max(width, height))
    size = (width * shrink / PIXELS_AN_INCH, height * shrink / PIXELS_AN_INCH)
    figure = Figure(figsize=size, dpi=_dots_an_inch(size) if kind == "png" else PIXELS_AN_INCH)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-NAMES - MARGIN, layout.width + MARGIN)
    axes.set_ylim(layout.height + FOOT, -HEADING)
    axes.set_axis_off()
    paint(axes, layout)
    axes.text(-NAMES, -38, title, fontsize=12, fontweight="bold")
    axes.text(-NAMES, -18, subtitle, color=style.SOFT)
    axes.text(-NAMES, layout.height + 34, source, color=style.SOFT, fontsize=7)
    return style.saved(figure, kind)


def _dots_an_inch(size: tuple[float, float]) -> float:
    """Return a resolution at which a picture of some inches still fits in memory."""
    return min(PIXELS_AN_INCH, sqrt(MAX_PIXELS / (size[0] * size[1])))
