"""The shape that stands for the state of a task, as on pages, for files."""

from __future__ import annotations

from math import cos, pi, sin

from workplan.charts import style
from workplan.charts.paper.ink import Ink, Points

CIRCLE: Points = [(6 + 5 * cos(n * pi / 12), 6 + 5 * sin(n * pi / 12)) for n in range(24)]
SHAPES: dict[str, tuple[list[Points], str, bool]] = {
    "overdue": ([[(6, 1), (11.5, 11), (0.5, 11)]], style.RED, True),
    "late": ([[(0.5, 1), (11.5, 1), (6, 11)]], style.RED, True),
    "will_miss": ([[(6, 2), (10.7, 10.5), (1.3, 10.5)]], style.RED, False),
    "blocked": ([[(1.5, 1.5), (10.5, 1.5), (10.5, 10.5), (1.5, 10.5)]], style.RED, True),
    "at_risk": ([[(6, 0.5), (11.5, 6), (6, 11.5), (0.5, 6)]], style.GOLD, True),
    "on_hold": (
        [[(2, 1.5), (5, 1.5), (5, 10.5), (2, 10.5)], [(7, 1.5), (10, 1.5), (10, 10.5), (7, 10.5)]],
        style.SOFT,
        True,
    ),
    "on_track": ([CIRCLE], style.GREEN, True),
    "not_started": ([[(2, 2), (10, 2), (10, 10), (2, 10)]], style.SOFT, False),
}
LINES: dict[str, tuple[str, list[Points]]] = {
    "complete": (style.GREEN, [[(1, 6.5), (4.5, 10), (11, 2)]]),
    "claimed": (style.BLUE, [[*CIRCLE, CIRCLE[0]], [(3.4, 6.2), (5.3, 8.2), (8.7, 4)]]),
    "not_done": (style.SOFT, [[(2, 2), (10, 10)], [(10, 2), (2, 10)]]),
    "superseded": (style.SOFT, [[(1.5, 2), (5.5, 6), (1.5, 10)], [(6, 2), (10, 6), (6, 10)]]),
    "merged": (style.SOFT, [[(1.5, 2), (6, 6), (10.5, 2)], [(6, 6), (6, 11)]]),
}


def draw_status(ink: Ink, state: str, x: float, middle: float, size: float) -> None:
    """Draw the shape of a state with its left edge at a point; of none, nothing."""
    if not state:
        return

    def placed(points: Points) -> Points:
        scale = size / 12
        return [(x + px * scale, middle + (py - 6) * scale) for px, py in points]

    if state in LINES:
        colour, lines = LINES[state]
        for points in lines:
            ink.line(colour, placed(points), 1.2 if state == "complete" else 0.9)
        return
    shapes, colour, is_filled = SHAPES[state]
    for points in shapes:
        ink.area(colour if is_filled else "white", placed(points), colour, 0 if is_filled else 0.9)
