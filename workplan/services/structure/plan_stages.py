"""A plan's stage, and the days that pass over it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from models import Directive, JournalEntry, Plan, PlanApproval
from workplan.clock import civil_date
from workplan.errors import InvalidInput, PlanIsFrozen, StaleVersion
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.rescheduling import reschedule
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure import officials
from workplan.services.structure.baseline import approval_baselines, baselines
from workplan.services.structure.baseline.baselines import NO_GROUNDS, Grounds
from workplan.services.structure.health import points
from workplan.services.tasks import due_work, giving
from workplan.vocabulary import Stage

FIRST_BASELINE = "Approved plan"
SUCCESSOR = "superseding_id"


def move_to_stage(
    change: Change,
    slug: str,
    stage: str,
    version: int | None = None,
    reason: str = "",
    superseding_id: int | None = None,
) -> None:
    """Move a plan to a later stage; approval, passed over or not, freezes its first baseline.

    A closed plan takes no more changes: it is reopened first.

    Args:
        version: the version of the plan that the person saw, if they saw one.
        superseding_id: the directive that takes the place of the plan, as it is closed.

    Raises:
        StaleVersion: when somebody changed the plan in between.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        _require_version(plan, version)
        if plan.is_template:
            raise InvalidInput(
                "stage", "A template is never approved. Use it for a plan, and approve that one."
            )
        later = Stage.codes()[_place(plan.stage) + 1 :]
        if stage not in later:
            later_ones = ", ".join(later)
            raise InvalidInput(
                "stage", f"“{stage}” does not follow {plan.stage}. Choose: {later_ones}."
            )
        if stage in (Stage.APPROVED, Stage.IMPLEMENTING) and _crosses(plan.stage, stage):
            officials.require_nobody_else(session, plan)
        if superseding_id is not None:
            _check_successor(session, plan, stage, superseding_id)
        _pass_to(change, plan, stage, reason, superseding_id=superseding_id)


def take_approval_back(change: Change, plan: Plan, reason: str) -> None:
    """Give an approved plan the stage that it had before, in the caller's transaction."""
    before = next(
        entry.before or {}
        for entry in change.session.scalars(_changes(plan))
        if _crosses((entry.before or {})["stage"], (entry.after or {})["stage"])
    )
    _pass_to(change, plan, before["stage"], reason)


def approve_in(change: Change, plan: Plan, approver: str, reason: str) -> None:
    """Approve a plan in the caller's transaction; its first baseline names the official."""
    _pass_to(change, plan, Stage.APPROVED, reason, Grounds(approved_by=approver))


def reopen(change: Change, slug: str, reason: str, version: int | None = None) -> str:
    """Reopen a closed plan, and return the stage that it has: the one from which it was closed.

    Args:
        reason: why; it stands in the journal.
        version: the version of the plan that the person saw, if they saw one.

    Raises:
        InvalidInput: without a reason, and for a plan that is not closed, or archived.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_coordinator(standing)
        _require_version(plan, version)
        if plan.stage != "closed":
            raise InvalidInput(
                "stage", "This plan is not closed. Choose another stage for it instead."
            )
        _require_in_lists(plan)
        if not reason.strip():
            raise InvalidInput(
                "reason", "No reason is given, and the journal keeps it. Give the reason."
            )
        last = _last_change(session, plan)
        stage = (last.before or {}).get("stage", "implementing") if last else "implementing"
        _pass_to(change, plan, stage, reason.strip())
        return str(stage)


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Give a plan the stage that it had before an entry, in the caller's transaction.

    When that takes an approval back, its baseline is retired and mail that waits is cancelled.

    Raises:
        InvalidInput: when the stage was changed again since, for an archived plan, and where an
            official would have to approve it anew.
    """
    plan = change.session.get_one(Plan, entry.subject_id)
    if plan.stage != (entry.after or {}).get("stage"):
        raise InvalidInput(
            "entry", "Since then somebody changed the stage again. Use the page of the stage."
        )
    _require_in_lists(plan)
    stage = (entry.before or {})["stage"]
    if _crosses(stage, plan.stage):
        officials.require_no_approval(change.session, plan)
        officials.require_theirs(change.session, plan, change.actor)
    if stage != Stage.CLOSED and _crosses(plan.stage, stage):
        officials.require_nobody_else(change.session, plan)
    _pass_to(change, plan, stage, reason, superseding_id=(entry.before or {}).get(SUCCESSOR))


def approval_of(session: Session, plan: Plan) -> JournalEntry | None:
    """Return the entry by which a plan came to be approved and has that stage still, if it has."""
    last = _last_change(session, plan)
    is_approval = last is not None and _crosses((last.before or {})["stage"], plan.stage)
    return last if is_approval and plan.stage == "approved" else None


def _pass_to(
    change: Change,
    plan: Plan,
    stage: str,
    reason: str = "",
    grounds: Grounds = NO_GROUNDS,
    superseding_id: int | None = None,
) -> None:
    """Give a plan a stage, journalled, with what hangs on an approval; up or down."""
    session = change.session
    before, was = plan.stage, _kept(plan)
    plan.stage, plan.superseding_id = stage, superseding_id
    plan.version += 1
    frozen = _frozen_with_approval(session, plan) if _crosses(stage, before) else None
    entry = journal.Entry("plan.stage", ("plan", plan.id), was, _kept(plan), reason)
    seq = journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [entry])
    if _crosses(before, stage):
        giving.give_all(session, plan.id, change.now)
        name = baselines.free_name(session, plan, FIRST_BASELINE)
        baselines.freeze_in(change, plan, name, grounds)
    if frozen is not None:
        approval_baselines.retire(change, plan, frozen, seq)
    if _crosses(stage, before):
        stands = PlanApproval.plan_id == plan.id, PlanApproval.ended_at.is_(None)
        session.execute(update(PlanApproval).where(*stands).values(ended_at=change.now))
    if stage not in due_work.REMINDED_STAGES:
        session.flush()
        due_work.cancel_moot(session)


def _kept(plan: Plan) -> dict[str, Any]:
    """Return what the journal says of a plan's stage."""
    successor = {SUCCESSOR: plan.superseding_id} if plan.superseding_id is not None else {}
    return {"stage": plan.stage, **successor}


def _check_successor(session: Session, plan: Plan, stage: str, directive_id: int) -> None:
    """Refuse what cannot take the place of a plan."""
    if stage != Stage.CLOSED:
        raise InvalidInput(
            SUCCESSOR, "Only a plan that is closed is superseded. Choose “closed”, or name none."
        )
    if session.get(Directive, directive_id) is None:
        raise InvalidInput(SUCCESSOR, "That directive is not here. Choose from the list.")
    if directive_id == plan.directive_id:
        raise InvalidInput(
            SUCCESSOR, "That is the directive which the plan carries out. Choose another."
        )


def _crosses(before: str, after: str) -> bool:
    """Tell whether a plan that had one stage and has another became approved by that."""
    return _place(before) < _place(Stage.APPROVED) <= _place(after)


def _frozen_with_approval(session: Session, plan: Plan) -> int | None:
    """Return the baseline that the last approval of a plan froze, unless it is retired."""
    for entry in session.scalars(_changes(plan)):
        if _crosses((entry.before or {})["stage"], (entry.after or {})["stage"]):
            return approval_baselines.frozen_at(session, plan.id, entry.at)
    return None


def _last_change(session: Session, plan: Plan) -> JournalEntry | None:
    return session.scalar(_changes(plan).limit(1))


def _changes(plan: Plan) -> Select[JournalEntry]:
    return (
        select(JournalEntry)
        .where(JournalEntry.plan_id == plan.id, JournalEntry.verb == "plan.stage")
        .order_by(JournalEntry.seq.desc())
    )


def _require_version(plan: Plan, version: int | None) -> None:
    if version is not None and plan.version != version:
        raise StaleVersion(version, plan.version)


def _require_in_lists(plan: Plan) -> None:
    if plan.archived_at is not None:
        raise InvalidInput(
            "stage", "This plan is archived. Use “Bring back” first, and then reopen it."
        )


def _place(stage: str) -> int:
    return Stage.codes().index(stage)


def pass_days(change: Change, plan_id: int) -> list[date]:
    """Roll a plan's status date to today, one working day at a time, and return those days.

    Each day is one transaction and one journal entry, with the moves of unfinished work as its
    effects; after downtime each missed day gets its own. The condition on the stored date lets
    each day pass once, however many schedulers run.
    """
    passed = []
    while (day := _pass_next_day(change, plan_id)) is not None:
        passed.append(day)
    return passed


def live_plan_ids(session: Session) -> list[int]:
    """Return the plans whose days pass: those under way, and never a template."""
    live = select(Plan.id).where(due_work.is_under_way(Plan))
    return list(session.scalars(live.order_by(Plan.id)))


def _pass_next_day(change: Change, plan_id: int) -> date | None:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = _next_day(plan, civil_date(change.now, plan.time_zone))
        if day is None:
            return None
        moved = session.execute(
            update(Plan)
            .where(Plan.id == plan_id, Plan.status_on.is_not_distinct_from(plan.status_on))
            .values(status_on=day)
        )
        if moved.rowcount != 1:  # type: ignore[attr-defined]
            return None
        after = {"on": day.isoformat(), **points.told_on_day(session, plan)}
        entry = journal.Entry("plan.day_passed", ("plan", plan_id), after=after)
        seq = journal.record(change, day, plan_id, [entry])
        reschedule(change, day, plan_id, seq)
        return day


def _next_day(plan: Plan, today: date) -> date | None:
    """Return the next working day up to today over which the plan has not passed."""
    if plan.stage == "closed":
        raise PlanIsFrozen(f"The plan “{plan.title}” is closed; its days no longer pass.")
    calendar = calendar_of_plan(plan)
    if plan.status_on is None:
        return calendar.on_or_before(today)
    day = calendar.day_from(calendar.start_boundary(plan.status_on + timedelta(days=1)))
    return day if day <= today else None
