"""Bring a newer file of a plan into it: in one transaction, rescheduled once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import Initiative, JournalEntry, Plan, Task
from workplan.clock import civil_date
from workplan.exchange import merge_codes
from workplan.exchange.lines_of_effort import recognised
from workplan.exchange.merge_calendars import with_calendars
from workplan.exchange.merge_moves import first_words
from workplan.exchange.merging import Here, Merge, merge, with_outline
from workplan.exchange.planfile import PlanFile
from workplan.exchange.saved_form import tidied
from workplan.notation.suspenses import Due
from workplan.scheduling.order import arrange
from workplan.services.coordination.offers import FREE_STAGES
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.interchange.file_tasks import refuse_coming_events
from workplan.services.interchange.imports import ImportWishes, agency_ids, remember_agencies
from workplan.services.interchange.merge_rows import MergeWriter
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.people import agencies, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.journal import Burn, Entry
from workplan.services.record.verbs import REPORTS
from workplan.services.structure.task import removals
from workplan.services.tasks import task_sets

GROUPS = ("plan.imported", "plan.merged")


class _Compared(NamedTuple):
    present: PlanFile
    newer: PlanFile
    here: Here
    found: Merge
    agencies: dict[str, int]


def merge_of(
    session: Session, plan: Plan, newer: PlanFile, wishes: ImportWishes, now: datetime
) -> Merge:
    """Return what a newer file would change in a plan; nothing is saved.

    Raises:
        InvalidInput: when the file loops, or names a task that it does not hold.
    """
    return _compared(session, plan, newer, wishes, now).found


def _compared(
    session: Session, plan: Plan, newer: PlanFile, wishes: ImportWishes, now: datetime
) -> _Compared:
    arrange(newer.network())
    present = planfile_of(session, plan, with_empty_efforts=True)
    present.tasks = [tidied(task) for task in present.tasks]
    here = _here(session, plan, wishes, civil_date(now, plan.time_zone))
    newer = with_outline(present, recognised(present, newer, here.efforts), here.efforts)
    known = agency_ids(session, wishes)
    newer = with_calendars(present, newer)
    newer = _as_known_here(present, newer, known, agencies.labels(session))
    found = merge(present, newer, here)
    if codes := merge_codes.numbered(present, newer, found, here):
        taken = merge_codes.said(newer, codes)
        newer = merge_codes.with_codes(newer, codes)
        found = merge(present, newer, here)
        found.kept += taken
    found.first = first_words(present, newer, found)
    return _Compared(present, newer, here, found, known)


def _bound(session: Session, plan: Plan, today: date) -> frozenset[int]:
    """Return the uids of the tasks of a plan that cannot be removed any more."""
    if removals.are_free(plan):
        return frozenset()
    rows = session.execute(
        select(Task.id, Task.uid).where(Task.plan_id == plan.id, Task.removed_at.is_(None))
    )
    uids = {row.id: row.uid for row in rows}
    return frozenset(uids[one] for one in removals.bound(session, plan, uids.keys(), today))


def _here(session: Session, plan: Plan, wishes: ImportWishes, today: date) -> Here:
    """Return what is known of a plan's tasks beside what a file can say of them."""
    efforts = session.scalars(select(Initiative.uid).where(Initiative.plan_id == plan.id))
    gone = session.scalars(
        select(Task.uid).where(Task.plan_id == plan.id, Task.removed_at.is_not(None))
    )
    group = aliased(JournalEntry)

    def named_in(verbs: tuple[str, ...], groups: tuple[str, ...], *, within: bool) -> set[int]:
        """Return the tasks with an entry of such verbs whose cause is, or is not, such a group."""
        entries = (
            select(Task.uid)
            .join(JournalEntry, JournalEntry.subject_id == Task.id)
            .outerjoin(group, group.seq == JournalEntry.cause_seq)
            .where(
                Task.plan_id == plan.id,
                JournalEntry.plan_id == plan.id,
                JournalEntry.subject_type == "task",
                JournalEntry.verb.in_(verbs),
                group.verb.in_(groups)
                if within
                else group.verb.is_(None) | group.verb.not_in(groups),
            )
        )
        return set(session.scalars(entries))

    return Here(
        efforts=frozenset(efforts),
        # What a merge wrote, or the undo of one, is no report that anybody made here.
        reported=frozenset(named_in(REPORTS, (*GROUPS, "group.undone"), within=False)),
        from_file=frozenset(named_in(("task.added",), GROUPS, within=True)),
        removed=frozenset(gone),
        let_go=wishes.let_go,
        bound=_bound(session, plan, today),
        leads_accept=plan.stage not in FREE_STAGES,
    )


def _as_known_here(
    present: PlanFile, newer: PlanFile, known: dict[str, int], labels: dict[int, str]
) -> PlanFile:
    """Return the newer file with agencies by their label here; who is unknown changes nothing.

    Nor does an event of which the file does not know that its day is recorded here.

    Args:
        known: the ids of agencies by what files call them, in lower case.
        labels: of agencies by their ids.
    """
    old = {task.uid: task for task in present.tasks}
    called = {name: labels[agency] for name, agency in known.items()}
    tasks = []
    for task in newer.tasks:
        if (before := old.get(task.uid)) is None:
            tasks.append(task)
            continue
        named = [called[name.lower()] for name in task.owners if name.lower() in called]
        supports = [
            (called[name.lower()], role) for name, role in task.supports if name.lower() in called
        ]
        is_same = not named or set(named) == set(before.owners)
        tasks.append(
            replace(
                task,
                owners=before.owners if is_same else tuple(dict.fromkeys(named)),
                supports=tuple(supports),
                due_rule=_recorded(task.due_rule, before.due_rule),
            )
        )
    return replace(newer, tasks=tasks)


def _recorded(newer: Due | None, here: Due | None) -> Due | None:
    """Return a rule with the day on which its event happened, where that is recorded here."""
    if newer is None or here is None or newer.happened_on or newer.event != here.event:
        return newer
    return newer._replace(happened_on=here.happened_on)


def merge_plan(
    change: Change, slug: str, newer: PlanFile, wishes: ImportWishes, reason: str = ""
) -> tuple[Merge, list[Move]]:
    """Bring a newer file into a plan and return what it changed, and what moved.

    Reports that were made here are not overwritten.

    Raises:
        LinkWouldLoop: when the newer links loop; nothing is saved.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        present, newer, here, found, known = _compared(session, plan, newer, wishes, change.now)
        remember_agencies(change, newer, wishes)
        if found.is_empty:
            return found, []
        on_day = civil_date(change.now, plan.time_zone)
        refuse_coming_events(newer.tasks, on_day)
        counted = task_sets.tally(session, plan.id)
        writer = MergeWriter(change, plan, present, newer, found, here, known)
        entries = writer.write()
        session.flush()
        entries, rest = task_sets.counted(entries, counted, task_sets.tally(session, plan.id))
        seq = journal.record(change, on_day, plan.id, [_group(plan, found, reason, rest)])
        caused = [replace(entry, cause_seq=seq) for entry in entries]
        if caused:
            journal.record(change, on_day, plan.id, caused)
        plan.version += 1
        return found, reschedule(change, on_day, plan.id, seq)


def _group(plan: Plan, found: Merge, reason: str, rest: Burn) -> Entry:
    after: dict[str, Any] = {
        "added": len(found.added),
        "removed": len(found.removed),
        "changed": len({change.uid for change in found.changed}),
    }
    if found.first:
        after["said"] = found.first
    return Entry("plan.merged", ("plan", plan.id), after=after, reason=reason, burn=rest)
