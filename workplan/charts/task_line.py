"""The small timeline of one task: its bar with what is done, baseline, suspense and today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup, escape

from workplan.charts.axis import LETTER, Axis
from workplan.charts.svg import n
from workplan.scheduling.explain import day_words, near_words

WIDTHS = {"wide": 720, "narrow": 340}
"""How wide the drawing is on a desk and on a phone (pixels); style sheets show one of them."""
HEIGHT = 98
HEAD, BAR_TOP, BAR_HEIGHT, BASE_TOP, BASE_HEIGHT = 26, 36, 16, 58, 5
SUSPENSE_AT, BASELINE_AT = 78, 93
ONE_DAY = timedelta(days=1)


class TaskLine(NamedTuple):
    """A task as its timeline shows it.

    Args:
        finding: when it ends and by how much that is late, as a sentence: the name of the drawing.
        baseline: its first and last day in the approved plan, if it was in it.
        end: how it comes to its last day, such as “computed to end” and “claimed”.
        is_missed: whether its suspense has passed, or is computed to.
    """

    finding: str
    start_on: date
    finish_on: date
    percent: int
    today: date
    due_on: date | None
    baseline: tuple[date, date] | None
    end: str
    is_done: bool
    is_critical: bool
    is_missed: bool

    @property
    def said(self) -> str:
        """What is drawn, in words."""
        parts = [
            f"It starts {day_words(self.start_on)} and is {self.end} {day_words(self.finish_on)}, "
            f"{self.percent} % done"
        ]
        if self.baseline:
            first, last = map(day_words, self.baseline)
            parts.append(f"the approved plan had {first} to {last}")
        if self.due_on:
            parts.append(f"its suspense is {day_words(self.due_on)}")
        return "; ".join([*parts, f"today is {day_words(self.today)}"]) + "."


def draw(line: TaskLine, size: str) -> Markup:
    """Return the timeline as an inline SVG of one of the `WIDTHS`."""
    width = WIDTHS[size]
    days = [line.start_on, line.finish_on, line.today, *(line.baseline or ())]
    days += [line.due_on] if line.due_on else []
    axis = Axis.fitted(min(days), max(days), width)
    pieces = "".join(_pieces(line, axis, size))
    return Markup(  # noqa: S704  # numbers, dates, and words that are escaped
        f'<svg class="task-line task-line--{size}" viewBox="0 0 {width} {HEIGHT}" width="{width}" '
        f'height="{HEIGHT}" role="img" aria-label="{escape(line.finding)}">{pieces}</svg>'
    )


def _pieces(line: TaskLine, axis: Axis, size: str) -> Iterator[str]:
    yield from _head(axis)
    yield from _bar(line, axis, size)
    if line.baseline:
        x, end = axis.x(line.baseline[0]), axis.x(line.baseline[1] + ONE_DAY)
        at = f'x="{n(x)}" y="{BASE_TOP}" width="{n(end - x)}" height="{BASE_HEIGHT}"'
        yield f'<rect class="base" {at}/>'
        days = " – ".join(near_words(day, line.today) for day in line.baseline)
        yield _text("", x, BASELINE_AT, f"baseline {days}", axis)
    today = axis.x(line.today)
    yield f'<path class="today" d="M{n(today)} {HEAD - 2}V{BASE_TOP + BASE_HEIGHT + 3}"/>'
    if line.due_on:
        x = axis.x(line.due_on + ONE_DAY)
        kind = "due missed" if line.is_missed else "due"
        yield f'<path class="pole {kind}" d="M{n(x)} {HEAD}V{SUSPENSE_AT - 11}"/>'
        yield f'<path class="{kind}" d="M{n(x)} {HEAD}h9l-3 4 3 4h-9z"/>'
        words = f"suspense {line.due_on:%a} {near_words(line.due_on, line.today)}"
        yield _text("late" if line.is_missed else "", x, SUSPENSE_AT, words, axis)
    has_room = today > LETTER * len("today") + 8
    is_left = has_room and line.due_on is not None and line.due_on >= line.today
    yield _text("now", today + (-4 if is_left else 4), HEAD + 7, "today", axis, is_before=is_left)


def _head(axis: Axis) -> Iterator[str]:
    """Yield the ticks: those of the lower tier that have a label, and the months above."""
    until = -1.0
    for tick in axis.lower():
        if tick.x < until or not tick.label:
            continue
        day = axis.first + timedelta(days=round(tick.x / axis.pixels_a_day))
        label = f"{day.day} {day:%b}" if axis.scale != "year" else f"{day:%b %Y}"
        if tick.x + LETTER * len(label) > axis.width:
            break
        yield f'<path class="tick" d="M{n(tick.x)} 16V{HEIGHT}"/>'
        yield f'<text x="{n(tick.x + 3)}" y="12">{label}</text>'
        until = tick.x + LETTER * len(label) + 24


def _bar(line: TaskLine, axis: Axis, size: str) -> Iterator[str]:
    x, end = axis.x(line.start_on), axis.x(line.finish_on + ONE_DAY)
    kind = "finished" if line.is_done else "critical" if line.is_critical else "usual"
    fill = ""
    if kind == "critical":
        yield (
            f'<pattern id="hatch-{size}" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/>'
            '<path class="stripe" d="M0 0V6"/></pattern>'
        )
        fill = f' fill="url(#hatch-{size})"'
    at = f'x="{n(x)}" y="{BAR_TOP}" width="{n(end - x)}" height="{BAR_HEIGHT}"'
    yield f'<rect class="span span--{kind}" {at}{fill}/>'
    if done := (end - x) * line.percent / 100:
        yield (
            f'<rect class="done done--{kind}" x="{n(x)}" y="{BAR_TOP + 5}" width="{n(done)}" '
            f'height="{BAR_HEIGHT - 10}"/>'
        )
    words = near_words(line.finish_on, line.today)
    yield _text("late" if line.is_missed else "end", end + 6, BAR_TOP + 12, words, axis)


def _text(kind: str, x: float, y: float, words: str, axis: Axis, *, is_before: bool = False) -> str:
    """Return a label that begins at a place, or ends there where it would run over the edge."""
    runs_over = x + LETTER * len(words) > axis.width
    anchor = ' text-anchor="end"' if is_before or runs_over else ""
    at = axis.width if runs_over and not is_before else x
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{n(at)}" y="{n(y)}"{anchor}>{words}</text>'
