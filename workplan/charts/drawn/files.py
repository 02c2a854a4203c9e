"""A drawing as a file, by matplotlib, with its title, what stands under it, and its source."""

from __future__ import annotations

import textwrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from workplan.charts import style
from workplan.charts.drawn.drawing import Drawing, Shape, Word

PIXELS_AN_INCH = 110
MARGIN, FOOT = 24, 34
TITLE_LINE, SUBTITLE_LINE = 24, 17
TITLE_LETTERS, SUBTITLE_LETTERS = 95, 165
"""How many letters a line of the title holds, and one below it."""
LINES: dict[str, dict[str, Any]] = {
    "axis": {"color": style.LINE, "linewidth": 0.7},
    "grid": {"color": style.RULE, "linewidth": 0.7, "zorder": 0.5},
    "actual": {"color": style.BLUE, "linewidth": 1.8},
    "scope": {"color": style.SOFT, "linewidth": 1.4},
    "plan": {"color": style.SOFT, "linewidth": 1, "linestyle": (0, (5, 3))},
    "pace": {"color": style.BLUE, "linewidth": 1.1, "linestyle": (0, (1.5, 2.5))},
    "today": {"color": style.BLUE, "linewidth": 0.8},
    "suspense": {"color": style.RED, "linewidth": 0.8},
    "scope-mark": {"color": style.GOLD, "linewidth": 0.7, "linestyle": (0, (1, 2))},
    "edge": {"color": "white", "linewidth": 0.8},
    "mark": {"color": style.INK, "linewidth": 1},
    "computed": {"color": style.BLUE, "linewidth": 1.2, "linestyle": (0, (1.5, 2))},
    "edge-of-column": {"color": style.BLUE, "linewidth": 0.6},
    "late": {"color": style.RED, "linewidth": 1.6},
    "kept": {"color": style.BLUE, "linewidth": 1.6},
    "bracket": {"color": style.INK, "linewidth": 1},
}
AREAS = {
    "suspense": style.RED,
    "claimed": style.BAR,
    "flow-done": style.BLUE,
    "flow-claimed": style.BAR,
    "flow-ended": style.LINE,
    "flow-under-way": style.BRIGHT_BLUE,
    "flow-waiting": style.RULE,
    "middle": style.BLUE,
    "outside": style.BAR,
}
TEXTS: dict[str, tuple[str, int]] = {
    "soft": (style.SOFT, 400),
    "soft-bold": (style.SOFT, 600),
    "ink": (style.INK, 600),
    "actual": (style.BLUE, 700),
    "pace": (style.BLUE, 600),
    "today": (style.BLUE, 600),
    "suspense": (style.RED, 600),
    "added": (style.GOLD, 700),
    "removed": (style.BLUE, 700),
    "mark": (style.INK, 700),
    "late": (style.RED, 600),
    "kept": (style.BLUE, 600),
    "computed": (style.BLUE, 700),
}
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
"""What stands behind a word, so that no line crosses it; a halo would make it no text."""


def saved(
    drawing: Drawing,
    finding: str,
    subtitle: str,
    source: str,
    kind: str,
    around: tuple[int, int] = (MARGIN, FOOT),
) -> bytes:
    """Return a drawing as a file; within `style.drawing`.

    Args:
        around: how much room stands at its sides and on top, and at its foot.
    """
    margin, foot = around
    title = textwrap.wrap(finding, TITLE_LETTERS)
    under = textwrap.wrap(subtitle, SUBTITLE_LETTERS)
    heading = margin + TITLE_LINE * len(title) + SUBTITLE_LINE * len(under)
    width, height = drawing.width + 2 * margin, drawing.height + heading + foot
    size = (width / PIXELS_AN_INCH, height / PIXELS_AN_INCH)
    figure = Figure(figsize=size, dpi=160 if kind == "png" else PIXELS_AN_INCH)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-margin, drawing.width + margin)
    axes.set_ylim(drawing.height + foot, -heading)
    axes.set_axis_off()
    for shape in drawing.shapes:
        _shape(axes, shape)
    points = drawing.size * 72 / PIXELS_AN_INCH
    for word in drawing.words:
        _word(axes, word, points)
    y = -heading + 8.0
    for line in title:
        y += TITLE_LINE
        axes.text(0, y, line, fontsize=13, fontweight=700)
    for line in under:
        y += SUBTITLE_LINE
        axes.text(0, y, line, color=style.SOFT, fontsize=8)
    axes.text(0, drawing.height + 16, source, color=style.SOFT, fontsize=7)
    return style.saved(figure, kind)


def _shape(axes: Axes, shape: Shape) -> None:
    if shape.kind == "area":
        axes.add_patch(Polygon(shape.points, facecolor=AREAS[shape.look], edgecolor="none"))
        return
    x, y = zip(*shape.points, strict=True)
    if shape.kind == "dot":
        axes.plot(x, y, "o", color=style.BLUE, markersize=5, markeredgecolor="white", zorder=4)
    else:
        axes.plot(x, y, **LINES[shape.look], solid_joinstyle="round")


def _word(axes: Axes, word: Word, size: float) -> None:
    colour, weight = TEXTS[word.look]
    align = {"start": "left", "middle": "center", "end": "right"}[word.anchor]
    axes.text(
        word.x,
        word.y,
        word.text,
        color=colour,
        fontweight=weight,
        fontsize=size,
        ha=align,
        bbox=GROUND,
        zorder=5,
    )
