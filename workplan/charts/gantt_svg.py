"""Draw a Gantt chart inline in a page: the header, and for each row its own slice of the chart.

A slice stands in the row of its table, so that row and bar can never part, on screen or on paper.
Widths are percentages of the chart: paper squeezes it to what is free, without a script. What may
be squeezed with it (bars, lines) stands in an inner drawing that stretches; marks and texts do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from workplan.charts.axis import Tick
from workplan.charts.gantt import (
    BAR_HEIGHT,
    BAR_TOP,
    BASELINE_HEIGHT,
    BASELINE_TOP,
    HEADER,
    MILESTONE,
    ROW,
    Bar,
    Flag,
    GanttLayout,
    Strip,
)

UPPER = 22
DONE_INSET = 3
LETTER_WIDTH = 7
PAPER_WIDTH = 560
"""About how wide the chart is on the narrower of two papers; labels that do not fit stay away."""
GRID = "gantt-grid"


class GanttSvg(NamedTuple):
    """The chart in pieces: what stands above the rows, and the slices of the rows."""

    header: Markup
    rows: list[Markup]


def draw(layout: GanttLayout) -> GanttSvg:
    """Return the chart; each bar is a link, labelled by the page's element of its key."""
    slices = _Slices(layout)
    return GanttSvg(_header(layout), [slices.row(bar) for bar in layout.bars])


def _header(layout: GanttLayout) -> Markup:
    """Return the two tiers of dates, and what all rows share: days off, columns, today."""
    upper, lower = ([t for t in ticks if _fits(t)] for ticks in (layout.upper, layout.lower))
    on_paper = _on_paper(upper, layout.width) | _on_paper(lower, layout.width)
    parts = [
        f'<svg class="gantt" width="{_n(layout.width)}" height="{HEADER}" aria-hidden="true">',
        PATTERN,
        f'<defs><g id="{GRID}">{"".join(_grid(layout))}</g></defs>',
        f'<line class="ticks" x1="0" x2="100%" y1="{UPPER}" y2="{UPPER}"/>',
        *(_tick(layout, tick, 15, tick in on_paper) for tick in upper),
        *(_tick(layout, tick, 39, tick in on_paper) for tick in lower),
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704  # labels are escaped where they enter


PATTERN = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V6" class="hatch"/></pattern></defs>'
)


def _grid(layout: GanttLayout) -> Iterator[str]:
    yield _path("off", (_box(band.x, 0, band.width, ROW) for band in layout.days_off))
    yield _path("cols", (f"M{_n(tick.x)} 0v{ROW}" for tick in layout.upper))
    for name, x in (("upto", layout.status_x), ("today", layout.today_x)):
        if x is not None:
            yield f'<path class="{name}" d="M{_n(x)} 0v{ROW}"/>'


def _fits(tick: Tick) -> bool:
    return tick.width >= LETTER_WIDTH * len(tick.label)


def _on_paper(ticks: list[Tick], width: float) -> set[Tick]:
    """Return the ticks whose labels fit beside each other when paper squeezes the chart."""
    kept, free_from = set(), 0.0
    for tick in ticks:
        x = tick.x * min(1.0, PAPER_WIDTH / width)
        if x >= free_from:
            kept.add(tick)
            free_from = x + LETTER_WIDTH * (len(tick.label) + 1)
    return kept


def _tick(layout: GanttLayout, tick: Tick, y: int, is_on_paper: bool) -> str:
    hidden = "" if is_on_paper else ' class="screen"'
    return f'<text x="{_share(tick.x + 4, layout)}" y="{y}"{hidden}>{escape(tick.label)}</text>'


class _Slices:
    """What each row shows, found once for all of them."""

    def __init__(self, layout: GanttLayout) -> None:
        self._layout = layout
        self._baselines = _by_row(layout.baselines)
        self._flags = _by_row(layout.flags)
        self._links = _links_by_row(layout)

    def row(self, bar: Bar) -> Markup:
        """Return the slice of a row: under the bar the grid, the baseline and passing lines."""
        layout, row = self._layout, bar.row
        wide = _n(layout.width)
        parts = [
            f'<svg class="gantt" width="{wide}" height="{ROW}">',
            f'<svg viewBox="0 0 {wide} {ROW}" preserveAspectRatio="none">',
            f'<use href="#{GRID}"/>',
            _path("base", (_strip(strip) for strip in self._baselines[row])),
            _path("dep", self._links[row]),
            _bar(bar) if bar.width else "",
            _path("done", _progress(bar)),
            "</svg>",
            "" if bar.width else _milestone(bar, layout),
            *(_flag(flag, layout) for flag in self._flags[row]),
            "</svg>",
        ]
        return Markup("".join(parts))  # noqa: S704  # what people typed is escaped where it enters


def _by_row(marks: Iterable[Strip | Flag]) -> dict[int, list[Strip | Flag]]:
    found = defaultdict(list)
    for mark in marks:
        found[int((mark.y - HEADER) // ROW)].append(mark)
    return found


Stretches = dict[int, list[tuple[int, int]]]
"""From where to where lines go, by the place across that they share."""


def _links_by_row(layout: GanttLayout) -> dict[int, list[str]]:
    """Return the pieces of the dependencies in each row; lines that lie on each other are one."""
    upright: dict[int, Stretches] = defaultdict(lambda: defaultdict(list))
    level: dict[int, Stretches] = defaultdict(lambda: defaultdict(list))
    through: dict[int, set[int]] = defaultdict(set)
    arrows: dict[int, set[str]] = defaultdict(set)
    for points in layout.lines:
        for (x1, y1), (x2, y2) in pairwise(points):
            if y1 == y2:
                row, y = _place(y1)
                level[row][y].append((round(min(x1, x2)), round(max(x1, x2))))
                continue
            (first, top), (last, bottom) = _place(min(y1, y2)), _place(max(y1, y2))
            x = round(x1)
            upright[first][x].append((top, bottom if last == first else ROW))
            for row in range(first + 1, last):
                through[row].add(x)
            if last > first:
                upright[last][x].append((0, bottom))
        (end_x, end_y), before = points[-1], points[-2]
        row, within = _place(end_y)
        left = -4 if before[0] <= end_x else 4
        arrows[row].add(f"M{round(end_x) + left} {within - 3}l{-left} 3 {left} 3")
    found: dict[int, list[str]] = defaultdict(list)
    for row, places in through.items():
        found[row] += [f"M{x} 0v{ROW}" for x in sorted(places)]
    for row, lines in upright.items():
        passed = through[row]
        ends = ((x, lines[x]) for x in lines if x not in passed)
        found[row] += [f"M{x} {a}v{b - a}" for x, parts in ends for a, b in _joined(parts)]
    for row, lines in level.items():
        found[row] += [f"M{a} {y}h{b - a}" for y in lines for a, b in _joined(lines[y])]
    for row, drawn in arrows.items():
        found[row] += sorted(drawn)
    return found


def _joined(stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield stretches of one line, those that touch as one."""
    (start, end), *others = sorted(stretches)
    for a, b in others:
        if a > end:
            yield start, end
            start, end = a, b
        end = max(end, b)
    yield start, end


def _place(y: float) -> tuple[int, int]:
    """Return the row that a height lies in, and where in it."""
    return divmod(round(y) - HEADER, ROW)


def _bar(bar: Bar) -> str:
    task = bar.task
    box = f'x="{_n(bar.x)}" y="{BAR_TOP}" width="{_n(bar.width)}" height="{BAR_HEIGHT}"'
    if task.is_summary:
        shape = f'<path class="s" d="{_bracket(bar)}"/>'
    else:
        shape = f'<rect class="{_kind(bar)}" {box}/>'
    hatched = task.is_critical and not task.is_summary
    return f"{_opening(bar)}{shape}</a>" + (f'<rect class="crit" {box}/>' if hatched else "")


def _milestone(bar: Bar, layout: GanttLayout) -> str:
    y, r = BAR_TOP + BAR_HEIGHT // 2 - MILESTONE, MILESTONE
    diamond = f'<path class="{_kind(bar)} m" d="M0 {y}l{r} {r}-{r} {r}-{r}-{r}z"/>'
    return f'{_opening(bar)}<svg class="at" x="{_share(bar.x, layout)}">{diamond}</svg></a>'


def _opening(bar: Bar) -> str:
    # The name beside it is the link that keys reach; this one is for pointing.
    href, key = escape(bar.task.href), bar.task.key
    return f'<a href="{href}" aria-labelledby="{key}" tabindex="-1">'


def _kind(bar: Bar) -> str:
    return "s" if bar.task.is_summary else "c" if bar.task.is_critical else "b"


def _progress(bar: Bar) -> Iterator[str]:
    if bar.done_width and not bar.task.is_summary:
        yield _box(bar.x, BAR_TOP + DONE_INSET, bar.done_width, BAR_HEIGHT - 2 * DONE_INSET)


def _strip(strip: Strip | Flag) -> str:
    assert isinstance(strip, Strip)
    return _box(strip.x, BASELINE_TOP, strip.width, BASELINE_HEIGHT)


def _flag(flag: Strip | Flag, layout: GanttLayout) -> str:
    assert isinstance(flag, Flag)
    kind = "due missed" if flag.is_missed else "due"
    shape = f'<path class="{kind}" d="M0 3v22m0-22l8 4-8 4"/>'
    return f'<svg class="at" x="{_share(flag.x, layout)}">{shape}</svg>'


def _path(kind: str, pieces: Iterable[str]) -> str:
    drawn = "".join(pieces)
    return f'<path class="{kind}" d="{drawn}"/>' if drawn else ""


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h-{_n(width)}z"


def _bracket(bar: Bar) -> str:
    return f"M{_n(bar.x)} {BAR_TOP}h{_n(bar.width)}v12l-5-5H{_n(bar.x + 5)}l-5 5z"


def _share(x: float, layout: GanttLayout) -> str:
    """Return a place as a share of the chart's width."""
    return f"{100 * x / layout.width:.3f}".rstrip("0").rstrip(".") + "%"


def _n(value: float) -> str:
    """Return a number as briefly as it can be written."""
    return f"{value:.1f}".removesuffix(".0")
