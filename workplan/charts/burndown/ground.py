"""What every chart of the burndown is drawn on: its scales, its grid, and a line of steps."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from operator import itemgetter

from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.time_scale import TimeScale, count_ticks
from workplan.charts.drawn.drawing import Drawing, Points, Word

FINEST = 1.5
"""So many pixels lie between two changes that are drawn apart."""
Steps = list[tuple[date, int]]
"""How much there is after each day on which that changes."""
TOP, BOTTOM = 62, 30


class Ground:
    """One chart being drawn."""

    def __init__(self, chart: BurnChart, drawing: Drawing, scale: TimeScale, top: int) -> None:
        """Take what is drawn, where to, and the highest count of the grid."""
        self.chart, self.drawing, self.scale, self.top = chart, drawing, scale, top
        self.found, self.unit = chart.burndown, chart.unit
        self.floor = drawing.height - BOTTOM

    def y(self, count: float) -> float:
        """Return how far down a count stands."""
        return self.floor - count / self.top * (self.floor - TOP)

    def axes(self) -> None:
        """Draw the grid with its numbers, and the months."""
        drawing, scale = self.drawing, self.scale
        for count in count_ticks(self.top):
            y = self.y(count)
            look = "grid" if count else "axis"
            drawing.line(look, [(scale.left, y), (scale.right, y)])
            drawing.write(Word("soft", scale.left - 7, y + 4, f"{count:,}", "end"))
        for x, label in scale.ticks(drawing.size * 5):
            drawing.line("axis", [(x, self.floor), (x, self.floor + 5)])
            drawing.write(
                Word("soft", x + 3, self.floor + 18, label),
                Word("soft", x, self.floor + 18, label, "end"),
            )

    def steps(self, points: Steps, until: date | None = None) -> Points:
        """Return a line that stays level until the day of each change.

        Changes that stand closer than a line is wide are drawn as their last.
        """
        line: Points = []
        for on, count in points:
            x, y = self.scale.x(on), self.y(count)
            if len(line) > 1 and x - line[-1][0] < FINEST:
                line[-1] = (line[-1][0], y)
                continue
            if line:
                line.append((x, line[-1][1]))
            line.append((x, y))
        end = self.scale.x(until or self.found.as_of)
        return [*line, (max(end, line[-1][0]), line[-1][1])]


def last_before(points: Steps, day: date) -> int:
    """Return the count of the last point on or before a day; 0 before the first."""
    before = bisect_right(points, day, key=itemgetter(0))
    return points[before - 1][1] if before else 0
