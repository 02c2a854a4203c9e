"""The chart on paper: the time head, and for each row its bar with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workplan.charts import fonts, style
from workplan.charts.axis import ONE_DAY, Axis
from workplan.charts.gantt.rows import GanttLink, GanttTask
from workplan.charts.paper.ink import Ink, Points, rectangle
from workplan.charts.paper.sheets import HEAD, HEADER, MARGIN, SIZE, PaperRow, columns_of
from workplan.charts.paper.table import short
from workplan.scheduling.explain import day_words

if TYPE_CHECKING:
    from workplan.charts.paper.pages import Paper

BAR, BASELINE = 8, 2.2
HATCH = "//////"
ON_SCREEN = 1.85
"""How many times as wide as a point on paper a pixel on a screen is, to hold one letter."""


def draw_chart(ink: Ink, paper: Paper, rows: Sequence[PaperRow], axis: Axis, bottom: float) -> None:
    """Draw the time head, then the rows."""
    chart = _Chart(ink, paper, axis, bottom)
    chart.time_head()
    chart.links(rows)
    for row in rows:
        chart.row(row)


def draw_bar(
    ink: Ink, x: float, y: float, width: float, height: float, done: float, *, is_critical: bool
) -> None:
    """Draw a bar with what is done of it inside; a critical one is hatched."""
    fill, edge, inner = style.BAR, style.BLUE, style.BLUE
    if is_critical:
        fill, edge, inner = style.BAR_CRITICAL, style.RED, style.RED_DEEP
    hatch = HATCH if is_critical else ""
    ink.area(fill, rectangle(x, y, width, height), edge, 0.8, hatch)
    if done:
        inside = rectangle(x + 1, y + height * 0.3, max(done - 2, 0.5), height * 0.4)
        ink.area(inner, inside, layer=3)


def draw_diamond(ink: Ink, x: float, middle: float, *, is_critical: bool) -> None:
    """Draw a milestone."""
    r, colour = 4.2, style.RED if is_critical else style.BLUE
    points = [(x, middle - r), (x + r, middle), (x, middle + r), (x - r, middle)]
    ink.area("white", points, colour, 1.1, layer=3)


def draw_flag(ink: Ink, x: float, middle: float, *, is_missed: bool) -> None:
    """Draw a suspense: an outline where it is kept, filled where it is missed."""
    colour = style.RED if is_missed else style.SOFT
    top = middle - 6
    ink.line(colour, [(x, top), (x, middle + 5)], 0.9, layer=4)
    cloth = [(x, top), (x + 7, top), (x + 5, top + 2.4), (x + 7, top + 4.8), (x, top + 4.8)]
    ink.area(colour if is_missed else "white", cloth, colour, 0.8, layer=4)


class _Chart:
    """One window of time on one page."""

    def __init__(self, ink: Ink, paper: Paper, axis: Axis, bottom: float) -> None:
        self.ink, self.paper, self.axis, self.bottom = ink, paper, axis, bottom
        self.left = columns_of(paper.size).chart
        self.right = paper.size.width - MARGIN

    def x(self, day: date) -> float:
        """Return where a day begins, at an edge for one beyond it."""
        return min(max(self.left + self.axis.x(day), self.left), self.right)

    def shows(self, day: date) -> bool:
        """Tell whether a day is in this window."""
        return self.axis.first <= day <= self.axis.last

    def time_head(self) -> None:
        """Draw months over weeks, or what the scale has, with days off and the status date."""
        ink, middle = self.ink, HEAD + HEADER / 2
        for band in self.axis.days_off(self.paper.is_working):
            if self.axis.scale == "day" or band.width > 2.2 * self.axis.pixels_a_day:
                height = self.bottom - HEAD - HEADER
                ink.box(style.SHADE, self.left + band.x, HEAD + HEADER, band.width, height)
        # Letters are smaller on paper than on a screen: as wide there as it would have to be.
        scaled = replace(self.axis, own_pixels_a_day=self.axis.pixels_a_day * ON_SCREEN)
        for tick in scaled.upper():
            x = self.left + tick.x / ON_SCREEN
            ink.line(style.GREY, [(x, HEAD), (x, self.bottom)], 0.6, layer=1)
            room = tick.width / ON_SCREEN - 8
            for said in (tick.label, tick.label.split(" ")[0], tick.label[:3]):
                if fonts.width(said, 7.4, 600) <= room:
                    ink.word(x + 4, middle - 4, said, 7.4, style.INK, 600)
                    break
        now = self.paper.status_on or self.paper.today
        taken = self.x(now) if self.shows(now) else None
        for tick in scaled.lower():
            x = self.left + tick.x / ON_SCREEN
            ink.line(style.RULE, [(x, middle), (x, self.bottom)], 0.4, layer=1)
            said = tick.label.split(" ")[0]
            wide = fonts.width(said, 6.4)
            is_free = taken is None or x + wide + 3 < taken - 15 or x > taken + 15
            if wide + 2 <= tick.width / ON_SCREEN and is_free:
                ink.word(x + 2, HEAD + HEADER - 4, said, 6.4, style.SOFT)
        ink.line(style.RULE, [(self.left, middle), (self.right, middle)], 0.5)
        if taken is not None:
            ink.line(style.BLUE, [(taken, middle), (taken, self.bottom)], 1.3, layer=5)
            at = min(max(taken, self.left + 14), self.right - 14)
            ink.area(style.BLUE, rectangle(at - 14, middle + 1.5, 28, 10.5), layer=5)
            said = f"{now.day} {now:%b}"
            ink.word(at, middle + 9.2, said, 6.6, "white", 600, "center")

    def row(self, row: PaperRow) -> None:
        """Draw what belongs to a row."""
        task = row.task
        starts, ends = self.x(task.start_on), self.x(task.finish_on + ONE_DAY)
        is_in = task.start_on <= self.axis.last and task.finish_on >= self.axis.first
        last = ends if is_in else None
        if task.is_summary:
            if is_in:
                self._summary(row, starts, ends)
        else:
            self._baseline(row)
            if is_in and task.duration_days == 0:
                x = (self.x(task.finish_on) + ends) / 2
                draw_diamond(self.ink, x, row.middle, is_critical=task.is_critical)
                last = x + 5
            elif is_in:
                wide = max(ends - starts, 0.8)
                self._bar(row, starts, wide)
        flag = self._suspense(row, ends) if task.due_on else None
        self._finish(row, starts, max(filter(None, [last, flag]), default=None))

    def _bar(self, row: PaperRow, x: float, wide: float) -> None:
        task, top = row.task, row.middle - BAR / 2 - 1
        done_on = self.left + self.axis.x(task.start_on)
        whole = self.axis.x(task.finish_on + ONE_DAY) - self.axis.x(task.start_on)
        done = min(max(done_on + whole * task.percent / 100 - x, 0), wide)
        if task.is_done:
            self.ink.area(style.BAR, rectangle(x, top, wide, BAR), style.SOFT, 0.8)
            inside = rectangle(x + 1, top + BAR * 0.3, max(wide - 2, 0.5), BAR * 0.4)
            self.ink.area(style.SOFT, inside, layer=3)
            return
        draw_bar(self.ink, x, top, wide, BAR, done, is_critical=task.is_critical)

    def _summary(self, row: PaperRow, starts: float, ends: float) -> None:
        top = row.middle - 3
        self.ink.area(style.INK, rectangle(starts, top, ends - starts, 3))
        for x, way in ((starts, 1), (ends, -1)):
            self.ink.area(style.INK, [(x, top), (x + 4 * way, top), (x, top + 6.5)])

    def _baseline(self, row: PaperRow) -> None:
        start, finish = row.task.baseline_start_on, row.task.baseline_finish_on
        if start is None or finish is None:
            return
        if start <= self.axis.last and finish >= self.axis.first:
            x, end = self.x(start), self.x(finish + ONE_DAY)
            self.ink.box(style.PLAN, x, row.middle + BAR / 2 + 0.6, max(end - x, 0.8), BASELINE)

    def _suspense(self, row: PaperRow, ends: float) -> float | None:
        """Draw the suspense, and what is in hand until it; return where they end."""
        task = row.task
        assert task.due_on is not None
        if task.due_on > self.axis.last:
            if task.start_on <= self.axis.last:
                self._far(row, task.due_on)
            return None
        if task.due_on < self.axis.first:
            return None
        x = self.x(task.due_on + ONE_DAY)
        if x > ends + 3 and task.is_open:
            self.ink.line(style.SOFT, [(ends, row.middle), (x - 3, row.middle)], 0.8, "dotted")
            stop: Points = [(x - 3, row.middle - 2.4), (x - 3, row.middle + 2.4)]
            self.ink.line(style.SOFT, stop, 0.8)
        draw_flag(self.ink, x, row.middle, is_missed=task.is_late)
        return x + 8

    def _far(self, row: PaperRow, due_on: date) -> None:
        """Draw an arrow at the edge for a suspense beyond it."""
        said = day_words(due_on)
        y, right = row.y + 6.2, self.right - 3
        wide = fonts.width(said, 6)
        self._ground(right - wide - 15, y, wide + 16)
        self.ink.word(right - 9, y, said, 6, style.SOFT, 400, "right")
        self.ink.line(style.SOFT, [(right - 7, y - 2), (right - 1, y - 2)], 0.8, layer=6)
        head: Points = [(right, y - 2), (right - 3, y - 3.6), (right - 3, y - 0.4)]
        self.ink.area(style.SOFT, head, layer=6)

    def _finish(self, row: PaperRow, starts: float, last: float | None) -> None:
        """Write when it finishes, behind all that is drawn, or before its bar where no room is."""
        task = row.task
        if last is None or not self.shows(task.finish_on):
            return
        said = short(task.finish_on, self.paper.today)
        is_red = task.is_late or task.is_critical
        weight, colour = (600, style.RED) if is_red else (400, style.SOFT)
        wide = fonts.width(said, SIZE, weight)
        x = last + 4
        if x + wide > self.right - 2:
            x = max(starts - 4 - wide, self.left + 2)
        y = row.middle + SIZE * 0.36 - 1
        self._ground(x - 1, y, wide + 2)
        self.ink.word(x, y, said, SIZE, colour, weight)

    def _ground(self, x: float, y: float, wide: float) -> None:
        self.ink.area("white", rectangle(x, y - SIZE * 0.8, wide, SIZE), layer=4)

    def links(self, rows: Sequence[PaperRow]) -> None:
        """Draw the dependencies between rows of the page, each ending in an arrow."""
        by_key = {row.task.key: row for row in rows if not row.is_continued}
        for link in self.paper.links:
            before, after = by_key.get(link.predecessor), by_key.get(link.successor)
            if before and after and self._is_seen(before.task) and self._is_seen(after.task):
                self._link(link, before, after)

    def _is_seen(self, task: GanttTask) -> bool:
        return task.start_on <= self.axis.last and task.finish_on >= self.axis.first

    def _link(self, link: GanttLink, before: PaperRow, after: PaperRow) -> None:
        leaves_end, meets_start = link.type in ("FS", "FF"), link.type in ("FS", "SS")
        one, other = before.task, after.task
        x1 = self.x(one.finish_on + ONE_DAY) if leaves_end else self.x(one.start_on)
        x2 = self.x(other.start_on) if meets_start else self.x(other.finish_on + ONE_DAY)
        y1, y2 = before.middle - 1, after.middle - 1
        out = x1 + (4 if leaves_end else -4)
        into = x2 - (5 if meets_start else -5)
        if (leaves_end and meets_start and into >= out) or leaves_end != meets_start:
            points = [(x1, y1), (out, y1), (out, y2), (x2, y2)]
        else:
            gap = before.y + (before.height if y2 > y1 else 0)
            points = [(x1, y1), (out, y1), (out, gap), (into, gap), (into, y2), (x2, y2)]
        colour = style.RED if one.is_critical and other.is_critical else style.PLAN
        self.ink.line(colour, points, 0.7, layer=1)
        way = 3.2 if meets_start else -3.2
        self.ink.area(colour, [(x2, y2), (x2 - way, y2 - 1.8), (x2 - way, y2 + 1.8)], layer=3)
