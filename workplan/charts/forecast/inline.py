"""The chart of a forecast inline in a page, and the bars of its tables."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from workplan.charts.drawn.inline import svg
from workplan.charts.forecast.histogram import NARROW, WIDE, Histogram, drawn
from workplan.charts.svg import n, path

SHARE = (84, 10)
RANGE = (150, 14)
LEAST, MOST = 0.4, 1.9
"""Between which times of what was planned a range is drawn; one beyond stands at the edge."""


def draw(chart: Histogram, finding: str) -> Markup:
    """Return both drawings; the style sheet shows the one that fits.

    Args:
        finding: what the chart shows, for those who do not see it.
    """
    sizes = {"wide": WIDE, "narrow": NARROW}
    return Markup().join(
        svg(drawn(chart, size), "runs", name, finding) for name, size in sizes.items()
    )


def share_bar(share: float) -> Markup:
    """Return a share as a bar, hatched under one half; the figure stands beside it in words."""
    width, height = SHARE
    inner = (width - 2) * share
    look = "likely" if share >= 0.5 else "unlikely"
    stripes = path("stripe", _stripes(inner, height - 2)) if look == "unlikely" else ""
    return Markup(  # noqa: S704  # numbers and looks of ours
        f'<svg class="share share--{look}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" aria-hidden="true"><path class="frame" d="M.5 .5h{width - 1}'
        f'v{height - 1}h-{width - 1}z"/><path class="fill" d="M1 1h{n(inner)}v{height - 2}'
        f'h-{n(inner)}z"/>{stripes}</svg>'
    )


def range_bar(low: float, high: float, ratio: float) -> Markup:
    """Return a range of days taken by days planned, and where one lies."""
    width, height = RANGE

    def x(value: float) -> float:
        return 4 + (min(max(value, LEAST), MOST) - LEAST) / (MOST - LEAST) * (width - 8)

    left, right, at, middle = x(low), x(high), x(ratio), height / 2
    look = "inside" if low <= ratio <= high else "outside"
    return Markup(  # noqa: S704  # numbers and looks of ours
        f'<svg class="range range--{look}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" aria-hidden="true"><path class="planned" d="M{n(x(1))} 0v{height}"/>'
        f'<path class="band" d="M{n(left)} 3h{n(right - left)}v{height - 6}h-{n(right - left)}z"/>'
        f'<path class="at" d="M{n(at)} {n(middle - 5)}l5 5-5 5-5-5z"/></svg>'
    )


def _stripes(width: float, height: float) -> Iterator[str]:
    """Yield slanting lines across a box that begins at 1, 1; none leaves it."""
    for begun in range(-int(height), int(width), 4):
        left, right = max(begun, 0), min(begun + height, width)
        if left < right:
            low, high = 1 + height - (left - begun), 1 + height - (right - begun)
            yield f"M{n(1 + left)} {n(low)}L{n(1 + right)} {n(high)}"
