"""The burndown inline in a page: the large one, also for a phone, and the one of a card."""

from __future__ import annotations

from markupsafe import Markup

from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.frame import CARD, NARROW, WIDE, drawn
from workplan.charts.drawn.inline import svg


def draw(chart: BurnChart, finding: str) -> Markup:
    """Return both drawings; the style sheet shows the one that fits.

    Args:
        finding: what the chart shows, for those who do not see it.
    """
    return _sizes(chart, finding, wide=WIDE, narrow=NARROW)


def draw_card(chart: BurnChart, finding: str) -> Markup:
    """Return the same two for a card of an overview."""
    return _sizes(chart, finding, card=CARD, narrow=NARROW)


def _sizes(chart: BurnChart, finding: str, **sizes: tuple[int, int, int]) -> Markup:
    return Markup().join(
        svg(drawn(chart, size), "burn", name, finding) for name, size in sizes.items()
    )
