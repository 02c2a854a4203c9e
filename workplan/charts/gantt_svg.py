"""Draw a Gantt chart inline in a page: every bar a link, everything repeated as one path.

A page of a thousand rows stays small because only what a person can reach is an element of its
own; baselines, progress, flags and lines are one path each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from workplan.charts.axis import Tick
from workplan.charts.gantt import (
    BAR_HEIGHT,
    BASELINE_HEIGHT,
    HEADER,
    MILESTONE,
    ROW,
    Bar,
    GanttLayout,
)

UPPER = 22
DONE_INSET = 3


def draw(layout: GanttLayout) -> Markup:
    """Return the chart as an SVG element; each bar is labelled by the page's element of its key."""
    parts = [
        f'<svg class="gantt" role="group" aria-label="Gantt chart" width="{_n(layout.width)}" '
        f'height="{_n(layout.height)}" viewBox="0 0 {_n(layout.width)} {_n(layout.height)}">',
        PATTERN,
        *_background(layout),
        *_header(layout),
        _path("base", (_box(s.x, s.y, s.width, BASELINE_HEIGHT) for s in layout.baselines)),
        _path("dep", (_polyline(points) for points in layout.lines)),
        *(_bar(bar) for bar in layout.bars),
        _path("done", _progress(layout)),
        _path("crit", _critical(layout)),
        _path("due", (_flag(f.x, f.y) for f in layout.flags if not f.is_missed)),
        _path("due missed", (_flag(f.x, f.y) for f in layout.flags if f.is_missed)),
        *_verticals(layout),
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704  # labels are escaped where they enter


PATTERN = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V6" class="hatch"/></pattern></defs>'
)


def _background(layout: GanttLayout) -> Iterator[str]:
    height = layout.height - HEADER
    yield _path("off", (_box(b.x, HEADER, b.width, height) for b in layout.days_off))
    yield _path(
        "rows",
        (f"M0 {_n(HEADER + row * ROW)}h{_n(layout.width)}" for row in range(len(layout.bars))),
    )
    yield _path("cols", (f"M{_n(t.x)} {HEADER}v{_n(height)}" for t in layout.upper))


def _header(layout: GanttLayout) -> Iterator[str]:
    yield f'<g class="ticks" aria-hidden="true"><path d="M0 {UPPER}H{_n(layout.width)}"/>'
    yield from (_tick(tick, 15) for tick in layout.upper)
    yield from (_tick(tick, 39) for tick in layout.lower)
    yield "</g>"


def _tick(tick: Tick, y: int) -> str:
    needed = 7 * len(tick.label)
    text = f'<text x="{_n(tick.x + 4)}" y="{y}">{escape(tick.label)}</text>'
    return text if tick.width >= needed else ""


def _bar(bar: Bar) -> str:
    task = bar.task
    kind = "s" if task.is_summary else "c" if task.is_critical else "b"
    opening = f'<a href="{escape(task.href)}" aria-labelledby="{task.key}">'
    if not bar.width:
        shape = f'<path class="{kind} m" d="{_diamond(bar)}"/>'
    elif task.is_summary:
        shape = f'<path class="s" d="{_bracket(bar)}"/>'
    else:
        shape = (
            f'<rect class="{kind}" x="{_n(bar.x)}" y="{_n(bar.y)}" '
            f'width="{_n(bar.width)}" height="{BAR_HEIGHT}"/>'
        )
    return f"{opening}{shape}</a>"


def _progress(layout: GanttLayout) -> Iterator[str]:
    for bar in layout.bars:
        if bar.done_width and not bar.task.is_summary:
            yield _box(bar.x, bar.y + DONE_INSET, bar.done_width, BAR_HEIGHT - 2 * DONE_INSET)


def _critical(layout: GanttLayout) -> Iterator[str]:
    for bar in layout.bars:
        if bar.task.is_critical and bar.width and not bar.task.is_summary:
            yield _box(bar.x, bar.y, bar.width, BAR_HEIGHT)


def _verticals(layout: GanttLayout) -> Iterator[str]:
    for name, x in (("status", layout.status_x), ("today", layout.today_x)):
        if x is not None:
            yield f'<path class="{name}" d="M{_n(x)} {UPPER}V{_n(layout.height)}"/>'


def _path(kind: str, pieces: Iterable[str]) -> str:
    drawn = "".join(pieces)
    return f'<path class="{kind}" d="{drawn}"/>' if drawn else ""


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h-{_n(width)}z"


def _diamond(bar: Bar) -> str:
    return f"M{_n(bar.x)} {_n(bar.middle - MILESTONE)}l7 7-7 7-7-7z"


def _bracket(bar: Bar) -> str:
    return f"M{_n(bar.x)} {_n(bar.y)}h{_n(bar.width)}v12l-5-5H{_n(bar.x + 5)}l-5 5z"


def _flag(x: float, y: float) -> str:
    return f"M{_n(x)} {_n(y + 3)}v22m0-22l8 4-8 4"


def _polyline(points: list[tuple[float, float]]) -> str:
    (x, y), *rest = points
    steps = [f"M{_n(x)} {_n(y)}"]
    for next_x, next_y in rest:
        steps.append(f"V{_n(next_y)}" if next_x == x else f"H{_n(next_x)}")
        x, y = next_x, next_y
    left = -4 if len(points) > 1 and points[-2][0] <= x else 4
    return "".join(steps) + f"m{left}-3l{-left} 3 {left} 3"


def _n(value: float) -> str:
    """Return a number as briefly as it can be written."""
    return f"{value:.1f}".removesuffix(".0")
