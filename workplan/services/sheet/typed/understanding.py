"""Understand a sheet as it was typed: what each row decides, in words, and what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from workplan.errors import InvalidInput
from workplan.notation import numbers
from workplan.notation.codes import Codes
from workplan.notation.refusals import Mending
from workplan.services.sheet.cells import (
    COLUMNS,
    LEVEL,
    Cells,
    Problem,
    Read,
    Spot,
    Typed,
    TypedRow,
)
from workplan.services.sheet.outlines import Outline, parents
from workplan.services.sheet.present import Row, Setting
from workplan.services.sheet.typed import reading
from workplan.services.sheet.typed.order import merged
from workplan.services.sheet.typed.wanted import Wanted
from workplan.services.structure.task import removals
from workplan.services.tasks.task_fields import TaskFields

COLUMN_OF = {
    "duration_days": "days",
    "rule": "suspense",
    "fixed_on": "suspense",
    "first_on": "suspense",
    "within": "suspense",
    "every": "suspense",
    "event": "suspense",
    "happened_on": "suspense",
    "until_on": "suspense",
    "after_task_id": "suspense",
    "type": "waits",
    "lag_days": "waits",
    "predecessor": "waits",
    "assignee_id": "leads",
    "parent_id": LEVEL,
}
"""The column in which a field of a task is typed, where they are not called alike."""


class Sources(NamedTuple):
    """Where an understanding reads what it needs to know beside the outline.

    Args:
        rows: reads what stands in the cells of some tasks.
        who: names who saved a task since a version.
        bound: tells which of some tasks cannot be removed any more.
    """

    rows: Callable[[Collection[int]], Mapping[int, Row]]
    who: Callable[[int, int], str]
    bound: Callable[[Collection[int]], Collection[int]]


class Understanding:
    """A sheet, understood; `read` is the table of contents."""

    def __init__(self, typed: Typed, outline: Outline, setting: Setting, sources: Sources) -> None:
        self.outline, self.setting, self.sources = outline, setting, sources
        self.found = Read()
        self.typed = _without_blank(typed)
        self.rows: dict[str, TypedRow] = {row.key: row for row in self.typed.rows}
        self.present: Mapping[int, Row] = {}
        self.wanted: dict[str, Wanted] = {}
        self.whole: list[Spot] = []
        self.order: list[Spot] = []
        self.cells: dict[str, Cells] = {}

    def read(self) -> Read:
        """Understand all of it."""
        self._arrange()
        self._read_present()
        self._take_cells()
        self._number()
        self._read_rows()
        self._place_rows()
        self._check_removed()
        return self.found

    def _arrange(self) -> None:
        """Bring the order that was typed into that of the plan, without what is removed."""
        typed = self.typed
        shown = typed.shown or tuple(self.outline.spots)
        wanted = list(typed.wanted or shown)
        placed = {spot.key for spot in wanted}
        wanted += [Spot(row.key, 1) for row in typed.rows if row.key not in placed]
        known = self.rows.keys() | self.outline.tasks.keys() | self.outline.heads.keys()
        self.whole = merged(
            self.outline.spots, shown, [spot for spot in wanted if spot.key in known]
        )
        self.order = [spot for spot in self.whole if not self._is_removed(spot.key)]

    def _is_removed(self, key: str) -> bool:
        return key in self.rows and self.rows[key].is_removed

    def _read_present(self) -> None:
        """Read the tasks that are touched: by what was typed, or by what now stands above them."""
        had = {parent for _, parent in self.outline.above.values()}
        touched = [key for key in self.rows if key in self.outline.tasks]
        for spot, head, parent, _ in parents(self.order):
            if self.outline.above.get(spot.key, (head, parent)) != (head, parent):
                touched.append(spot.key)
            if parent in self.outline.tasks and parent not in had:
                touched.append(parent or "")
        ids = {key: self.outline.tasks[key].id for key in touched}
        self.present = self.sources.rows(ids.values())
        for key, task_id in ids.items():
            cells, version = self.present[task_id].cells, self.outline.tasks[key].version
            self.rows.setdefault(key, TypedRow(key, cells, cells, version))
            self.found.present[key], self.found.versions[key] = cells, version
        for row in self.typed.rows:
            if row.task_id is not None and row.key not in ids:
                self.found.refuse(
                    row.key,
                    "code",
                    "Somebody removed this task meanwhile. Take the row out; the journal can "
                    "bring the task back.",
                )

    def _take_cells(self) -> None:
        """Take what was typed where it differs from what was shown; note what others changed."""
        for row in self.rows.values():
            typed, was = row.cells.tidied(), row.was.tidied()
            now = self.found.present.get(row.key)
            if row.task_id is None or now is None:
                self.cells[row.key] = typed
                self.found.changed |= {
                    (row.key, name)
                    for name in COLUMNS
                    if getattr(typed, name) and row.task_id is None
                }
                continue
            taken = {}
            for name in COLUMNS:
                mine, old, theirs = (getattr(c, name) for c in (typed, was, now))
                is_mine = mine not in (old, theirs)
                taken[name] = mine if is_mine else theirs
                if is_mine:
                    self.found.changed.add((row.key, name))
                if is_mine and theirs != old and not row.is_removed:
                    self._note_clash(row, name, theirs, mine)
            self.cells[row.key] = Cells(**taken)

    def _note_clash(self, row: TypedRow, column: str, theirs: str, mine: str) -> None:
        said = f"“{theirs}”" if theirs else "nothing"
        kept = f"“{mine[:40]}”" if mine else "nothing"
        who = self.sources.who(row.task_id or 0, row.version)
        self.found.problems.append(
            Problem(
                row.key,
                column,
                f"{who} changed this to {said} meanwhile. Take theirs, or save again to keep "
                f"{kept}.",
                (Mending("Take theirs", theirs),),
                theirs,
            )
        )

    def _number(self) -> None:
        """Give each new row that has no number the next one of those beside or above it."""
        taken = {
            self.code_of(spot.key) for spot in self.order if spot.level and self.code_of(spot.key)
        }
        last: dict[tuple[str | None, str | None], str] = {}
        for spot, head, parent, _ in parents(self.order):
            code = self.code_of(spot.key)
            row = self.rows.get(spot.key)
            if not code and row is not None and row.task_id is None:
                code = self._free(last.get((head, parent)), head, parent, taken)
                taken.add(code)
                self.cells[spot.key] = self.cells[spot.key]._replace(code=code)
                self.found.numbered[spot.key] = code
                self.found.words[spot.key, "code"] = f"{code} is free"
            last[head, parent] = code

    def _free(
        self, beside: str | None, head: str | None, parent: str | None, taken: Collection[str]
    ) -> str:
        following = numbers.following(beside, taken) if beside else None
        if following is not None:
            return following
        above = self.code_of(parent) if parent else self.outline.heads[head].code if head else None
        return numbers.below(above, taken) if above else numbers.fresh(taken)

    def code_of(self, key: str) -> str:
        """Return the number that a task has once all is saved."""
        if key in self.cells:
            return self.cells[key].code
        return self.outline.tasks[key].code if key in self.outline.tasks else ""

    def _read_rows(self) -> None:
        keys: dict[str, str] = {}
        for spot in self.order:
            if spot.level and (code := self.code_of(spot.key)):
                self._check_free(spot.key, code, keys)
                keys.setdefault(code, spot.key)
        summaries = {parent for _, _, parent, _ in parents(self.order) if parent}
        codes = Codes(self.code_of(spot.key) for spot in self.order if spot.level)
        reader = reading.Reader(self.setting, codes, keys, self.outline, self.found)
        above: TaskFields | None = None
        for spot in self.order:
            row = self.rows.get(spot.key)
            if row is None or (row.task_id is not None and row.key not in self.found.present):
                continue
            present = None if row.task_id is None else self.present[row.task_id]
            wanted = reader.row(
                row, self.cells[spot.key], present, above, is_summary=spot.key in summaries
            )
            self.wanted[spot.key] = wanted
            above = wanted.fields

    def _check_free(self, key: str, code: str, keys: dict[str, str]) -> None:
        """Refuse a number that another task has, at the row that was given it."""
        other = keys.get(code)
        if other is None:
            return
        at = key if (key, "code") in self.found.changed else other
        if (at, "code") not in self.found.changed:
            return  # A file may have brought two tasks with one number.
        taken = {self.code_of(spot.key) for spot in self.order if spot.level}
        free = numbers.following(code, taken) or numbers.below(code, taken)
        said = f"Another task has the number {code}. Give this one a number of its own."
        self.found.refuse(at, "code", said, [Mending(f"Use {free}", free)])

    def _place_rows(self) -> None:
        """Note each row that stands below another task or line of effort than before."""
        for spot, head, parent, level in parents(self.order):
            was = self.outline.above.get(spot.key)
            if spot.key in self.typed.by_key and level != spot.level:
                self.found.refuse(
                    spot.key,
                    LEVEL,
                    f"Level {spot.level} needs a row of level {spot.level - 1} above it. "
                    f"Give level {level}.",
                    [Mending(f"Use level {level}", str(level))],
                )
            wanted = self.wanted.get(spot.key)
            if wanted is None:
                continue
            wanted.parent = parent
            if was != (head, parent):
                effort = self.outline.heads[head].id if head else None
                wanted.fields = replace(wanted.fields, initiative_id=effort)

    def _check_removed(self) -> None:
        """Take tasks out that can be removed still, and have no subtasks left."""
        going = [row.task_id for row in self.typed.rows if row.is_removed and row.task_id]
        bound = self.sources.bound(going)
        left = {
            parent for spot, _, parent, _ in parents(self.whole) if not self._is_removed(spot.key)
        }
        for row in self.typed.rows:
            if not row.is_removed or row.task_id is None or row.key not in self.found.present:
                continue
            if row.key in left:
                said = "It has subtasks. Remove them too, or move them first."
                self.found.refuse(row.key, "code", said)
                continue
            present = self.present[row.task_id]
            if row.task_id in bound:
                name = present.fields.name
                self.found.refuse(row.key, "code", removals.STAYS.format(name=name))
                continue
            self.wanted[row.key] = Wanted(
                row.key, row.task_id, present, present.fields, is_removed=True
            )

    def blame(self, error: InvalidInput, key: str) -> None:
        """Note what a service refuses of a row, at the cell that it is about."""
        column = COLUMN_OF.get(error.field, error.field)
        self.found.refuse(key, column if column in (*COLUMNS, LEVEL) else "name", error.message)


def _without_blank(typed: Typed) -> Typed:
    """Leave out new rows into which nothing was typed, and those that were taken out again."""
    kept = [
        row
        for row in typed.rows
        if row.task_id is not None or not (row.cells.is_blank or row.is_removed)
    ]
    return Typed(tuple(kept), typed.shown, typed.wanted)
