"""A plan's stage, and the days that pass over it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput, PlanIsFrozen
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.rescheduling import reschedule
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure import baselines
from workplan.vocabulary import Stage

FIRST_BASELINE = "Approved plan"
LIVE_STAGES = ("approved", "implementing")


def move_to_stage(change: Change, slug: str, stage: str) -> None:
    """Move a plan to a later stage; approval, passed over or not, freezes its first baseline.

    A closed plan takes no more changes, so nothing follows it.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        before = plan.stage
        later = Stage.codes()[_place(before) + 1 :]
        if stage not in later:
            later_ones = ", ".join(later)
            raise InvalidInput(
                "stage", f"“{stage}” does not follow {before}. Choose: {later_ones}."
            )
        plan.stage = stage
        plan.version += 1
        entry = journal.Entry("plan.stage", ("plan", plan.id), {"stage": before}, {"stage": stage})
        on_day = civil_date(change.now, plan.time_zone)
        journal.record(change, on_day, plan.id, [entry])
        if _place(before) < _place(Stage.APPROVED) <= _place(stage):
            name = baselines.free_name(session, plan, FIRST_BASELINE)
            baselines.freeze_in(change, plan, name)


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
    """Return the plans whose days pass: those under way."""
    return list(
        session.scalars(select(Plan.id).where(Plan.stage.in_(LIVE_STAGES)).order_by(Plan.id))
    )


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
        entry = journal.Entry("plan.day_passed", ("plan", plan_id), after={"on": day.isoformat()})
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
