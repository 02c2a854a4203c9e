"""The large burndown: what is left day by day, what was planned, scope apart, and where it leads.

One geometry for the page and for files.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from operator import itemgetter
from typing import NamedTuple

from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.drawings import Drawing, Points, Word
from workplan.charts.burndown.time_scale import TimeScale, count_ticks
from workplan.forecast.apart import levels
from workplan.forecast.burndown_days import BurnDay
from workplan.scheduling.explain import day_words

WIDE, CARD, NARROW = (1060, 400, 13), (520, 290, 12), (358, 330, 12)
"""Width, height and size of the font: for a page and paper, for a card, and for a phone."""
FINEST = 1.5
"""So many pixels lie between two changes that are drawn apart."""
FARTHEST = 2
"""How many times as long as until now the chart goes on at most, when the end is far."""
Steps = list[tuple[date, int]]
TOP, BOTTOM = 62, 30
TODAY_ROW, MARK_ROW = 14, 36


def drawn(chart: BurnChart, size: tuple[int, int, int] = WIDE) -> Drawing:
    """Return the drawing in one of the three sizes."""
    drawing = Drawing(*size)
    days, ideal = chart.burndown.days, chart.burndown.ideal
    heights = [d.scope(chart.unit) for d in days]
    if chart.variant == "down":
        claimed = chart.burndown.apart(chart.unit).claimed
        heights = [d.left(chart.unit) + claimed for d in days]
        heights += [d.left(chart.unit) for d in ideal]
    top = count_ticks(max([*heights, 1]))[-1]
    left = 12 + drawing.size * 0.6 * len(f"{top:,}")
    right = drawing.width - (110 if size == WIDE else 16)
    scale = TimeScale(days[0].on, _until(chart), left, right)
    frame = _Frame(chart, drawing, scale, top)
    frame.axes()
    {"down": frame.down, "up": frame.up, "flow": frame.stacked}[chart.variant]()
    return drawing


def _until(chart: BurnChart) -> date:
    found, first = chart.burndown, chart.burndown.days[0].on
    ends = [found.as_of, *(d.on for d in found.ideal), *filter(None, [chart.last_due_on])]
    if chart.variant == "flow":
        ends = [found.as_of]
    elif found.ends_on:
        history = max(found.as_of - first, timedelta(days=30))
        ends.append(min(found.ends_on, found.as_of + FARTHEST * history))
    latest = max(ends)
    return max(latest, first + timedelta(days=14))


class _Frame:
    """One chart being drawn."""

    def __init__(self, chart: BurnChart, drawing: Drawing, scale: TimeScale, top: int) -> None:
        self.chart, self.drawing, self.scale, self.top = chart, drawing, scale, top
        self.found, self.unit = chart.burndown, chart.unit
        self.floor = drawing.height - BOTTOM

    def y(self, count: float) -> float:
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

    def down(self) -> None:
        """Draw what is left, as it was planned and as it is."""
        left = [(d.on, d.left(self.unit)) for d in self.found.days]
        planned = [(d.on, d.left(self.unit)) for d in self.found.ideal]
        self._claimed(left)
        self._plan(planned)
        self._moments(left)
        self._actual(left, f"{left[-1][1]:,} left")
        self._ends(left[-1][1], 0)
        self._plan_words(planned)

    def up(self) -> None:
        """Draw what is done below what there is in all."""
        days, ideal = self.found.days, self.found.ideal
        whole = [(d.on, d.scope(self.unit)) for d in days]
        # What is claimed, or was ended otherwise, is left no more, and is not done.
        apart = [(on, a.claimed + a.ended) for on, a in levels(self.found.stretches, self.unit)]
        until = [*(d.on for d in days[:-1]), self.found.as_of]
        done = [
            (d.on, d.scope(self.unit) - d.left(self.unit) - _last(apart, day))
            for d, day in zip(days, until, strict=True)
        ]
        start = ideal[0].left(self.unit) if ideal else 0
        planned = [(d.on, min(start - d.left(self.unit), self.top)) for d in ideal]
        self._plan(planned)
        self.drawing.line("scope", self._steps(whole))
        self._moments(whole)
        self._actual(done, f"{done[-1][1]:,} done")
        x, y = self.scale.x(self.found.as_of), self.y(whole[-1][1])
        said = f"{whole[-1][1]:,} in all"
        self.drawing.write(
            Word("soft-bold", x + 8, y - 6, said), Word("soft-bold", x - 6, y - 6, said, "end")
        )
        self._ends(done[-1][1], whole[-1][1])
        self._plan_words(planned)

    def stacked(self) -> None:
        """Fill how much is done, under way and not begun, one above the other."""
        if self.unit == "tasks":
            bands = [
                ("flow-done", "done", [(d.on, d.done) for d in self.chart.flow]),
                ("flow-claimed", "claimed", [(d.on, d.claimed) for d in self.chart.flow]),
                ("flow-under-way", "under way", [(d.on, d.under_way) for d in self.chart.flow]),
                ("flow-waiting", "not begun", [(d.on, d.waiting) for d in self.chart.flow]),
                ("flow-ended", "ended", [(d.on, d.ended) for d in self.chart.flow]),
            ]
            always = ("done", "under way", "not begun")
            bands = [b for b in bands if b[1] in always or any(count for _, count in b[2])]
        else:
            days = self.found.days
            worked = [(d.on, d.scope_days - d.remaining_days) for d in days]
            left = [(d.on, d.remaining_days) for d in days]
            bands = [("flow-done", "worked off", worked), ("flow-waiting", "left", left)]
        below = [(on, 0) for on, _ in bands[0][2]]
        lowest = self.floor + 20.0
        for look, noun, band in bands:
            above = [
                (on, under + count) for (on, under), (_, count) in zip(below, band, strict=True)
            ]
            edge = self._steps(above)
            self.drawing.area(look, [*edge, *reversed(self._steps(below))])
            self.drawing.line("edge", edge)
            middle = (self.y(above[-1][1]) + self.y(below[-1][1])) / 2 + 4
            lowest = min(middle, lowest - self.drawing.size - 4)
            x = self.scale.x(self.found.as_of)
            said = f"{band[-1][1]:,} {noun}"
            self.drawing.write(
                Word("ink", x + 8, lowest, said), Word("ink", x - 8, lowest, said, "end")
            )
            below = above
        self._day()

    def _claimed(self, left: Steps) -> None:
        """Fill what is claimed and not accepted, above what is left."""
        apart = levels(self.found.stretches, self.unit)
        claimed = [(on, a.claimed) for on, a in apart if on <= self.found.as_of]
        if not any(count for _, count in claimed):
            return
        days = sorted({day for day, _ in (*left, *claimed) if day >= claimed[0][0]})
        below = [(day, _last(left, day)) for day in days]
        above = [(day, count + _last(claimed, day)) for day, count in below]
        self.drawing.area("claimed", [*self._steps(above), *reversed(self._steps(below))])
        now = self.found.apart(self.unit).claimed
        if now:
            x, y = self.scale.x(self.found.as_of), self.y(above[-1][1])
            said = f"{now:,} claimed, to be checked"
            self.drawing.write(
                Word("soft-bold", x - 8, y - 6, said, "end"),
                Word("soft-bold", x + 9, y - 6, f"{now:,} claimed"),
                Word("soft-bold", x - 8, y - 6, f"{now:,} claimed", "end"),
            )

    def _steps(self, points: Steps, until: date | None = None) -> Points:
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

    def _plan(self, planned: Steps) -> None:
        if planned:
            self.drawing.line("plan", self._steps(planned, planned[-1][0]))

    def _plan_words(self, planned: Steps) -> None:
        if not planned:
            return
        before = [count for on, count in planned if on <= self.found.as_of]
        count = before[-1] if before else planned[0][1]
        x, y = self.scale.x(self.found.as_of), self.y(count)
        said, short = f"“{self.found.baseline}”: {count:,}", f"plan: {count:,}"
        self.drawing.write(
            Word("soft", x - 8, y + 16, said, "end"),
            Word("soft", x - 8, y - 8, said, "end"),
            Word("soft", x + 8, y + 16, said),
            Word("soft", x - 8, y + 16, short, "end"),
            Word("soft", x - 8, y - 8, short, "end"),
            Word("soft", x + 8, y + 16, short),
            Word("soft", x + 8, y - 8, short),
        )

    def _actual(self, points: Steps, said: str) -> None:
        line = self._steps(points)
        self.drawing.line("actual", line)
        x, y = line[-1]
        self.drawing.dot("actual", x, y)
        up = self.chart.variant == "up"
        places = (
            Word("actual", x + 9, y + (18 if up else -6), said),
            Word("actual", x + 9, y + (-6 if up else 18), said),
            Word("actual", x - 9, y - 8, said, "end"),
            Word("actual", x - 9, y + 18, said, "end"),
        )
        self.drawing.write(*places)

    def _ends(self, now: int, goal: int) -> None:
        """Draw where the line leads at the present pace, to its end or to the edge."""
        ends_on, as_of, scale = self.found.ends_on, self.found.as_of, self.scale
        if ends_on is None:
            return
        share = 1.0
        if ends_on > scale.last:
            share = (scale.last - as_of) / (ends_on - as_of)
        x, y = scale.x(ends_on), self.y(now + (goal - now) * share)
        self.drawing.line("pace", [(scale.x(as_of), self.y(now)), (x, y)])
        above = min(y, self.y(goal)) - 10 if goal == 0 else y - 10
        end, size = day_words(ends_on), self.drawing.size
        for place in (
            Word("pace", x + 8, above, end),
            Word("pace", x - 8, above - 30, end, "end"),
            Word("pace", self.drawing.width - 3, above - 30, end, "end"),
        ):
            if self.drawing.write(place):
                upper = place._replace(y=place.y - size * 1.4, text="at this pace")
                self.drawing.write(upper)
                break

    def _moments(self, points: Steps) -> None:
        """Draw the day that is shown, what came and went, and the last suspense."""
        self._day()
        self._scope_marks(points)
        self._suspense()

    def _day(self) -> None:
        as_of = self.found.as_of
        x = self.scale.x(as_of)
        self.drawing.line("today", [(x, TODAY_ROW + 6), (x, self.floor)])
        said = f"{'today, ' if self.chart.is_today else ''}{as_of.day} {as_of:%b}"
        self.drawing.write(
            Word("today", x, TODAY_ROW, said, "middle"),
            Word("today", x + 4, TODAY_ROW, said, "end"),
            Word("today", x - 4, TODAY_ROW, said),
        )

    def _suspense(self) -> None:
        due = self.chart.last_due_on
        if due is None:
            return
        x = self.scale.x(due)
        self.drawing.line("suspense", [(x, MARK_ROW - 10), (x, self.floor)])
        flag: Points = [(x, MARK_ROW - 10), (x + 11, MARK_ROW - 6), (x, MARK_ROW - 2)]
        self.drawing.area("suspense", flag)
        places = []
        for said in ("last suspense", "suspense", ""):
            text = f"{said} {due.day} {due:%b}".strip()
            places += [
                Word("suspense", x + 15, MARK_ROW, text),
                Word("suspense", x - 4, MARK_ROW, text, "end"),
                Word("suspense", x + 15, TODAY_ROW, text),
                Word("suspense", x - 4, TODAY_ROW, text, "end"),
                Word("suspense", x + 4, MARK_ROW + 22, text),
                Word("suspense", x - 4, MARK_ROW + 22, text, "end"),
            ]
        self.drawing.write(*places)

    def _scope_marks(self, points: Steps) -> None:
        """Mark along the top what came (+) and went (−); marks that would meet are one."""
        line, marks = dict(points), list[_Mark]()
        for day in self.found.days[1:]:
            added, removed = self._scope_change(day)
            if not added and not removed:
                continue
            x = self.scale.x(day.on)
            self.drawing.line("scope-mark", [(x, MARK_ROW + 5), (x, self.y(line[day.on]))])
            mark = _Mark(x, added, removed)
            while marks and self._meet(marks[-1].word(), mark.word()):
                before = marks.pop()
                mark = _Mark(before.x, before.added + mark.added, before.removed + mark.removed)
            marks.append(mark)
        for place, mark in enumerate(marks):
            full = mark.word("task" if self.unit == "tasks" else "day")
            is_alone = place + 1 == len(marks) or not self._meet(full, marks[place + 1].word())
            self.drawing.write(*([full] if not place and is_alone else []), mark.word())

    def _meet(self, one: Word, other: Word) -> bool:
        return self.drawing.box(one).meets(self.drawing.box(other))

    def _scope_change(self, day: BurnDay) -> tuple[int, int]:
        if self.unit == "tasks":
            return day.added_tasks, day.removed_tasks
        return day.added_days, day.removed_days


def _last(points: Steps, day: date) -> int:
    """Return the count of the last point on or before a day; 0 before the first."""
    before = bisect_right(points, day, key=itemgetter(0))
    return points[before - 1][1] if before else 0


class _Mark(NamedTuple):
    """What came and went on a day, or on some that stand close together."""

    x: float
    added: int
    removed: int

    def word(self, noun: str = "") -> Word:
        """Return it as signed numbers, with a noun for them."""
        said = [f"+{self.added:,}"] if self.added else []
        said += [f"−{self.removed:,}"] if self.removed else []
        if noun:
            said.append(noun if max(self.added, self.removed) == 1 else f"{noun}s")
        look = "added" if self.added else "removed"
        return Word(look, self.x, MARK_ROW, " ".join(said), "middle")
