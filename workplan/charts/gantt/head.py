"""Draw what stands above the rows of a Gantt chart: two tiers of dates, and today.

The chart is as wide as what is free, so the head carries its labels three times: as wide as the
chart naturally is, as wide as paper, and as a phone; a style sheet shows one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from workplan.charts.axis import LETTER, Axis, Tick
from workplan.charts.gantt.layout import GanttLayout
from workplan.charts.gantt.lines import HEADER, ROW
from workplan.charts.svg import box, n, path, share

UPPER = 22
PAPER_WIDTH = 560
"""About how wide the chart is on the narrower of two papers."""
PHONE_WIDTH = 330
LABEL_GAP = 4
LONGEST_DAY = 6
"""How many letters the longest day has: 28 Nov."""
GRID = "gantt-grid"
PATTERN = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0h6v6h-6z" class="ground"/>'
    '<path d="M0 0V6" class="hatch"/></pattern></defs>'
)


def head(layout: GanttLayout) -> Markup:
    """Return the tiers of dates, and once for all rows what they share: days off, columns, today.

    The first, empty drawing keeps the column as wide as the scale needs; the others fill it.
    """
    axis = layout.axis
    today = None if layout.today_x is None else layout.today_x / layout.width
    parts = [
        f'<svg class="gantt gantt__room" width="{n(layout.width)}" height="0"></svg>',
        f'<svg class="gantt" width="100%" height="{HEADER}" aria-hidden="true">',
        PATTERN,
        f'<defs><g id="{GRID}">{"".join(_grid(layout))}</g></defs>',
        f'<line class="ticks" x1="0" x2="100%" y1="{UPPER}" y2="{UPPER}"/>',
        f'<g class="tiers">{_tiers(axis, today)}</g>',
        f'<g class="tiers tiers--paper">{_tiers(axis.squeezed(PAPER_WIDTH), today)}</g>',
        f'<g class="tiers tiers--phone">{_upper(axis.squeezed(PHONE_WIDTH))}</g>',
        "".join(_today(layout)),
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704  # labels are escaped where they enter


def _grid(layout: GanttLayout) -> Iterator[str]:
    yield path("off", (box(band.x, 0, band.width, ROW) for band in layout.days_off))
    # A line stands where the next stretch begins; the first begins with the chart.
    yield path("weeks", (f"M{n(tick.x)} 0v{ROW}" for tick in layout.lower[1:]))
    yield path("cols", (f"M{n(tick.x)} 0v{ROW}" for tick in layout.upper[1:]))
    for name, x in (("upto", layout.status_x), ("today", layout.today_x)):
        if x is not None:
            yield f'<path class="{name}" d="M{n(x)} 0v{ROW}"/>'


def _tiers(axis: Axis, today_x: float | None) -> str:
    """Return both tiers at a width; below, what today would cover is left out."""
    lower = axis.lower()
    if today_x is not None:
        low = [tick for tick in lower if tick.label]
        lower = [tick for tick in low if not _is_covered(tick, today_x * axis.width)]
    return _upper(axis) + "".join(_labels(lower, axis.width, 39))


def _upper(axis: Axis) -> str:
    return "".join(_labels(axis.upper(), axis.width, 15, ' class="up"'))


def _is_covered(tick: Tick, today_x: float) -> bool:
    label = tick.x + LABEL_GAP + LETTER * len(tick.label) / 2
    return abs(label - today_x) < LETTER * (len(tick.label) + LONGEST_DAY) / 2 + LABEL_GAP


def _labels(ticks: list[Tick], width: float, y: int, kind: str = "") -> Iterator[str]:
    for tick in ticks:
        if tick.label:
            at = share(tick.x, width)
            yield f'<text x="{at}" y="{y}" dx="{LABEL_GAP}"{kind}>{escape(tick.label)}</text>'


def _today(layout: GanttLayout) -> Iterator[str]:
    """Yield the day itself in the lower tier, above its line."""
    if layout.today_x is None:
        return
    label = f"{layout.today.day} {layout.today:%b}"
    width = LETTER * len(label) + 8
    middle = min(max(layout.today_x, width / 2), layout.width - width / 2)
    yield f'<svg class="at now" x="{share(middle, layout.width)}">'
    yield f'<rect x="{n(-width / 2)}" y="{UPPER + 5}" width="{n(width)}" height="17" rx="2"/>'
    yield f'<text y="{UPPER + 18}">{label}</text></svg>'
