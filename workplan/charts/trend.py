"""A small chart of one figure over days: a line of steps, and the last value beside its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from workplan.charts.drawn.drawing import Drawing, Word
from workplan.charts.drawn.inline import svg

SIZE = (300, 120, 12)
LEFT, RIGHT, TOP, BOTTOM = 4, 40, 22, 24


def draw(values: Sequence[tuple[date, int]], top: int, last: date, finding: str) -> Markup:
    """Return the chart; it goes on to a last day.

    Args:
        values: what stood from each day on, the oldest first; one at least.
        top: the value at the upper edge.
        finding: what it shows, for those who do not see it.
    """
    return svg(drawn(values, top, last), "trend", "card", finding)


def drawn(values: Sequence[tuple[date, int]], top: int, last: date) -> Drawing:
    """Return the drawing."""
    drawing = Drawing(*SIZE)
    first, floor = values[0][0], drawing.height - BOTTOM
    wide = (drawing.width - LEFT - RIGHT) / max(1, (last - first).days)

    def at(day: date, value: int) -> tuple[float, float]:
        return LEFT + (day - first).days * wide, floor - value / max(1, top) * (floor - TOP)

    drawing.line("axis", [(LEFT, floor), (drawing.width - RIGHT, floor)])
    line = [at(*values[0])]
    for day, value in values[1:]:
        x, y = at(day, value)
        line += [(x, line[-1][1]), (x, y)]
    end = at(last, values[-1][1])
    drawing.line("actual", [*line, end])
    drawing.dot("actual", *end)
    drawing.write(Word("actual", end[0] + 9, end[1] + 5, str(values[-1][1])))
    drawing.write(Word("soft", LEFT, line[0][1] - 7, f"{values[0][1]} of {top}"))
    drawing.write(Word("soft", LEFT, drawing.height - 6, _said(first)))
    drawing.write(Word("soft", drawing.width - RIGHT, drawing.height - 6, _said(last), "end"))
    return drawing


def _said(day: date) -> str:
    return f"{day.day} {day:%b}"
