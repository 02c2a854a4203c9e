"""Pieces of SVG, written as briefly as they can be: a page may hold thousands of them."""

from __future__ import annotations

from collections.abc import Iterable


def n(value: float) -> str:
    """Return a number with at most one digit after the point."""
    return f"{value:.1f}".removesuffix(".0")


def share(x: float, width: float) -> str:
    """Return a place as a share of a width."""
    return f"{100 * x / width:.3f}".rstrip("0").rstrip(".") + "%"


def box(x: float, y: float, width: float, height: float) -> str:
    """Return the outline of a box, as a part of a path."""
    return f"M{n(x)} {n(y)}h{n(width)}v{n(height)}h-{n(width)}z"


def path(kind: str, pieces: Iterable[str]) -> str:
    """Return one path of many pieces; nothing if there is none."""
    drawn = "".join(pieces)
    return f'<path class="{kind}" d="{drawn}"/>' if drawn else ""
