"""The burndown inline in a page: the large one, also for a phone, and the one of a card."""

from __future__ import annotations

from markupsafe import Markup, escape

from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.drawings import Drawing, Shape, Word
from workplan.charts.burndown.frame import CARD, NARROW, WIDE, drawn


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
    return Markup().join(_svg(drawn(chart, size), name, finding) for name, size in sizes.items())


def _svg(drawing: Drawing, name: str, finding: str) -> Markup:
    parts = [*map(_shape, drawing.shapes), *map(_word, drawing.words)]
    width, height = drawing.width, drawing.height
    return Markup(  # noqa: S704  # numbers and looks of ours; texts are escaped
        f'<svg class="burn burn--{name}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{escape(finding)}">{"".join(parts)}</svg>'
    )


def _shape(shape: Shape) -> str:
    if shape.kind == "dot":
        [(x, y)] = shape.points
        return f'<circle class="{shape.look}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
    tag = "polyline" if shape.kind == "line" else "polygon"
    return f'<{tag} class="{shape.look}" points="{points}"/>'


def _word(word: Word) -> str:
    anchor = "" if word.anchor == "start" else f' text-anchor="{word.anchor}"'
    at = f'x="{word.x:.1f}" y="{word.y:.1f}"'
    return f'<text class="{word.look}" {at}{anchor}>{escape(word.text)}</text>'
