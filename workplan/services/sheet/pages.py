"""What the page of a sheet shows: its rows as they stand, or as somebody typed them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan
from workplan.notation import durations, predecessors
from workplan.notation.suspenses import said as suspense_said
from workplan.services.sheet.cells import COLUMNS, Cells, Problem, Read, Spot, Typed
from workplan.services.sheet.outlines import Head, Outline, Outlined, outline_of, window
from workplan.services.sheet.present import Row, Setting, due_of, rows_of, setting_of, waits_of
from workplan.services.sheet.telling import told
from workplan.services.sheet.trying import Tried

ROWS_A_PAGE = 200
EMPTY_ROWS = 5


class ShownCell(NamedTuple):
    """A cell of a row: what stands in it, what that means, and what is wrong with it."""

    column: str
    text: str
    was: str
    said: str = ""
    problem: Problem | None = None
    is_changed: bool = False


class ShownRow(NamedTuple):
    """A row of the page; without cells, a line of effort.

    Args:
        task: the task as it stands; None for a new row.
        place: its number in the whole sheet, and `order` that by which it is moved without a
            script.
        more: what stands in the further columns that were chosen.
        sentence: of the directive, that orders a new one.
    """

    key: str
    level: int
    place: int
    order: int
    cells: Sequence[ShownCell] = ()
    was: Cells = Cells()
    version: int = 0
    head: Head | None = None
    task: Outlined | None = None
    finish_on: date | None = None
    late_days: int = 0
    is_removed: bool = False
    level_problem: Problem | None = None
    more: Sequence[str] = ()
    sentence: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was typed into a new row."""
        return self.task is None and self.head is None and not any(c.text for c in self.cells)


BLANK = ShownRow("n0", 1, 0, 0, [ShownCell(column, "", "") for column in COLUMNS])
"""What a script makes new rows of."""


class SheetPage(NamedTuple):
    """The page of a sheet.

    Args:
        shown: the order in which its rows stand, for whoever sends it back.
        agencies: the short names to choose from.
        before: where the page before this one begins, and `after` the next; None for none.
    """

    rows: Sequence[ShownRow]
    shown: Sequence[Spot]
    task_count: int
    heads: Sequence[Head]
    agencies: Sequence[str]
    begin: int
    before: int | None
    after: int | None


def page_of(
    session: Session, plan: Plan, today: date, begin: int = 0, more: Sequence[str] = ()
) -> SheetPage:
    """Return a page of the sheet of a plan as it stands; eight selects, however many rows it has.

    Args:
        begin: the row at which the page begins.
        more: further columns to show; each takes one select at most.
    """
    outline = outline_of(session, plan.id)
    begin = begin if 0 <= begin < len(outline.spots) else 0
    shown, after = window(outline, begin, ROWS_A_PAGE)
    spots = [*shown, *_empty(shown)]
    return _page(session, plan, today, outline, spots, shown, (begin, after), more)


def redrawn(
    session: Session,
    plan: Plan,
    today: date,
    typed: Typed,
    tried: Tried,
    more: Sequence[str] = (),
) -> SheetPage:
    """Return the page with what was typed, what was understood of it, and what is wrong."""
    outline = outline_of(session, plan.id)
    live = outline.tasks.keys() | outline.heads.keys()
    shown = [spot for spot in typed.shown if spot.key in live]
    touched = typed.by_key
    wanted = [
        spot
        for spot in typed.wanted
        if spot.key in live or (spot.key in touched and not touched[spot.key].cells.is_blank)
    ]
    begin = outline.spots.index(shown[0]) if shown and shown[0] in outline.spots else 0
    _, after = window(outline, begin, ROWS_A_PAGE)
    spots = [*wanted, *_empty(wanted)]
    found = _page(session, plan, today, outline, spots, shown, (begin, after), more)
    rows = [_as_typed(row, typed, tried) for row in found.rows]
    return found._replace(rows=rows)


def _empty(spots: Sequence[Spot]) -> list[Spot]:
    taken = {spot.key for spot in spots}
    free = (f"n{number}" for number in range(1, len(taken) + EMPTY_ROWS + 1))
    return [Spot(key, 1) for key in free if key not in taken][:EMPTY_ROWS]


def _page(
    session: Session,
    plan: Plan,
    today: date,
    outline: Outline,
    spots: Sequence[Spot],
    shown: Sequence[Spot],
    place: tuple[int, int | None],
    more: Sequence[str],
) -> SheetPage:
    begin, after = place
    setting = setting_of(session, plan, today)
    ids = [outline.tasks[spot.key].id for spot in spots if spot.key in outline.tasks]
    present = rows_of(session, outline, setting, ids) if ids else {}
    further = told(session, setting, present, more) if more else {}
    finishes = _of_heads(outline)
    rows = [
        _with(row, further, len(more))
        for number, spot in enumerate(spots, 1)
        for row in [_row(spot, number, begin, outline, setting, present, finishes)]
    ]
    return SheetPage(
        rows,
        shown,
        len(outline.tasks),
        [*outline.heads.values()],
        setting.agencies.known.labels,
        begin,
        max(begin - ROWS_A_PAGE, 0) if begin else None,
        after,
    )


def _with(row: ShownRow, further: Mapping[int, list[str]], count: int) -> ShownRow:
    """Return a row with its further columns; those of a row without a task are empty."""
    told_of = further.get(row.task.id) if row.task else None
    return row._replace(more=told_of or [""] * count)


def _of_heads(outline: Outline) -> dict[str, date]:
    """Return when the last task of each line of effort ends."""
    found: dict[str, date] = {}
    for key, (head, _) in outline.above.items():
        finish = outline.tasks[key].finish_on
        if head is not None and finish is not None:
            found[head] = max(found.get(head, finish), finish)
    return found


def _row(
    spot: Spot,
    number: int,
    begin: int,
    outline: Outline,
    setting: Setting,
    present: Mapping[int, Row],
    finishes: Mapping[str, date],
) -> ShownRow:
    place, order = begin + number, 10 * number
    if spot.key in outline.heads:
        head = outline.heads[spot.key]
        finish = finishes.get(spot.key)
        return ShownRow(spot.key, 0, place, order, head=head, finish_on=finish)
    task = outline.tasks.get(spot.key)
    if task is None:
        cells = [ShownCell(column, "", "") for column in COLUMNS]
        return ShownRow(spot.key, spot.level, place, order, cells)
    row = present[task.id]
    said = words_of(row, outline, setting)
    return ShownRow(
        spot.key,
        spot.level,
        place,
        order,
        [
            ShownCell(column, text, text, said.get(column, ""))
            for column, text in zip(COLUMNS, row.cells, strict=True)
        ],
        row.cells,
        task.version,
        task=task,
        finish_on=task.finish_on,
        late_days=task.late_days if task.is_open else 0,
    )


def words_of(row: Row, outline: Outline, setting: Setting) -> dict[str, str]:
    """Return what the short cells of a task mean."""
    waits, fields = waits_of(row.links, outline), row.fields
    due = due_of(row.fields.suspense, outline)
    is_sum = row.cells.days == durations.SUM
    return {
        "days": "as long as its subtasks"
        if is_sum
        else durations.said(fields.duration_days, fields.short_parts, setting.per_day),
        "waits": "; ".join(predecessors.said(one) for one in waits) or "waits for nothing",
        "suspense": suspense_said(due, setting.signed_on, setting.calendar.on_or_before),
    }


def _as_typed(row: ShownRow, typed: Typed, tried: Tried) -> ShownRow:
    """Return a row with what was typed into it; what was shown counts from now on as it stands."""
    read, finish = tried.read, tried.finishes.get(row.key)
    if finish is not None:
        row = row._replace(finish_on=finish.on, late_days=finish.late_days)
    sent = typed.by_key.get(row.key)
    touched = _problems(read, row.key)
    if sent is None and not touched:
        return row
    texts = sent.cells if sent is not None else row.was
    cells = []
    for cell, text in zip(row.cells, texts, strict=True):
        is_changed = (row.key, cell.column) in read.changed
        problem = read.at(row.key, cell.column)
        if sent is not None and row.task is not None and not (is_changed or problem):
            text = cell.was  # Nobody typed it: it stands as somebody saved it meanwhile.
        said = read.words.get((row.key, cell.column), cell.said)
        cells.append(cell._replace(text=text, said=said, problem=problem, is_changed=is_changed))
    return row._replace(
        cells=cells,
        is_removed=sent is not None and sent.is_removed,
        level_problem=read.at(row.key, "level"),
        sentence="" if sent is None or row.task else sent.sentence,
    )


def _problems(read: Read, key: str) -> Collection[Problem]:
    return [problem for problem in read.problems if problem.key == key]
