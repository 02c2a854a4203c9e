"""Save a sheet: all rows or none, rescheduled once, as one group of the journal with one undo."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, LinkWouldLoop
from workplan.services.changes.first_subtasks import keep_days
from workplan.services.coordination import offers
from workplan.services.coordination.offers import Terms
from workplan.services.coordination.recipients import labelled, reach_of
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.sheet.cells import MOST_ROWS, CellsRefused, Read, Typed
from workplan.services.sheet.outlines import Outline, outline_of
from workplan.services.sheet.present import Row, Setting, rows_of, setting_of
from workplan.services.sheet.typed.understanding import Sources, Understanding
from workplan.services.sheet.typed.wanted import Wanted
from workplan.services.sheet.writing import Writer
from workplan.services.structure.task import removals
from workplan.services.tasks import task_sets, task_versions
from workplan.services.tasks.task_sets import Counted


class Saved(NamedTuple):
    """What came of a sheet.

    Args:
        counts: how many tasks were added, changed, removed, and put elsewhere.
        ids: the number of each task by its row.
        left: how many tasks were left to do before, and are after.
        alone: the lead agencies of touched tasks whose mails reach nobody, by their labels.
    """

    read: Read
    counts: Mapping[str, int]
    moves: list[Move]
    ids: Mapping[str, int] = {}
    left: tuple[int, int] = (0, 0)
    alone: Sequence[str] = ()


def save(change: Change, slug: str, typed: Typed, reason: str = "") -> Saved:
    """Save what was typed into a sheet, all of it or nothing.

    Once the plan is out of drafting another lead agency is only offered a task, as by its form.

    Raises:
        CellsRefused: with every cell that needs another look; nothing is saved.
        InvalidInput: for more rows than one sheet takes.
    """
    if len(typed.rows) > MOST_ROWS:
        raise InvalidInput(
            "rows", f"{len(typed.rows):,} rows are too many. Give {MOST_ROWS} at most."
        )
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        understood = _understood(change, plan, typed)
        asked = _offers(change, plan, understood)
        if understood.found.problems and not change.is_trial:
            raise CellsRefused(understood.found)
        try:
            return _write(change, plan, understood, asked, reason)
        except LinkWouldLoop as loop:
            _blame_loop(understood, loop)
            raise CellsRefused(understood.found) from loop


def _understood(change: Change, plan: Plan, typed: Typed) -> Understanding:
    session = change.session
    outline = outline_of(session, plan.id)
    setting = setting_of(session, plan, civil_date(change.now, plan.time_zone))

    def who(task_id: int, version: int) -> str:
        return task_versions.who_saved(session, session.get_one(Task, task_id), version)

    def bound(ids: Collection[int]) -> set[int]:
        return removals.bound(session, plan, ids, setting.today)

    sources = Sources(lambda ids: _rows(session, outline, setting, ids), who, bound)
    understood = Understanding(typed, outline, setting, sources)
    understood.read()
    return understood


def _rows(
    session: Session, outline: Outline, setting: Setting, ids: Collection[int]
) -> dict[int, Row]:
    return rows_of(session, outline, setting, ids) if ids else {}


def _offers(change: Change, plan: Plan, understood: Understanding) -> list[tuple[Wanted, Terms]]:
    """Take out of the rows what is only offered to another agency, and return it."""
    asked = []
    for row in understood.wanted.values():
        present = row.present
        if present is None or row.is_removed or set(row.fields.leads) == set(present.fields.leads):
            continue
        task = change.session.get_one(Task, row.task_id)
        try:
            row.fields, terms = offers.split(change, plan, task, present.fields, row.fields)
        except InvalidInput as wrong:
            understood.blame(wrong, row.key)
            row.fields = replace(
                row.fields, leads=present.fields.leads, supports=present.fields.supports
            )
            continue
        if terms is not None:
            asked.append((row, terms))
            label = offers.label_of(change.session, terms.to_agency_id)
            understood.found.words[row.key, "leads"] = f"offered to {label}, which has to accept"
    return asked


def _write(
    change: Change,
    plan: Plan,
    understood: Understanding,
    asked: list[tuple[Wanted, Terms]],
    reason: str,
) -> Saved:
    session, found = change.session, understood.found
    on_day = civil_date(change.now, plan.time_zone)
    counted = task_sets.tally(session, plan.id)
    in_order = {spot.key: place for place, spot in enumerate(understood.order)}
    rows = sorted(understood.wanted.values(), key=lambda row: in_order.get(row.key, -1))
    writer = Writer(change, plan, understood.outline, rows, understood.order, reason)
    entries = writer.write()
    session.flush()
    session.expire_all()
    keeping = [row for row in rows if row.keeps_days and row.task_id is not None]
    if not entries and not asked:
        return Saved(found, writer.counts, [])
    entries, rest = task_sets.counted(entries, counted, task_sets.tally(session, plan.id))
    counts = {what: count for what, count in writer.counts.items() if count}
    subject = ("plan", plan.id)
    group = journal.Entry("sheet.saved", subject, after=counts, reason=reason, burn=rest)
    seq = journal.record(change, on_day, plan.id, [group])
    caused = [replace(entry, cause_seq=seq) for entry in entries]
    if caused:
        journal.record(change, on_day, plan.id, caused)
    with change.grouped(seq):
        for row, terms in asked:
            offers.make(change, session.get_one(Task, row.task_id), terms, reason)
        for row in keeping:
            keep_days(change, plan, session.get_one(Task, row.task_id))
    plan.version += 1
    moves = reschedule(change, on_day, plan.id, seq)
    after = task_sets.tally(session, plan.id)
    left = (_left(counted), _left(after))
    return Saved(found, counts, moves, writer.ids, left, _alone(session, plan, rows))


def _left(counted: Mapping[int, Counted]) -> int:
    return sum(not one.is_done for one in counted.values())


def _alone(session: Session, plan: Plan, rows: Sequence[Wanted]) -> list[str]:
    """Return the lead agencies of rows whose mails reach nobody in the plan."""
    reach = reach_of(session, plan.id)
    leads = {agency for row in rows if not row.is_removed for agency in row.fields.leads}
    alone = {agency for agency in leads if not reach.reaches(agency)}
    return [*labelled(session, alone).values()]


def _blame_loop(understood: Understanding, loop: LinkWouldLoop) -> None:
    """Note a loop at a row of it whose dependencies were typed, or else at one that was moved."""
    keys = [f"t{task_id}" for task_id in loop.task_ids]
    tied = [key for key in keys if (key, "waits") in understood.found.changed]
    moved = [key for key in keys if key in understood.wanted]
    new = [row.key for row in understood.wanted.values() if row.task_id is None]
    if tied:
        understood.found.refuse(tied[0], "waits", loop.message)
        return
    if waiting := [key for key in new if (key, "waits") in understood.found.changed]:
        understood.found.refuse(waiting[0], "waits", loop.message)
        return
    place = [*moved, *new, *understood.wanted]
    understood.found.refuse(place[0], "level", loop.of_place().message)
