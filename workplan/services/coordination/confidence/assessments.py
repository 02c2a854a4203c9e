"""The coordinator says how sure a task is, with a reason; the row before ends, and is kept.

What is assessed stands beside what is reported and what is computed. It moves no date, changes no
status and enters no count.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Assessment, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.policy import RECOVERY_DAYS
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.coordination.registers.register_fields import said
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import Confidence

MAX_REASON = 2_000


def assess(change: Change, task_id: int, rating: str, reason: str) -> None:
    """Say how sure a task is; whatever was said before ends, and stays on record.

    Red asks the lead for a recovery plan, and tells them; said again, it asks for no new one.

    Raises:
        InvalidInput: for no rating, no reason, or a task that is not open.
        NotAllowed: for anyone but the coordinator.
    """
    if rating not in Confidence.codes():
        raise InvalidInput("rating", "Choose how sure it is from the list.")
    reason = said("reason", "Say why: what makes it so.", reason, MAX_REASON)
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_structure(session, standing)
        if task.removed_at is not None or not task.is_open:
            raise InvalidInput("rating", f"“{task.name}” is not open any more. Choose another.")
        before = standing_of(session, task_id)
        row = Assessment(
            task_id=task_id,
            rating=rating,
            reason=reason,
            assessed_at=change.now,
            assessed_by_id=change.actor.id,
        )
        is_new_red = rating == Confidence.RED and (before is None or before.rating != rating)
        if rating == Confidence.RED:
            row.red_since = change.now if is_new_red or before is None else before.red_since
            row.wanted_on = (
                plan_wanted_on(session, task, change)
                if is_new_red or before is None
                else before.wanted_on
            )
        _end(change, before)
        session.add(row)
        after = {"rating": rating, "wanted_on": journal.day(row.wanted_on)}
        was = {"rating": before.rating} if before else None
        entry = journal.Entry("task.assessed", ("task", task_id), was, after, reason)
        journal.note(change, task.plan_id, entry)
        if is_new_red and row.wanted_on is not None:
            words = f"Wanted by {day_words(row.wanted_on)}. {reason}"
            leads = plan_members.leads_of(session, task)
            notices.tell(change, task, News("recovery", words), leads)


def withdraw(change: Change, task_id: int, reason: str) -> None:
    """Take back what was assessed, so that nothing stands; it stays on record.

    Raises:
        InvalidInput: when nothing stands, and without a reason.
    """
    reason = said("reason", "Say why it is withdrawn.", reason, MAX_REASON)
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_structure(session, standing)
        row = standing_of(session, task_id)
        if row is None:
            raise InvalidInput("reason", "No assessment stands any more. Reload the page.")
        _end(change, row)
        was = {"rating": row.rating}
        entry = journal.Entry("task.assessment_withdrawn", ("task", task_id), was, None, reason)
        journal.note(change, task.plan_id, entry)


def standing_of(session: Session, task_id: int) -> Assessment | None:
    """Return the assessment of a task that stands."""
    return session.scalar(
        select(Assessment).where(Assessment.task_id == task_id, Assessment.ended_at.is_(None))
    )


def plan_wanted_on(session: Session, task: Task, change: Change) -> date:
    """Return the day by which a recovery plan is wanted that is asked for now."""
    plan = session.get_one(Plan, task.plan_id)
    calendar, today = calendar_of_plan(plan), civil_date(change.now, plan.time_zone)
    return calendar.shift(calendar.on_or_before(today), RECOVERY_DAYS)


def _end(change: Change, row: Assessment | None) -> None:
    if row is not None:
        row.ended_at, row.ended_by_id = change.now, change.actor.id
        # Of two rows that stand for one task the key of the table would refuse the second.
        change.session.flush()
