"""What is marked along the top of a burndown: the day, what came and went, the last suspense."""

from __future__ import annotations

from typing import NamedTuple

from workplan.charts.burndown.ground import Ground, Steps
from workplan.charts.drawn.drawing import Points, Word
from workplan.forecast.burndown_days import BurnDay

TODAY_ROW, MARK_ROW = 14, 36


def moments(ground: Ground, points: Steps) -> None:
    """Draw the day that is shown, what came and went, and the last suspense."""
    day(ground)
    _scope_marks(ground, points)
    _suspense(ground)


def day(ground: Ground) -> None:
    """Draw a line at the day that is shown, with its date above it."""
    as_of = ground.found.as_of
    x = ground.scale.x(as_of)
    ground.drawing.line("today", [(x, TODAY_ROW + 6), (x, ground.floor)])
    said = f"{'today, ' if ground.chart.is_today else ''}{as_of.day} {as_of:%b}"
    ground.drawing.write(
        Word("today", x, TODAY_ROW, said, "middle"),
        Word("today", x + 4, TODAY_ROW, said, "end"),
        Word("today", x - 4, TODAY_ROW, said),
    )


def _suspense(ground: Ground) -> None:
    due = ground.chart.last_due_on
    if due is None:
        return
    x = ground.scale.x(due)
    ground.drawing.line("suspense", [(x, MARK_ROW - 10), (x, ground.floor)])
    flag: Points = [(x, MARK_ROW - 10), (x + 11, MARK_ROW - 6), (x, MARK_ROW - 2)]
    ground.drawing.area("suspense", flag)
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
    ground.drawing.write(*places)


def _scope_marks(ground: Ground, points: Steps) -> None:
    """Mark along the top what came (+) and went (−); marks that would meet are one."""
    line, marks = dict(points), list[_Mark]()
    for one in ground.found.days[1:]:
        added, removed = _scope_change(ground, one)
        if not added and not removed:
            continue
        x = ground.scale.x(one.on)
        ground.drawing.line("scope-mark", [(x, MARK_ROW + 5), (x, ground.y(line[one.on]))])
        mark = _Mark(x, added, removed)
        while marks and _meet(ground, marks[-1].word(), mark.word()):
            before = marks.pop()
            mark = _Mark(before.x, before.added + mark.added, before.removed + mark.removed)
        marks.append(mark)
    for place, mark in enumerate(marks):
        full = mark.word("task" if ground.unit == "tasks" else "day")
        is_alone = place + 1 == len(marks) or not _meet(ground, full, marks[place + 1].word())
        ground.drawing.write(*([full] if not place and is_alone else []), mark.word())


def _meet(ground: Ground, one: Word, other: Word) -> bool:
    return ground.drawing.box(one).meets(ground.drawing.box(other))


def _scope_change(ground: Ground, on: BurnDay) -> tuple[int, int]:
    if ground.unit == "tasks":
        return on.added_tasks, on.removed_tasks
    return on.added_days, on.removed_days


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
