"""The page of a plan's clearance: its rounds, and whom a new version would ask again."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, User
from workplan.papers import notes
from workplan.services.consultation import approvals
from workplan.services.consultation.approvals import Approved, Ready
from workplan.services.consultation.text import frozen, versions
from workplan.services.coordination.recipients import reach_of
from workplan.services.coordination.rounds import course_selects
from workplan.services.coordination.rounds.courses import Ask, Course
from workplan.services.pages.task.round_pages import Choice, RoundPage, with_rounds
from workplan.services.pages.text.versions import ChangedTask, Changes, changes
from workplan.services.people import plan_agencies, plan_members
from workplan.services.people.standing import Standing
from workplan.services.record.actor import Actor
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import Concurrence

CONCURRED = (Concurrence.CONCUR, Concurrence.COMMENT)


class ClearancePage(NamedTuple):
    """What the page shows.

    Args:
        found: the rounds, and what the person may do in them.
        changed: what changed since the version that went round last; None before the first.
        official: the name of the approving official, if one is named.
        is_official: whether that is who reads the page.
        ready: what stands between the plan and its approval.
        approval: the approval that stands, if there is one.
        members: whom the coordinator may name as approving official.
    """

    found: RoundPage
    changed: Changes | None
    official: str
    is_official: bool
    ready: Ready
    approval: Approved | None
    members: list[tuple[int, str]]

    def moved(self, label: str) -> list[ChangedTask] | None:
        """Return the tasks of an agency whose dates changed since the version that went round.

        None where that is not looked at: nothing goes round, or the reader does not settle.
        """
        if self.changed is None:
            return None
        return [
            task for task in self.changed.tasks if task.is_moved and label in _agencies_of(task)
        ]


def page_of(
    session: Session, actor: Actor, plan: Plan, standing: Standing, day: PlanDay
) -> ClearancePage:
    """Return the page as somebody of this standing sees it; as many selects for any plan."""
    rounds = course_selects.of_plan(session, plan.id)
    is_live = plan.stage != "closed" and plan.archived_at is None and not plan.is_template
    sends = standing.may_change_structure
    may_send = is_live and sends
    found = with_rounds(
        session, plan, standing, day, rounds, is_live=is_live, sends=sends, may_send=may_send
    )
    course = found.course if found.course and found.course.is_open else None
    since = _since(session, plan, course) if course and may_send else None
    choices = _choices(session, plan, course, since) if may_send else []
    members = plan_members.members_of(session, plan.id)
    names = _names(session, {one.user_id for one in members} | {plan.approver_id or 0})
    return ClearancePage(
        found._replace(choices=choices),
        since.changes if since else None,
        names.get(plan.approver_id or 0, ""),
        plan.approver_id is not None and plan.approver_id == actor.id,
        approvals.readiness(session, plan),
        approvals.standing_approval(session, plan.id),
        sorted(
            {(one.user_id, names[one.user_id]) for one in members}, key=lambda pair: (pair[1], pair)
        ),
    )


def _names(session: Session, people: set[int]) -> dict[int, str]:
    rows = session.execute(select(User.id, User.name).where(User.id.in_(people)))
    return {row.id: row.name for row in rows}


class _Since(NamedTuple):
    """What the version that went round last held, and what changed since."""

    sections: dict[int, str]
    changes: Changes


def _since(session: Session, plan: Plan, course: Course) -> _Since:
    sent = versions.of_number(session, plan.id, course.last.number).content
    bodies = {raw["number"]: raw["body"] for raw in sent["sections"]}
    return _Since(bodies, changes(sent, frozen.content_of(session, plan)))


def _choices(
    session: Session, plan: Plan, course: Course | None, since: _Since | None
) -> list[Choice]:
    """Return the agencies of the plan: those that a version asks by rule come first."""
    asked = {ask.agency_id: ask for ask in course.standing} if course else {}
    reach = reach_of(session, plan.id)
    touched = _touched(since.changes) if since else set()
    found = [
        Choice(
            agency_id,
            label,
            _why(asked.get(agency_id), is_touched=label in touched),
            since is None or (agency_id in asked and _is_asked_again(asked[agency_id], since)),
            not reach.reaches(agency_id),
        )
        for agency_id, label in plan_agencies.labels_in(session, plan.id).here
    ]
    return sorted(found, key=lambda one: (not one.is_suggested, not one.why, one.label))


def _is_asked_again(ask: Ask, since: _Since) -> bool:
    """Tell whether a new version asks an agency again: its part changed, or it has not agreed.

    Its part is the tasks that it leads or supports, and the sections on whose words it commented.
    """
    if ask.said is None or ask.said.kind not in CONCURRED:
        return True
    differ = {section.number for section in since.changes.sections}
    met = {
        number
        for number, body in since.sections.items()
        for one in ask.said.remarks
        if not one.passage or notes.holds(body, one.passage)
    }
    return ask.label in _touched(since.changes) or bool(met & differ)


def _touched(changed: Changes) -> set[str]:
    """Return the labels of the agencies that have to do with the tasks that differ."""
    return {label for task in changed.tasks for label in _agencies_of(task)}


def _agencies_of(task: ChangedTask) -> set[str]:
    return {label for side in (task.was, task.now) if side is not None for label in side.agencies}


def _why(ask: Ask | None, *, is_touched: bool) -> str:
    if ask is None:
        return ""
    said = Concurrence.said(ask.said.kind).lower() if ask.said else "no answer yet"
    return f"{said}; a task of its changed" if is_touched else said
