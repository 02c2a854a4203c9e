"""Paint a Gantt chart on matplotlib's axes, from the geometry that pages use.

Bars of a kind are one collection; what costs is the one text that each row needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from workplan.charts import style
from workplan.charts.axis import LETTER
from workplan.charts.gantt.layout import BASELINE_HEIGHT, MILESTONE, Bar, GanttLayout, Note
from workplan.charts.gantt.lines import BAR_HEIGHT, BAR_TOP, HEADER, ROW
from workplan.charts.labels import Label, draw_labels

NAMES = 330
LONGEST_NAME = 52
Box = list[tuple[float, float]]


def paint(axes: Axes, layout: GanttLayout) -> None:
    """Paint the rows, the bars, the names and the legend; y grows downwards from the header."""
    _background(axes, layout)
    _beneath(axes, layout)
    _bars(axes, layout)
    _flags(axes, layout)
    _notes(axes, layout)
    _today(axes, layout)
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


def _beneath(axes: Axes, layout: GanttLayout) -> None:
    """Paint what bars stand upon: dependencies, the baseline, and the float after each bar."""
    _lines(axes, layout.lines, color=style.LINE, linewidth=0.7)
    _boxes(
        axes,
        (_box(s.x, s.y, s.width, BASELINE_HEIGHT) for s in layout.baselines),
        facecolor=style.PLAN,
    )
    floats = ([(s.x, s.y), (s.x + s.width, s.y)] for s in layout.floats)
    _lines(axes, floats, color=style.LINE, linewidth=0.8, linestyle=(0, (2, 2)))
    ends = ([(s.x + s.width, s.y - 4), (s.x + s.width, s.y + 4)] for s in layout.floats)
    _lines(axes, ends, color=style.LINE, linewidth=0.8)


def _bars(axes: Axes, layout: GanttLayout) -> None:
    """Paint tasks, with how much of each is done, summaries and milestones."""
    tasks = [bar for bar in layout.bars if bar.width and not bar.task.is_summary]
    done = [bar for bar in tasks if bar.task.is_done]
    critical = [bar for bar in tasks if bar.task.is_critical and not bar.task.is_done]
    plain = [bar for bar in tasks if not (bar.task.is_critical or bar.task.is_done)]
    for bars, face, edge, inner, hatch in (
        (plain, style.BAR, style.BLUE, style.BLUE, ""),
        (critical, style.BAR_CRITICAL, style.RED, style.RED_DEEP, "////"),
        (done, style.SHADE, style.SOFT, style.SOFT, ""),
    ):
        _boxes(axes, map(_bar_box, bars), facecolor=face, edgecolor=edge, hatch=hatch)
        inside = (
            _box(bar.x, bar.y + 3, bar.done_width, BAR_HEIGHT - 6) for bar in bars if bar.done_width
        )
        _boxes(axes, inside, facecolor=inner)
    _boxes(
        axes,
        (_box(b.x, b.y, b.width, 4) for b in layout.bars if b.task.is_summary),
        facecolor=style.INK,
    )
    _boxes(
        axes,
        (_diamond(bar) for bar in layout.bars if not bar.width),
        facecolor="white",
        edgecolor=style.BLUE,
        linewidth=1.2,
    )


def _flags(axes: Axes, layout: GanttLayout) -> None:
    """Paint suspenses: flags, and arrows at the edge to those beyond it."""
    # A flag is hollow while its suspense will be met, and filled when it will be missed.
    for missed, face, edge in ((False, "white", style.SOFT), (True, style.RED, style.RED)):
        marks = [f for f in layout.flags if f.is_missed is missed and f.beyond is None]
        _lines(axes, ([(f.x, f.y + 3), (f.x, f.y + 23)] for f in marks), color=edge, zorder=3)
        cloths = ([(f.x, f.y + 3), (f.x + 9, f.y + 7), (f.x, f.y + 11)] for f in marks)
        _boxes(axes, cloths, facecolor=face, edgecolor=edge, linewidth=1, zorder=3)
    arrows = (
        [(f.x - 14, f.y + 13), (f.x - 3, f.y + 13), (f.x - 7, f.y + 9), (f.x - 3, f.y + 13)]
        for f in layout.flags
        if f.beyond is not None
    )
    _lines(axes, arrows, color=style.SOFT, linewidth=1)


def _notes(axes: Axes, layout: GanttLayout) -> None:
    for is_late, colour, weight in ((False, style.SOFT, "normal"), (True, style.RED, "bold")):
        notes = [_note(note) for note in layout.notes if note.is_late is is_late]
        draw_labels(axes, notes, 7.5, colour, weight)


def _today(axes: Axes, layout: GanttLayout) -> None:
    if layout.today_x is not None:
        axes.plot([layout.today_x] * 2, [22, layout.height], color=style.BLUE, linewidth=1.2)
        axes.text(layout.today_x + 3, layout.height - 4, "today", color=style.BLUE, fontsize=7)


def _names(axes: Axes, layout: GanttLayout) -> None:
    for weight, is_summary in (("normal", False), ("bold", True)):
        rows = [bar for bar in layout.bars if bar.task.is_summary is is_summary]
        draw_labels(axes, [_name(bar) for bar in rows], 8, style.INK, weight)


def _note(note: Note) -> Label:
    y = HEADER + note.row * ROW + BAR_TOP + BAR_HEIGHT / 2 + 4
    return Label(note.x - (LETTER * len(note.text) if note.is_before else 0), y, note.text)


def _name(bar: Bar) -> Label:
    text = f"{bar.task.code}  {bar.task.name}"
    limit = LONGEST_NAME - 3 * bar.task.depth
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return Label(-NAMES + 12 * bar.task.depth, bar.middle + 4, short)


def _legend(axes: Axes, layout: GanttLayout) -> None:
    y = layout.height + 14
    entries = (
        ("scheduled", style.BAR, style.BLUE, "", style.BLUE),
        ("critical", style.BAR_CRITICAL, style.RED, "////", style.RED_DEEP),
        ("done", style.SHADE, style.SOFT, "", style.SOFT),
        ("baseline", style.PLAN, style.PLAN, "", ""),
    )
    x = -NAMES
    for label, face, edge, hatch, inner in entries:
        _boxes(axes, [_box(x, y - 7, 20, 8)], facecolor=face, edgecolor=edge, hatch=hatch)
        if inner:
            _boxes(axes, [_box(x, y - 5, 11, 4)], facecolor=inner)
        axes.text(x + 24, y, label, fontsize=7)
        x += 84
    for label, face, edge in (
        ("suspense", "white", style.SOFT),
        ("suspense that will be missed", style.RED, style.RED),
    ):
        _lines(axes, [[(x, y - 10), (x, y + 2)]], color=edge)
        _boxes(axes, [[(x, y - 10), (x + 8, y - 7), (x, y - 4)]], facecolor=face, edgecolor=edge)
        axes.text(x + 12, y, label, fontsize=7)
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
