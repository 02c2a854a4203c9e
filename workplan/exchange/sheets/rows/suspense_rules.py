"""Suspenses that are rules: “60 days after signature”, “3 months after 4(b)”, “every 180 days”.

They are read as a cell of the task list is; what is not understood is said with its address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workplan.exchange.planfile import FileTask, PlanFile
from workplan.exchange.sheets.cells.grid import address
from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.numbering import Numbers
from workplan.exchange.sheets.rows.table import Table, TaskRow
from workplan.notation import suspenses
from workplan.notation.codes import Codes
from workplan.notation.refusals import NotUnderstood
from workplan.notation.spans import OFTEN, found_span
from workplan.notation.suspenses import Due
from workplan.scheduling.explain import day_words

SUSPENSE = "Suspense"
OFTEN_ALONE = re.compile(rf"(?:{OFTEN})", re.I | re.A)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def give_rules(
    table: Table,
    rows: Sequence[TaskRow],
    numbers: Numbers,
    plan: PlanFile,
    findings: Findings,
) -> None:
    """Give tasks the suspenses that their cells order by a rule; the plan has its start by now."""
    if not table.columns[Field.DEADLINE]:
        return
    reader = _Reader(numbers.refs, Codes(numbers.refs), plan, findings)
    tasks = {task.uid: task for task in plan.tasks}
    places = {}
    for row, uid in zip(rows, numbers.uids, strict=True):
        text = table.text(row.row, Field.DEADLINE)
        if tasks[uid].deadline_on is None and not row.is_section and suspenses.is_rule(text):
            places[uid] = table.place(row.row, Field.DEADLINE)
            reader.give(tasks[uid], text, places[uid])
    _cut_circles(tasks, places, findings)


@dataclass(frozen=True)
class _Reader:
    """Reads the rules of cells.

    Args:
        refs: the uid of each name by which a task may be called.
        codes: those names.
    """

    refs: Mapping[str, int]
    codes: Codes
    plan: PlanFile
    findings: Findings

    def give(self, task: FileTask, text: str, place: tuple[int, int]) -> None:
        """Give a task the rule of its cell, or say why it has none."""
        try:
            due = self._due(task, " ".join(text.split()), place)
        except NotUnderstood as wrong:
            said = f"gives the task no suspense. {str(wrong).rstrip('.')}"
            self.findings.cell(place, task.uid, SUSPENSE, text, said)
            return
        if due.rule != "after_task":
            task.due_rule, task.deadline_on = due, due.first_on
            return
        anchor = self.refs[due.after or ""]
        assert due.within is not None
        if anchor == task.uid:
            said = "counts from its own task, so it has no suspense"
            self.findings.cell(place, task.uid, SUSPENSE, text, said)
        else:
            task.due_after = (anchor, due.within)

    def _due(self, task: FileTask, typed: str, place: tuple[int, int]) -> Due:
        """Return the rule of a cell; what comes again without a first day counts from a start."""
        if found := OFTEN_ALONE.fullmatch(typed):
            every = found_span(found, least=1)
            begun = task.start_on or self.plan.start_on
            due = Due("recurring", first_on=every.after(begun), every=every)
            whose = "the start of the task" if task.start_on else "the plan’s start"
            said = f"“{typed[:40]}” counts from {whose}, {day_words(begun)}"
            self.findings.decided(place, task.uid, SUSPENSE, f"{said}: {suspenses.written(due)}")
            return due
        due = suspenses.read(typed, self.codes, self.plan.start_on)
        if due.first_on and not YEAR.search(typed):
            raise NotUnderstood("It names no year")
        return due


def _cut_circles(
    tasks: Mapping[int, FileTask], places: Mapping[int, tuple[int, int]], findings: Findings
) -> None:
    """Take away suspenses that count from each other, and name the rows of each such circle."""
    done: set[int] = set()
    for first in places:
        path: list[int] = []
        at: int | None = first
        while at is not None and at not in done and at not in path:
            path.append(at)
            due_after = tasks[at].due_after
            at = due_after[0] if due_after else None
        done.update(path)
        circle = path[path.index(at) :] if at in path else []
        cells = ", ".join(address(*places[uid]) for uid in circle)
        for uid in circle:
            tasks[uid].due_after = None
            said = f"counts in a circle from its own task ({cells}), so it has no suspense"
            findings.cell(places[uid], uid, SUSPENSE, tasks[uid].name, said)
