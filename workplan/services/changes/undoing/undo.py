"""Take a change back, as a new change; the journal keeps both."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from models import JournalEntry, Plan
from workplan.clock import civil_date
from workplan.errors import BeyondLimit, InvalidInput, NotFound
from workplan.services.accounts import house_settings
from workplan.services.accounts.membership import member_changes, memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes.undoing import (
    baseline_undo,
    house_undo,
    in_the_way,
    parts_undo,
    rule_undo,
    task_undo,
    undo_sets,
)
from workplan.services.changes.undoing.asked_first import require_sure
from workplan.services.changes.undoing.rearming import arm_as_before
from workplan.services.coordination import offers
from workplan.services.coordination.registers import register_undo, registers
from workplan.services.coordination.tasking import inner_suspenses
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.history.entry_words import kind_said
from workplan.services.history.taken_back import (
    GROUP_UNDONE,
    UNDONE,
    require_standing,
    taken_back_by,
    undoing,
    undoing_group,
)
from workplan.services.lifecycle import plan_changes, putting_away
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.verbs import GROUPS, UNDOABLE
from workplan.services.structure import plan_stages

OF_THE_WHOLE_PLAN = ("plan.stage", "plan.archived", "plan.unarchived")
"""What is taken back in a closed plan too, since it is what closed it or put it away."""
OF_OFFERS = (offers.OFFERED, offers.WITHDRAWN)


def undo(change: Change, seq: int, *, is_sure: bool = False) -> list[Move]:
    """Take back the change of a journal entry, or a whole group of them; return what moved.

    Args:
        is_sure: that the person saw what hangs on an undo that nothing brings back.

    Raises:
        NotFound: when there is no such entry, or none for them.
        InvalidInput: when it cannot be undone; `UndoRefused` with the entry that is in the way,
            `UndoAsked` with what would be gone for good.
    """
    with change.transaction() as session:
        entry = _entry(session, change.actor, seq)
        require_standing(session, entry)
        if entry.verb not in UNDOABLE:
            raise InvalidInput(
                "entry", f"An entry of the kind “{kind_said(entry.verb)}” cannot be undone."
            )
        require_sure(session, entry, is_sure=is_sure)
        one_or_many = _take_group_back if entry.verb in GROUPS else _take_back
        moves = one_or_many(change, entry)
        arm_as_before(session, entry, moves)
        return moves


def offered(change: Change) -> tuple[int, str] | None:
    """Return the entry, with its verb, by which what was just saved can be taken back, if any."""
    return next(((seq, verb) for seq, verb in change.made if verb in UNDOABLE), None)


def is_asked(change: Change) -> tuple[bool, bool]:
    """Tell whether what was just taken back asks an agency for its lead, and whether only that."""
    verbs = {verb for _, verb in change.made}
    return offers.OFFERED in verbs, verbs == {offers.OFFERED}


def _take_group_back(change: Change, entry: JournalEntry) -> list[Move]:
    """Take back each part of a group, the last first; rescheduled once."""
    session = change.session
    plan = session.get_one(Plan, entry.plan_id)
    parts = session.scalars(
        select(JournalEntry)
        .where(JournalEntry.cause_seq == entry.seq, JournalEntry.verb != "task.moved")
        .order_by(JournalEntry.seq.desc())
    ).all()
    on_day = civil_date(change.now, plan.time_zone)
    undone = journal.Entry(GROUP_UNDONE, ("plan", plan.id), after={journal.UNDOES: entry.seq})
    group_seq = journal.record(change, on_day, plan.id, [undone])
    # What was saved together is taken out in sets; tasks last, as they were put in first.
    tied, added = undo_sets.added_in(session, entry, parts)
    with undoing_group(change, group_seq):
        undo_sets.untie(change, plan, tied)
        for part in parts:
            if part in tied or part in added:
                continue
            if part.verb in OF_OFFERS:
                _withdraw(change, part)
            # A part that somebody took back alone is as it was before the group.
            elif taken_back_by(session, part) is None:
                _take_back(change, part)
        undo_sets.take_out(change, plan, added)
    return reschedule(change, on_day, plan.id, group_seq)


def _withdraw(change: Change, part: JournalEntry) -> None:
    """Withdraw what a part of a group offered and nobody answered; what it withdrew stays so."""
    offer = offers.open_offer(change.session, part.subject_id or 0)
    if part.verb == offers.OFFERED and offer is not None:
        reason = UNDONE.format(seq=part.seq)
        for entry in offers.withdrawn(change, [offer], reason):
            journal.note(change, part.plan_id, entry)


def _take_back(change: Change, entry: JournalEntry) -> list[Move]:
    try:
        with undoing(change, entry):
            return _set_back(change, entry)
    except BeyondLimit:
        raise
    except InvalidInput as refused:
        raise in_the_way.named(change.session, entry, refused) from refused


def _set_back(change: Change, entry: JournalEntry) -> list[Move]:
    session = change.session
    reason = UNDONE.format(seq=entry.seq)
    if entry.subject_type in house_undo.ABOUT:
        house_undo.set_back(change, entry, reason)
        return []
    if parts_undo.is_about_a_part(entry.verb):
        parts_undo.set_back(change, entry, reason)
        return []
    if task_undo.is_about_a_task(entry.verb):
        return task_undo.set_back(change, entry, reason)
    match entry.verb:
        case "member.joined" | "member.changed":
            member_changes.take_back(change, entry, reason)
            return []
        case "member.left":
            _bring_back(change, entry)
            return []
        case "plan.changed" | "plan.calendar_changed":
            return plan_changes.put_back(change, entry, reason)
        case "baseline.renamed" | "baseline.retired" | "baseline.restored" | "baseline.charted":
            baseline_undo.take_back(change, entry, reason)
            return []
        case "house.changed":
            before, after = entry.before or {}, journal.kept_after(entry)
            house_settings.set_back(change, before, after, reason)
            return []
        case verb if verb.startswith("reminder_rule."):
            rule_undo.take_back(change, entry)
            return []
        case "plan.stage":
            plan_stages.set_back(change, entry, reason)
            return []
        case "plan.archived" | "plan.unarchived":
            plan = session.get_one(Plan, entry.subject_id)
            is_away = entry.verb == "plan.archived"
            way_back = putting_away.unarchive if is_away else putting_away.archive
            way_back(change, plan.slug, reason)
            return []
        case "plan.imported":
            _remove_plan(change, entry, reason)
            return []
    raise InvalidInput("entry", f"An entry of the kind “{kind_said(entry.verb)}” cannot be undone.")


def _entry(session: Session, actor: Actor, seq: int) -> JournalEntry:
    shared = house_undo.find(session, actor, seq)
    if shared is not None:
        return shared
    is_theirs: ColumnElement[bool] = JournalEntry.plan_id.in_(rights.visible_plans(actor))
    if actor.is_admin:
        is_theirs = or_(is_theirs, JournalEntry.plan_id.is_(None))
    entry = session.scalar(select(JournalEntry).where(JournalEntry.seq == seq, is_theirs))
    if entry is None:
        raise NotFound(f"There is no entry {seq} among yours.")
    if entry.plan_id is None:
        return entry
    slug = session.scalars(select(Plan.slug).where(Plan.id == entry.plan_id)).one()
    _, standing = rights.plan_for(session, actor, slug)
    if entry.verb == "task.reported":
        rights.require_report(session, standing, entry.subject_id or 0)
    elif entry.subject_type == registers.SUBJECT:
        register_undo.require(session, actor, standing, entry)
    elif entry.subject_type == inner_suspenses.SUBJECT:
        inner_suspenses.require_undo(session, standing, entry)
    elif entry.verb in OF_THE_WHOLE_PLAN:
        rights.require_coordinator(standing)
    else:
        rights.require_structure(session, standing)
    return entry


def _bring_back(change: Change, entry: JournalEntry) -> None:
    """Bring a member back who was taken out, unless they are back already."""
    slug = change.session.scalars(select(Plan.slug).where(Plan.id == entry.plan_id)).one()
    try:
        was = MembershipFields(**(entry.before or {}))
        memberships.restore(change, slug, entry.subject_id or 0, was)
    except NotFound as back:
        raise InvalidInput(
            "entry", "They are back in the plan. Choose another role on its page of members."
        ) from back


def _remove_plan(change: Change, entry: JournalEntry, reason: str) -> None:
    """Take an imported plan out of sight; its record stays, and its address is free again.

    Raises:
        InvalidInput: for one that was brought in before today, once it is no draft.
    """
    session = change.session
    plan = session.get_one(Plan, entry.plan_id)
    on_day = civil_date(change.now, plan.time_zone)
    if plan.stage not in offers.FREE_STAGES and entry.on_day != on_day:
        raise InvalidInput(
            "entry",
            "The plan was brought in before today, and is not a draft any more: it is not taken "
            "out of sight. Use “Close” in its settings instead.",
        )
    session.execute(
        update(Plan)
        .where(Plan.id == plan.id)
        .values(removed_at=change.now, slug=f"{plan.slug[:40]}-undone-{plan.id}", stage="closed")
    )
    removed = journal.Entry("plan.removed", ("plan", plan.id), reason=reason)
    journal.record(change, on_day, plan.id, [removed])
