"""On which days the runs of a forecast end, as columns with the days that matter marked.

One geometry for the page and for files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from workplan.charts.drawn.drawing import Anchor, Box, Drawing, Word
from workplan.forecast.forecast import Quantiles
from workplan.scheduling.explain import day_words

WIDE, NARROW = (1060, 360, 13), (358, 310, 12)
"""Width, height and size of the font: for a page and paper, and for a phone."""
TOP, BOTTOM = 64, 78
EDGE = 0.005
"""What share of the runs lies beyond each edge of the chart at most."""
COLUMNS = (1, 2, 5, 10, 20, 65, 130, 260)
"""How many working days a column holds: a day, a week, a month, a quarter, a year."""
MOST_COLUMNS = 60
GAP = 3
SAID = {1: "1 in 10 by here", 5: "as likely before as after", 8: "8 in 10", 9: "9 in 10"}


class Histogram(NamedTuple):
    """What is drawn.

    Args:
        days: the working days from the first on which a run ends to the last.
        counts: how many runs end on which day.
        computed_on: the end that the schedule computes.
        last_due_on: the last suspense, if any.
    """

    days: Sequence[date]
    counts: Mapping[date, int]
    end: Quantiles
    computed_on: date
    last_due_on: date | None

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(self.counts.values())

    def window(self) -> tuple[int, int]:
        """Return the places of the first and last day that are drawn."""
        spare, seen = EDGE * self.runs, 0
        inside = []
        for place, day in enumerate(self.days):
            seen += self.counts.get(day, 0)
            if seen > spare and seen - self.counts.get(day, 0) < self.runs - spare:
                inside.append(place)
        return inside[0], inside[-1]

    @property
    def step(self) -> int:
        """How many working days a column holds."""
        first, last = self.window()
        size = last - first + 1
        return next((s for s in COLUMNS if size <= s * MOST_COLUMNS), COLUMNS[-1])


def drawn(chart: Histogram, size: tuple[int, int, int] = WIDE) -> Drawing:
    """Return the drawing in one of its sizes."""
    return _Columns(chart, Drawing(*size)).drawn()


class _Columns:
    """One chart being drawn."""

    def __init__(self, chart: Histogram, drawing: Drawing) -> None:
        self.chart, self.drawing = chart, drawing
        self.first, last = chart.window()
        self.step = chart.step
        self.number = ceil((last - self.first + 1) / self.step)
        self.left, self.right = 12 + drawing.size * 2.4, drawing.width - 16.0
        self.wide = (self.right - self.left) / self.number
        self.floor = drawing.height - BOTTOM
        days = [self._days(place) for place in range(self.number)]
        sums = [sum(chart.counts.get(day, 0) for day in held) for held in days]
        self.columns = [
            (held[0], held[-1], count / chart.runs) for held, count in zip(days, sums, strict=True)
        ]
        self.tick = _tick(max(share for *_, share in self.columns))
        self.top = self.tick * ceil(max(share for *_, share in self.columns) / self.tick)

    def drawn(self) -> Drawing:
        """Draw the grid, the columns, what they are measured by, and the days."""
        self._grid()
        for place, (first, last, share) in enumerate(self.columns):
            self._column(place, share, is_middle=self._is_middle(first, last))
        self._marks()
        self._days_below()
        self._bracket()
        self._suspense()
        return self.drawing

    def _days(self, place: int) -> Sequence[date]:
        begins = self.first + place * self.step
        return self.chart.days[begins : begins + self.step]

    def _is_middle(self, first: date, last: date) -> bool:
        return first <= self.chart.end.p90 and last >= self.chart.end.p10

    def _x(self, day: date) -> float:
        """Return where a day stands in its column."""
        place = (bisect_left(self.chart.days, day) - self.first + 0.5) / self.step
        return self.left + min(max(place, 0), self.number) * self.wide

    def _y(self, share: float) -> float:
        return self.floor - share / self.top * (self.floor - TOP)

    def _height(self, x: float) -> float:
        place = min(int((x - self.left) / self.wide), self.number - 1)
        return self._y(self.columns[place][2])

    def _grid(self) -> None:
        for step in range(round(self.top / self.tick) + 1):
            share = step * self.tick
            y = self._y(share)
            self.drawing.line("grid" if step else "axis", [(self.left, y), (self.right, y)])
            said = f"{share * 100:.2g} %"
            self.drawing.write(Word("soft", self.left - 6, y + 4, said, "end"))

    def _column(self, place: int, share: float, *, is_middle: bool) -> None:
        gap = min(GAP, self.wide / 4)
        left = self.left + place * self.wide + gap / 2
        right, top = left + self.wide - gap, self._y(share)
        around = [(left, self.floor), (left, top), (right, top), (right, self.floor)]
        self.drawing.area("middle" if is_middle else "outside", around)
        if not is_middle:
            self.drawing.line("edge-of-column", around)

    def _marks(self) -> None:
        """Draw the days by which so many have ended, and the computed one; the first have room."""
        end, is_narrow = self.chart.end, self.drawing.width < WIDE[0]
        marks = [("mark", end.p50, "P50", SAID[5]), ("mark", end.p10, "P10", SAID[1])]
        marks.append(("mark", end.p90, "P90", SAID[9]))
        if not is_narrow:
            marks += [
                ("computed", self.chart.computed_on, "computed", "as planned"),
                ("mark", end.p80, "P80", SAID[8]),
            ]
        named = [
            (self._mark(look, day, f"{name} {self._said(day)}"), look, day, under)
            for look, day, name, under in marks
            if self._is_drawn(day)
        ]
        for word, look, day, under in named:
            x, begins = self._x(day), float(TOP)
            if word is not None:
                begins = word.y + self.drawing.size * 0.5
                lower = word._replace(look="soft", y=word.y + self.drawing.size * 1.3, text=under)
                if not is_narrow and self.drawing.write(lower):
                    begins = lower.y + self.drawing.size * 0.4
            self.drawing.line(look, [(x, begins), (x, self._height(x))])

    def _mark(self, look: str, day: date, said: str) -> Word | None:
        """Write a day above the columns, in the first of two rows where it has room."""
        x, size = self._x(day), self.drawing.size
        places: tuple[tuple[float, Anchor], ...] = ((0, "middle"), (4, "start"), (-4, "end"))
        word = self.drawing.write(
            *(
                Word(look, x + dx, y, said, anchor)
                for y in (size + 4, size * 3.2 + 2)
                for dx, anchor in places
            )
        )
        begins = word.y + 4 if word else float(TOP)
        self.drawing.taken.append(Box(x - 1, begins, x + 1, self._height(x)))
        return word

    def _suspense(self) -> None:
        """Draw the last suspense; one beyond an edge is an arrow there."""
        due = self.chart.last_due_on
        if due is None:
            return
        said = f"last suspense {self._said(due)}"
        if self._is_drawn(due):
            x = self._x(due)
            self.drawing.line("suspense", [(x, TOP + 6), (x, self.floor)])
            above, below = TOP + 18.0, self.floor + 36 + self.drawing.size + 22
            word = self.drawing.write(
                Word("suspense", x + 5, above, said),
                Word("suspense", x - 5, above, said, "end"),
                Word("suspense", x, below, said, "middle"),
                Word("suspense", self.left, below, said),
            )
            if word and word.y == below:  # What stands between stays whole.
                self.drawing.line("suspense", [(x, self.floor), (x, self.floor + 5)])
            return
        is_before = due < self.chart.days[self.first]
        x = self.left if is_before else self.right
        inward = 1 if is_before else -1
        anchor: Anchor = "start" if is_before else "end"
        rows = (self.floor + 36 + self.drawing.size + row for row in (4, 22))
        written = self.drawing.write(
            *(Word("suspense", x + inward * 14, y, said, anchor) for y in rows)
        )
        if written is not None:
            y = written.y - 4.0
            self.drawing.line("suspense", [(x + inward * 10, y), (x, y)])
            self.drawing.area(
                "suspense", [(x, y), (x + inward * 5, y - 4), (x + inward * 5, y + 4)]
            )

    def _days_below(self) -> None:
        every = max(1, ceil(self.drawing.size * 5.5 / self.wide))
        for place in range(0, self.number, every):
            x = self.left + (place + 0.5) * self.wide
            said = self._said(self.columns[place][0])
            self.drawing.write(Word("soft", x, self.floor + 17, said, "middle"))

    def _bracket(self) -> None:
        end, y = self.chart.end, self.floor + 36
        left, right = self._x(end.p10), self._x(end.p90)
        for x in (left, right):
            self.drawing.line("bracket", [(x, y - 5), (x, y + 5)])
        self.drawing.line("bracket", [(left, y), (right, y)])
        said = f"four ends in five: {self._said(end.p10)} to {self._said(end.p90)}"
        box = self.drawing.box(Word("ink", 0, 0, said))
        half = (box.right - box.left) / 2 + 2
        middle = min(max((left + right) / 2, half), self.drawing.width - half)
        self.drawing.write(Word("ink", middle, y + self.drawing.size + 4, said, "middle"))

    def _is_drawn(self, day: date) -> bool:
        return self.columns[0][0] <= day <= self.columns[-1][1]

    def _said(self, day: date) -> str:
        """Return a day, with its year where the chart spans several."""
        is_one = self.columns[0][0].year == self.columns[-1][1].year == day.year
        return f"{day.day} {day:%b}" if is_one else day_words(day)


def _tick(share: float) -> float:
    """Return a round share of which at most five reach so high."""
    steps = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
    return next((step for step in steps if share / step <= 5), 0.25)
