"""Which finish was foreseen for milestones on which day: days of report across, finishes up.

A level line kept its word; one that rises slips. What meets the slanting line is reached. One
geometry for the page and for files.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from workplan.charts.burndown.time_scale import TimeScale
from workplan.charts.drawn.drawing import Drawing, Word
from workplan.charts.drawn.inline import svg

WIDE, NARROW = (1060, 420, 13), (358, 360, 12)
TOP, BOTTOM = 16, 30
LINES = 8
"""So many lines can be told apart; the table has all."""


class Line(NamedTuple):
    """A milestone: its code, and the finish that was foreseen from each day on."""

    code: str
    points: Sequence[tuple[date, date]]
    is_late: bool


def draw(lines: Sequence[Line], today: date, finding: str) -> Markup:
    """Return both drawings; the style sheet shows the one that fits.

    Args:
        finding: what the chart shows, for those who do not see it.
    """
    sizes = {"wide": WIDE, "narrow": NARROW}
    return Markup().join(
        svg(drawn(lines, today, size), "stones", name, finding) for name, size in sizes.items()
    )


def drawn(lines: Sequence[Line], today: date, size: tuple[int, int, int] = WIDE) -> Drawing:
    """Return the drawing in one of its sizes."""
    drawing = Drawing(*size)
    finishes = [finish for line in lines for _, finish in line.points]
    first = min(on for line in lines for on, _ in line.points)
    lowest, highest = min(finishes), max(finishes)
    left, right = drawing.size * 5.6, drawing.width - drawing.size * 5.0
    across = TimeScale(first, max(today, first + timedelta(days=14)), left, right)
    floor = drawing.height - BOTTOM
    up = TimeScale(lowest, max(highest, lowest + timedelta(days=14)), floor - 8, TOP + 8.0)
    drawing.line("axis", [(left, floor), (right, floor)])
    for x, label in across.ticks(drawing.size * 5):
        drawing.line("axis", [(x, floor), (x, floor + 5)])
        drawing.write(Word("soft", x + 3, floor + 18, label))
    for y, label in _ticks(up, drawing.size * 1.8):
        drawing.line("grid", [(left, y), (right, y)])
        drawing.write(Word("soft", left - 6, y + 4, label, "end"))
    _reached(drawing, across, up)
    for line in lines:
        look = "late" if line.is_late else "kept"
        path: list[tuple[float, float]] = []
        for on, finish in line.points:
            x, y = across.x(on), up.x(finish)
            if path:
                path.append((x, path[-1][1]))
            path.append((x, y))
        x, y = across.x(today), path[-1][1]
        path.append((x, y))
        drawing.line(look, path)
        drawing.write(
            *(Word(look, x + 6, y + 4 + shift, line.code) for shift in (0, 13, -13, 26, -26))
        )
    return drawing


def _ticks(up: TimeScale, room: float) -> list[tuple[float, str]]:
    """Return the months along the upright axis, which counts from the floor."""
    turned = TimeScale(up.first, up.last, 0, abs(up.left - up.right))
    return [(up.left - at, label) for at, label in turned.ticks(room)]


def _reached(drawing: Drawing, across: TimeScale, up: TimeScale) -> None:
    """Draw where the finish is the day of the report itself."""
    first, last = max(across.first, up.first), min(across.last, up.last)
    if first < last:
        ends = [(across.x(day), up.x(day)) for day in (first, last)]
        drawing.line("plan", ends)
