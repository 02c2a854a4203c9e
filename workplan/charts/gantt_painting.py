"""Paint a Gantt chart on matplotlib's axes, from the geometry that pages use.

Bars of a kind are one collection; what costs is the one text that each row needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from workplan.charts import style
from workplan.charts.gantt import BASELINE_HEIGHT, MILESTONE, Bar, GanttLayout
from workplan.charts.gantt_lines import BAR_HEIGHT, HEADER, ROW
from workplan.charts.labels import Label, draw_labels

NAMES = 330
LONGEST_NAME = 52
Box = list[tuple[float, float]]


def paint(axes: Axes, layout: GanttLayout) -> None:
    """Paint the rows, the bars, the names and the legend; y grows downwards from the header."""
    _background(axes, layout)
    _bars(axes, layout)
    _names(axes, layout)
    _legend(axes, layout)


def _background(axes: Axes, layout: GanttLayout) -> None:
    bottom = layout.height
    _boxes(
        axes,
        (_box(b.x, HEADER, b.width, bottom - HEADER) for b in layout.days_off),
        facecolor=style.SHADE,
        zorder=0,
    )
    rows = [HEADER + row * ROW for row in range(len(layout.bars) + 1)]
    _lines(axes, ([(-NAMES, y), (layout.width, y)] for y in rows), color=style.RULE, linewidth=0.5)
    _lines(
        axes,
        ([(t.x, 0), (t.x, bottom)] for t in layout.upper),
        color=style.RULE,
        linewidth=0.7,
    )
    upper = [Label(t.x + 4, 15, t.label) for t in layout.upper if t.width > 30]
    lower = [Label(t.x + 3, 39, t.label) for t in layout.lower if t.width >= 6 * len(t.label)]
    draw_labels(axes, upper, 8, style.INK, "bold")
    draw_labels(axes, lower, 7, style.SOFT)


def _bars(axes: Axes, layout: GanttLayout) -> None:
    tasks = [bar for bar in layout.bars if bar.width and not bar.task.is_summary]
    plain = [bar for bar in tasks if not bar.task.is_critical]
    critical = [bar for bar in tasks if bar.task.is_critical]
    _lines(axes, layout.lines, color=style.GREY, linewidth=0.7)
    _boxes(
        axes,
        (_box(s.x, s.y, s.width, BASELINE_HEIGHT) for s in layout.baselines),
        facecolor=style.GREY,
    )
    _boxes(axes, map(_bar_box, plain), facecolor=style.LIGHT_BLUE, edgecolor=style.BLUE)
    _boxes(axes, map(_bar_box, critical), facecolor=style.RED, edgecolor=style.RED, hatch="////")
    _boxes(
        axes,
        (_box(bar.x, bar.y + 3, bar.done_width, BAR_HEIGHT - 6) for bar in tasks if bar.done_width),
        facecolor=style.INK,
    )
    _boxes(
        axes,
        (_box(b.x, b.y, b.width, 5) for b in layout.bars if b.task.is_summary),
        facecolor=style.INK,
    )
    _boxes(
        axes,
        (_diamond(bar) for bar in layout.bars if not bar.width),
        facecolor="white",
        edgecolor=style.INK,
        linewidth=1.2,
    )
    for missed, colour in ((False, style.GOLD), (True, style.RED)):
        marks = [f for f in layout.flags if f.is_missed is missed]
        _lines(axes, ([(f.x, f.y + 3), (f.x, f.y + 25)] for f in marks), color=colour, zorder=3)
        _boxes(
            axes,
            ([(f.x, f.y + 3), (f.x + 8, f.y + 7), (f.x, f.y + 11)] for f in marks),
            facecolor=colour,
        )
    if layout.today_x is not None:
        axes.plot([layout.today_x] * 2, [22, layout.height], color=style.BLUE, linewidth=1.2)
        axes.text(layout.today_x + 3, layout.height - 4, "today", color=style.BLUE, fontsize=7)


def _names(axes: Axes, layout: GanttLayout) -> None:
    for weight, is_summary in (("normal", False), ("bold", True)):
        rows = [bar for bar in layout.bars if bar.task.is_summary is is_summary]
        draw_labels(axes, [_name(bar) for bar in rows], 8, style.INK, weight)


def _name(bar: Bar) -> Label:
    text = f"{bar.task.code}  {bar.task.name}"
    limit = LONGEST_NAME - 3 * bar.task.depth
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return Label(-NAMES + 12 * bar.task.depth, bar.middle + 4, short)


def _legend(axes: Axes, layout: GanttLayout) -> None:
    y = layout.height + 14
    entries = (
        ("scheduled", style.LIGHT_BLUE, style.BLUE, ""),
        ("critical", style.RED, style.RED, "////"),
        ("done", style.INK, style.INK, ""),
        ("baseline", style.GREY, style.GREY, ""),
        ("suspense", style.GOLD, style.GOLD, ""),
    )
    x = -NAMES
    for label, face, edge, hatch in entries:
        _boxes(axes, [_box(x, y - 7, 16, 8)], facecolor=face, edgecolor=edge, hatch=hatch)
        axes.text(x + 20, y, label, fontsize=7)
        x += 84


def _boxes(axes: Axes, boxes: Iterable[Box], **look: Any) -> None:
    drawn = list(boxes)
    if drawn:
        axes.add_collection(
            PolyCollection(drawn, **{"linewidth": 0.6, "zorder": 2, **look}), autolim=False
        )


def _lines(axes: Axes, lines: Iterable[list[tuple[float, float]]], **look: Any) -> None:
    drawn = list(lines)
    if drawn:
        axes.add_collection(LineCollection(drawn, **{"zorder": 1, **look}), autolim=False)


def _bar_box(bar: Bar) -> Box:
    return _box(bar.x, bar.y, bar.width, BAR_HEIGHT)


def _box(x: float, y: float, width: float, height: float) -> Box:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _diamond(bar: Bar) -> Box:
    x, y, r = bar.x, bar.middle, MILESTONE
    return [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
