"""Read the cells of one row: what they decide, in words; what is wrong is noted at its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from workplan.errors import InvalidInput
from workplan.notation import agencies, durations, predecessors, suspenses
from workplan.notation.codes import Codes
from workplan.notation.refusals import Mending, NotUnderstood
from workplan.services.sheet.cells import Cells, Read, TypedRow
from workplan.services.sheet.outlines import Outline
from workplan.services.sheet.present import Row, Setting
from workplan.services.sheet.typed.wanted import Wanted
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule, require_happened
from workplan.services.tasks.task_checks import check_dates, check_texts
from workplan.services.tasks.task_fields import TaskFields

Value = TypeVar("Value")
EMPTY = TaskFields(code="", name="", duration_days=0, leads=())
LOST = (
    "It has {days} of its own, which no longer count: it will run as long as its subtasks. Write "
    "sum to let them go, or keep to make them its first subtask."
)


class Reader:
    """Reads rows of a plan.

    Args:
        codes: the numbers of all tasks once the sheet is saved.
        keys: the row of each number.
        found: where words and problems are noted.
    """

    def __init__(
        self,
        setting: Setting,
        codes: Codes,
        keys: Mapping[str, str],
        outline: Outline,
        found: Read,
    ) -> None:
        self.setting, self.codes, self.keys = setting, codes, keys
        self.outline, self.found = outline, found

    def row(
        self,
        row: TypedRow,
        cells: Cells,
        present: Row | None,
        above: TaskFields | None,
        *,
        is_summary: bool,
    ) -> Wanted:
        """Return what a row decides; where a cell is wrong it is as it was, or empty.

        Args:
            above: what the row above decides, whose lead is offered where none is given.
            is_summary: whether it has subtasks once the sheet is saved.
        """
        new = replace(EMPTY, sentence=row.sentence)
        before = new if present is None else present.fields
        wanted = Wanted(row.key, row.task_id, present, before)
        anchor = before.suspense.after_task_id
        wanted.anchor = f"t{anchor}" if anchor is not None else None
        self._texts(wanted, cells)
        self._owners(wanted, cells, above)
        self._duration(wanted, cells, present, is_summary=is_summary)
        if present is None or self._is_changed(row.key, "waits"):
            self._waits(wanted, cells)
        if present is None or self._is_changed(row.key, "suspense"):
            self._suspense(wanted, cells)
        return wanted

    def _is_changed(self, key: str, column: str) -> bool:
        return (key, column) in self.found.changed

    def _texts(self, wanted: Wanted, cells: Cells) -> None:
        for column, text in (("code", cells.code), ("name", cells.name)):
            if wanted.present is not None and not self._is_changed(wanted.key, column):
                continue
            # What is checked is one of the two, so that each is blamed for itself.
            is_code = column == "code"
            probe = replace(EMPTY, code=text if is_code else "x", name="x" if is_code else text)
            try:
                check_texts(probe)
            except InvalidInput as wrong:
                self.found.refuse(wanted.key, column, wrong.message)
                text = text[:40] or "–"
            if is_code:
                wanted.fields = replace(wanted.fields, code=text)
            else:
                wanted.fields = replace(wanted.fields, name=text)

    def _owners(self, wanted: Wanted, cells: Cells, above: TaskFields | None) -> None:
        key, known = wanted.key, self.setting.agencies
        is_new = wanted.present is None
        leads = dict.fromkeys(wanted.fields.leads)
        supports = dict(wanted.fields.supports)
        if is_new or self._is_changed(key, "supports"):
            read = self._read(
                key,
                "supports",
                lambda: agencies.read_supports(cells.supports, known.known),
                agencies.said_supports,
            )
            if read is not None:
                supports = {known.ids[label]: role for label, role in read}
        if is_new or self._is_changed(key, "leads"):
            owners = self._read(
                key,
                "leads",
                lambda: agencies.read(cells.leads, known.known),
                agencies.said,
            )
            if owners is not None:
                leads = dict.fromkeys(known.ids[label] for label in owners.leads)
                supports |= {known.ids[label]: role for label, role in owners.supports}
                if not leads and (is_new or wanted.fields.leads):
                    self._ask_for_lead(key, above)
        wanted.fields = replace(
            wanted.fields,
            leads=tuple(sorted(leads))
            if set(leads) != set(wanted.fields.leads)
            else wanted.fields.leads,
            supports=tuple(sorted((a, r) for a, r in supports.items() if a not in leads)),
        )

    def _ask_for_lead(self, key: str, above: TaskFields | None) -> None:
        mendings = []
        if above is not None and above.leads:
            labels = self.setting.agencies.labels
            text = agencies.written_leads(labels[agency] for agency in above.leads)
            mendings = [Mending(f"Use {text}", text)]
        said = "No lead agency is given. Write its short name, or several joined by +."
        self.found.refuse(key, "leads", said, mendings)

    def _duration(
        self, wanted: Wanted, cells: Cells, present: Row | None, *, is_summary: bool
    ) -> None:
        key, text = wanted.key, cells.days.casefold()
        is_new = present is None
        was_summary = present is not None and present.cells.days == durations.SUM
        if is_summary and text in (durations.SUM, durations.KEEP, ""):
            self._let_go(wanted, text, present)
            return
        if text in (durations.SUM, durations.KEEP):
            if was_summary and not self._is_changed(key, "days"):
                return  # Its own days count again, as when its last subtask is removed.
            self.found.refuse(
                key,
                "days",
                f"“{text}” is said of a task with subtasks. Write its working days, such as 10, "
                "2w, or m for a milestone.",
            )
            return
        if is_new and not text:
            self.found.refuse(
                key,
                "days",
                "How long does it take? Write working days (10), weeks (2w) or m for a milestone.",
                [Mending("Make it a milestone", durations.MILESTONE)],
            )
            return
        if is_new or self._is_changed(key, "days"):
            per_day = self.setting.per_day
            length = self._read(
                key,
                "days",
                lambda: durations.read(text, per_day),
                lambda length: _said_days(text, length, per_day),
            )
            if length is not None:
                days, short = length
                wanted.fields = replace(wanted.fields, duration_days=days, short_parts=short)
                self._check(key, "days", wanted.fields)
        if is_summary and not was_summary:
            self._lose_days(wanted, present)

    def _let_go(self, wanted: Wanted, text: str, present: Row | None) -> None:
        """Let a task run as long as its subtasks, and keep its own days if that was wished."""
        self.found.words[wanted.key, "days"] = "as long as its subtasks"
        has_days = present is not None and present.fields.duration_days > 0
        is_first = present is not None and present.cells.days != durations.SUM
        if text == durations.KEEP and has_days and is_first:
            wanted.keeps_days = True
            self.found.words[wanted.key, "days"] = "they become its first subtask"

    def _lose_days(self, wanted: Wanted, present: Row | None) -> None:
        """Ask what becomes of the days of a task that gets its first subtask."""
        self.found.words[wanted.key, "days"] = "runs as long as its subtasks"
        if present is None or not wanted.fields.duration_days:
            return
        said = LOST.format(
            days=durations.said(
                wanted.fields.duration_days, wanted.fields.short_parts, self.setting.per_day
            )
        )
        self.found.refuse(
            wanted.key,
            "days",
            said,
            [
                Mending("Let them go", durations.SUM),
                Mending("Keep them as its first subtask", durations.KEEP),
            ],
        )

    def _waits(self, wanted: Wanted, cells: Cells) -> None:
        read = self._read(
            wanted.key,
            "waits",
            lambda: predecessors.read(cells.waits, self.codes, self.setting.per_day),
            lambda waits: "; ".join(predecessors.said(one) for one in waits) or "waits for nothing",
        )
        if read is None:
            return
        wanted.waits = {}
        for wait in read:
            key = self.keys[wait.code]
            if key == wanted.key:
                self.found.refuse(
                    key, "waits", "A task cannot wait for itself. Name another, or none."
                )
                continue
            # The number of the predecessor is filled in once each new task has one.
            fields = DependencyFields(0, *wait[1:])
            try:
                wanted.waits[key] = fields.checked()
            except InvalidInput as wrong:
                self.found.refuse(wanted.key, "waits", wrong.message)

    def _suspense(self, wanted: Wanted, cells: Cells) -> None:
        setting = self.setting
        due = self._read(
            wanted.key,
            "suspense",
            lambda: suspenses.read(cells.suspense, self.codes, setting.today),
            lambda d: suspenses.said(d, setting.signed_on, setting.calendar.on_or_before),
        )
        if due is None:
            return
        if due.rule == "signed" and setting.signed_on is None:
            said = (
                "No directive is named in this plan, so nothing counts from its signature. Write "
                "a date, such as 15 Jan 2027."
            )
            self.found.refuse(wanted.key, "suspense", said)
            return
        anchor = self.keys[due.after] if due.after is not None else None
        if anchor == wanted.key:
            said = "A task cannot be due after itself. Name another."
            self.found.refuse(wanted.key, "suspense", said)
            return
        rule = SuspenseRule(
            **{name: value for name, value in due._asdict().items() if name != "after"},
            after_task_id=0 if anchor is not None else None,
            note=wanted.fields.suspense.note,
        )
        try:
            require_happened(rule, setting.today)
            wanted.fields = replace(wanted.fields, suspense=rule.checked())
        except InvalidInput as wrong:
            self.found.refuse(wanted.key, "suspense", wrong.message)
            return
        wanted.anchor = anchor

    def _check(self, key: str, column: str, fields: TaskFields) -> None:
        try:
            check_dates(replace(fields, constraint_code="ASAP", constraint_on=None))
        except InvalidInput as wrong:
            self.found.refuse(key, column, wrong.message)

    def _read(
        self, key: str, column: str, read: Callable[[], Value], say: Callable[[Value], str]
    ) -> Value | None:
        """Return what a cell means and note it in words; note why when it means nothing."""
        try:
            value = read()
        except NotUnderstood as wrong:
            self.found.refuse(key, column, wrong.message, wrong.mendings)
            return None
        if self._is_changed(key, column):
            self.found.words[key, column] = say(value)
        return value


def _said_days(text: str, length: durations.Length, per_day: int) -> str:
    """Say a duration that was not written as a plain number; a plain number says itself."""
    days, short = length
    if short:
        return durations.said(days, short, per_day)
    if text == str(days):
        return ""
    return f"{days:,} day{'s' * (days != 1)}" if days else "a milestone"
