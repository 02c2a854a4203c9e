"""How a dependency is drawn: right-angled, from one bar's end or start to another's."""

from __future__ import annotations

from typing import NamedTuple

from workplan.charts.axis import ONE_DAY, Axis
from workplan.charts.gantt.rows import Elsewhere

ROW = 28
HEADER = 48
BAR_TOP, BAR_HEIGHT = 7, 12
ELBOW = 6
FAR = 20 * ROW
"""Between rows so far apart a line is drawn at its ends only: a hundred that pass say nothing."""
Line = list[tuple[float, float]]


class End(NamedTuple):
    """Where lines meet a row: the start and the end of its bar, and its height."""

    x: float
    end: float
    middle: float


def end_of(axis: Axis, end: Elsewhere, rows: int) -> End:
    """Return where a line meets a row that is not drawn: just above the first, or below the last.

    So a line leaves the chart where the row would be, and nothing is drawn that is not seen.
    """
    row = min(max(end.row, -1), rows)
    x = axis.x(end.start_on)
    after = axis.x(end.finish_on + ONE_DAY)
    if end.is_milestone:
        x = after = axis.x(end.finish_on) + axis.pixels_a_day / 2
    return End(x, after, HEADER + row * ROW + BAR_TOP + BAR_HEIGHT / 2)


def drawn(before: End, after: End, kind: str) -> list[Line]:
    """Return what is drawn of a dependency: the whole way, or its two ends."""
    way = route(before, after, kind)
    if abs(after.middle - before.middle) <= FAR:
        return [way]
    down = BAR_HEIGHT if after.middle > before.middle else -BAR_HEIGHT
    (start, leaves), end = way[0], way[-1]
    out, into = way[1][0], way[-2][0]
    return [
        [(start, leaves), (out, leaves), (out, leaves + down)],
        [(into, end[1] - down), (into, end[1]), end],
    ]


def route(before: End, after: End, kind: str) -> Line:
    """Return a dependency as right-angled points, from the predecessor's end to the successor's."""
    leaves_end, meets_start = kind in ("FS", "FF"), kind in ("FS", "SS")
    x1 = before.end if leaves_end else before.x
    x2 = after.x if meets_start else after.end
    y1, y2 = before.middle, after.middle
    out = x1 + ELBOW if leaves_end else x1 - ELBOW
    into = x2 - ELBOW if meets_start else x2 + ELBOW
    if leaves_end and meets_start and into >= out:
        return [(x1, y1), (out, y1), (out, y2), (x2, y2)]
    if leaves_end == meets_start:
        # The way back goes through the gap between the rows.
        gap = y1 + (ROW / 2 if y2 > y1 else -ROW / 2)
        return [(x1, y1), (out, y1), (out, gap), (into, gap), (into, y2), (x2, y2)]
    edge = max(out, into) if leaves_end else min(out, into)
    return [(x1, y1), (edge, y1), (edge, y2), (x2, y2)]
