"""A drawing inline in a page; the style sheet of the page has its looks."""

from __future__ import annotations

from markupsafe import Markup, escape

from workplan.charts.drawn.drawing import Drawing, Shape, Word


def svg(drawing: Drawing, kind: str, size: str, finding: str) -> Markup:
    """Return a drawing as SVG.

    Args:
        kind: of chart, a class of the style sheet.
        size: which of its sizes it is, such as “narrow”.
        finding: what it shows, for those who do not see it.
    """
    parts = [*map(_shape, drawing.shapes), *map(_word, drawing.words)]
    width, height = drawing.width, drawing.height
    return Markup(  # noqa: S704  # numbers and looks of ours; texts are escaped
        f'<svg class="{kind} {kind}--{size}" viewBox="0 0 {width} {height}" width="{width}" '
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
