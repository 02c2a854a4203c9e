"""What waits for the coordinators of a plan, each kind with how many; the overview lists it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workplan.services.coordination.confidence import recovery_plans
from workplan.services.coordination.rounds.waiting import silent_in, silent_in_clearance
from workplan.services.coordination.tasking import unacknowledged
from workplan.services.coordination.tasking.extension_lists import waiting_in
from workplan.services.pages.comments import comment_counts
from workplan.services.pages.requests import lists as requests
from workplan.services.reporting.endings import to_check


class WaitsForYou(NamedTuple):
    """How many of each kind wait for the coordinators of a plan.

    Args:
        extensions: later suspenses that are asked for and not answered.
        claims: claims that a task is complete, to be accepted or returned.
        recovery: recovery plans that were asked for, and whose day has passed.
        unacknowledged: tasks that a lead agency has not acknowledged.
        silent: answers in coordination that agencies owe since before today.
        clearance: answers on the plan itself that they owe since before today.
        comments: comments from outside that are not answered, and `overdue` how many of them are
            late, `drafted` how many have a draft of an agency.
        changes: change requests that are theirs to decide.
        unsent: mails to those who sent comments that failed for good.
    """

    extensions: int
    claims: int
    unacknowledged: int
    recovery: int
    silent: int
    clearance: int
    comments: int
    overdue: int
    drafted: int
    unsent: int
    changes: int

    @property
    def total(self) -> int:
        """How many there are of all kinds; a comment that is late or drafted is one that waits."""
        return sum(self) - self.overdue - self.drafted


def waits_for_you(session: Session, plan_id: int, today: date) -> WaitsForYou:
    """Return what waits for the coordinators of a plan; one select for all."""
    claims, late = to_check.counted_in(plan_id), recovery_plans.counted_in(plan_id, today)
    [found] = session.execute(
        select(
            waiting_in(plan_id).label("extensions"),
            claims.label("claims"),
            unacknowledged.counted_in(plan_id).label("unacknowledged"),
            late.label("recovery"),
            silent_in(plan_id, today).label("silent"),
            silent_in_clearance(plan_id, today).label("clearance"),
            comment_counts.column(plan_id).label("comments"),
            comment_counts.column(plan_id, today).label("overdue"),
            comment_counts.drafted(plan_id).label("drafted"),
            comment_counts.failed(plan_id).label("unsent"),
            requests.waiting_in(plan_id).label("changes"),
        )
    ).all()
    return WaitsForYou._make(found)
