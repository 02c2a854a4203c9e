"""A lead agency asks for a later suspense: with a reason, and what is done to recover.

Asking moves nothing and stops no reminder; the coordinators answer (`extension_answers`).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models import Directive, Extension, ExtensionQuestion, Plan, Suspense, Task
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.dates.stored_network import directed_date
from workplan.services.people import plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.due_work import REMINDED_STAGES
from workplan.services.tasks.suspenses import check_day
from workplan.vocabulary import ExtensionState

OPEN = (ExtensionState.ASKED.value, ExtensionState.RETURNED.value)
MOST = 2_000
NOT_YOURS = (
    "Only the task’s lead agency, and the person to whom it is handed, asks for a later suspense. "
    "As the coordinator, change the suspense instead."
)


class Asked(NamedTuple):
    """What an agency asks for."""

    wanted_on: date | None
    reason: str
    recovery: str


def ask(change: Change, task_id: int, asked: Asked) -> int:
    """Ask the coordinators for a later suspense, and return the request.

    Raises:
        NotAllowed: for anybody but the lead agency and the person to whom the task is handed.
        InvalidInput: for a day that is not later, a text that is missing or too long, a task
            without a suspense or of a plan that is not under way, and while a request is open.
    """
    reason, recovery = checked("reason", asked.reason), checked("recovery", asked.recovery)
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        require_agency(session, standing, task)
        plan = session.get_one(Plan, task.plan_id)
        if plan.stage not in REMINDED_STAGES or not task.is_open or task.removed_at is not None:
            raise InvalidInput("wanted_on", "No suspense of this task counts now. Reload the page.")
        if task.due_on is None:
            raise InvalidInput("wanted_on", "The task has no suspense yet. Report instead.")
        if asked.wanted_on is None:
            raise InvalidInput("wanted_on", "Give the day that you ask for.")
        check_day("wanted_on", asked.wanted_on)
        check_later("wanted_on", asked.wanted_on, task.due_on)
        if session.scalar(select(Extension.id).where(is_open_on(task.id))) is not None:
            raise InvalidInput(
                "wanted_on",
                "A request is open already. Use “Withdraw” on it, or wait.",
            )
        row = Extension(
            task_id=task.id,
            asked_by_id=change.actor.id,
            asked_at=change.now,
            due_on=task.due_on,
            directed_on=directed_on(session, task, task.due_on),
            wanted_on=asked.wanted_on,
            reason=reason,
            recovery=recovery,
            state=ExtensionState.ASKED,
            waits_since=change.now,
        )
        session.add(row)
        session.flush()
        after = {"wanted_on": asked.wanted_on.isoformat(), "recovery": recovery}
        entry = journal.Entry("task.extension_asked", ("task", task.id), None, after, reason)
        journal.note(change, plan.id, entry)
        said = f"Until {day_words(asked.wanted_on)}. {reason}"
        tell_coordinators(change, task, said)
        return row.id


def reply(change: Change, extension_id: int, words: str) -> int:
    """Answer a question of the coordinators on a request, and return its task.

    Raises:
        NotAllowed: for anybody who could not have asked.
        InvalidInput: for no words, and when no question waits.
    """
    with change.transaction() as session:
        row, task, standing = find(change, extension_id)
        require_agency(session, standing, task)
        words = checked("reply", words)
        question = session.scalar(
            select(ExtensionQuestion)
            .where(ExtensionQuestion.extension_id == row.id, ExtensionQuestion.replied_at.is_(None))
            .order_by(ExtensionQuestion.id.desc())
            .limit(1)
        )
        if row.state != ExtensionState.RETURNED or question is None:
            raise InvalidInput("reply", "No question waits on this request. Reload the page.")
        question.reply = words
        question.replied_by_id, question.replied_at = change.actor.id, change.now
        row.state, row.waits_since = ExtensionState.ASKED, change.now
        entry = journal.Entry("task.extension_replied", ("task", task.id), reason=words)
        journal.note(change, task.plan_id, entry)
        tell_coordinators(change, task, words)
        return task.id


def withdraw(change: Change, extension_id: int) -> int:
    """Withdraw a request that is open, and return its task; its row stays.

    Raises:
        NotAllowed: for anybody who could not have asked.
        InvalidInput: when it was answered already.
    """
    with change.transaction() as session:
        row, task, standing = find(change, extension_id)
        require_agency(session, standing, task)
        require_waiting(row)
        close(row, ExtensionState.WITHDRAWN, change)
        after = {"wanted_on": row.wanted_on.isoformat()}
        entry = journal.Entry("task.extension_withdrawn", ("task", task.id), after=after)
        journal.note(change, task.plan_id, entry)
        return task.id


def find(change: Change, extension_id: int) -> tuple[Extension, Task, Standing]:
    """Return a request with its task, and what the person is in its plan.

    Raises:
        NotFound: when there is no such request, or none for them.
        PlanIsFrozen: when the plan is closed.
    """
    session = change.session
    row = session.scalar(
        select(Extension)
        .join(Task, Task.id == Extension.task_id)
        .where(Extension.id == extension_id, Task.plan_id.in_(rights.visible_plans(change.actor)))
    )
    if row is None:
        raise NotFound("There is no such request among yours.")
    task, standing = rights.task_for(session, change.actor, row.task_id)
    rights.require_open(session, standing.plan_id)
    return row, task, standing


def is_open_on(task_id: int) -> ColumnElement[bool]:
    """Return the condition of a request on a task that is not answered yet."""
    return and_(Extension.task_id == task_id, Extension.state.in_(OPEN))


def may_ask(session: Session, standing: Standing, task: Task) -> bool:
    """Tell whether somebody can ask for a later suspense of a task now; one select."""
    plan = session.get_one(Plan, task.plan_id)
    counts = task.is_open and task.removed_at is None and task.due_on is not None
    if plan.stage not in REMINDED_STAGES or not counts or not standing.has_own_work:
        return False
    asked = select(Extension.id).where(is_open_on(task.id))
    theirs = select(Task.id).where(Task.id == task.id, standing.owned(), ~asked.exists())
    return session.scalar(theirs) is not None


def require_agency(session: Session, standing: Standing, task: Task) -> None:
    """Refuse what only the lead agency does, or the person to whom the task is handed."""
    rights.require_open(session, standing.plan_id)
    theirs = select(Task.id).where(Task.id == task.id, standing.owned())
    if not standing.has_own_work or session.scalar(theirs) is None:
        raise NotAllowed(NOT_YOURS)


def require_waiting(row: Extension) -> None:
    """Refuse to answer or withdraw what was answered or withdrawn already."""
    if row.state not in OPEN:
        raise InvalidInput("answer", f"The request was {row.state} already. Reload the page.")


def check_later(field: str, day: date, due_on: date) -> None:
    """Refuse a day that is no later than the one that counts."""
    if day <= due_on:
        raise InvalidInput(
            field, f"The suspense is {day_words(due_on)} already. Give a later day than that."
        )


def close(row: Extension, state: ExtensionState, change: Change) -> None:
    """Note who ended a request, when, and how."""
    row.state, row.closed_at, row.closed_by_id = state, change.now, change.actor.id


def directed_on(session: Session, task: Task, due_on: date) -> date:
    """Return the day that the rule of a task orders, whatever was agreed beside it."""
    suspense = session.scalar(select(Suspense).where(Suspense.task_id == task.id))
    if suspense is None:
        return due_on
    if suspense.rule == "after_task":
        return suspense.agreed_for or due_on
    directive_id = session.get_one(Plan, task.plan_id).directive_id
    directive = session.get(Directive, directive_id) if directive_id else None
    return directed_date(suspense, directive.signed_on if directive else None) or due_on


def tell_coordinators(change: Change, task: Task, said: str) -> None:
    """Tell the coordinators of a task's plan that a later suspense is asked for."""
    members = plan_members.members_of(change.session, task.plan_id)
    coordinators = [one.user_id for one in members if one.role == "coordinator"]
    notices.tell(change, task, News("extension", said), coordinators)


WANTED = {
    "reason": "Say why the suspense cannot be kept.",
    "recovery": "Say what is done to recover.",
    "reply": "The reply is empty. Answer the question.",
    "question": "The question is empty. Say what you need to know.",
    "answer": "Say why you decline.",
}
"""What is said of a text that is missing."""


def checked(field: str, typed: str) -> str:
    """Return a text of a request, or of an answer to one.

    Raises:
        InvalidInput: when it is missing or too long.
    """
    text = typed.strip()
    if not text:
        raise InvalidInput(field, WANTED[field])
    if len(text) > MOST:
        raise InvalidInput(
            field, f"The text has {len(text):,} characters, and {MOST:,} fit. Shorten it."
        )
    return text
