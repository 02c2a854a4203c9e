"""Cut dependency lines into the pieces that each row of a chart shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workplan.charts.gantt.lines import HEADER, ROW, Line

Stretches = dict[int, list[tuple[int, int]]]
"""From where to where lines go, by the place across that they share."""


def by_row(routes: Sequence[Line]) -> dict[int, list[str]]:
    """Return the pieces of the dependencies in each row; lines that lie on each other are one."""
    upright: dict[int, Stretches] = defaultdict(lambda: defaultdict(list))
    level: dict[int, Stretches] = defaultdict(lambda: defaultdict(list))
    through: dict[int, set[int]] = defaultdict(set)
    arrows: dict[int, set[str]] = defaultdict(set)
    for points in routes:
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
        # A minus needs no blank before it, and a page has hundreds of these.
        back = f"{left}" if left < 0 else f" {left}"
        arrows[row].add(f"M{round(end_x) + left} {within - 3}l{-left} 3{back} 3")
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
