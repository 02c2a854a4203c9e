"""The coordinators answer a request for a later suspense: approve, decline, or ask back.

What the directive orders stays ordered: the day is agreed beside it, and counts. A fixed day of
the coordinators' own moves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from models import Extension, ExtensionQuestion, JournalEntry, Plan, Suspense, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.coordination.tasking import extensions
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.suspenses import agree, check_day, set_rule
from workplan.services.tasks.task_fields import changed, fields_of
from workplan.vocabulary import ExtensionState, OrderedBy

KINDS = ("approve", "decline", "return")


class Answer(NamedTuple):
    """What the coordinators answer.

    Args:
        kind: approve, decline, or return with a question.
        agreed_on: the day that is approved; the one that was asked for when it is empty.
        words: the reason, or the question.
    """

    kind: str
    agreed_on: date | None = None
    words: str = ""


class Answered(NamedTuple):
    """A request that was answered: its task, and what that moved."""

    task_id: int
    moves: list[Move]


def answer(change: Change, extension_id: int, given: Answer) -> Answered:
    """Answer a request; its agency is told by mail.

    Raises:
        NotAllowed: for anybody but a coordinator.
        InvalidInput: when it was answered already, for a day that is not later than the one that
            counts, and for a refusal or a question without words.
    """
    with change.transaction() as session:
        row, task, standing = extensions.find(change, extension_id)
        rights.require_structure(session, standing)
        extensions.require_waiting(row)
        if given.kind not in KINDS:
            raise InvalidInput("answer", "Choose to approve, decline or return it.")
        act = {"approve": _approve, "decline": _decline, "return": _return}[given.kind]
        moves = act(change, row, task, given)
        people = {row.asked_by_id, *plan_members.leads_of(session, task)}
        notices.tell(change, task, News("extension_answer", _said(row, given)), people)
        return Answered(task.id, moves)


def take_back(change: Change, entry: JournalEntry, reason: str) -> list[Move]:
    """Open a request again that an entry answered, with the suspense as it was before it.

    Raises:
        InvalidInput: when the request, or the suspense, was changed again since.
    """
    session = change.session
    before, after = entry.before or {}, entry.after or {}
    row = session.get_one(Extension, after["extension_id"])
    task = session.get_one(Task, row.task_id)
    newer = select(Extension.id).where(Extension.task_id == task.id, Extension.id > row.id)
    if row.state != after["state"] or session.scalar(newer.limit(1)) is not None:
        raise InvalidInput(
            "entry", "Since then a later suspense was asked for again. Answer that one."
        )
    row.state, row.waits_since = ExtensionState.ASKED, change.now
    row.agreed_on, row.answer, row.closed_at, row.closed_by_id = None, "", None, None
    reopened = journal.Entry("task.extension_reopened", ("task", task.id), after, before, reason)
    plan, seq = _recorded(change, task, reopened)
    if "fixed_on" in before:
        _move(change, plan, task, date.fromisoformat(before["fixed_on"]), seq)
    elif "agreed_on" in after:
        agree(session, task.id, _day(before.get("agreed_on")), _day(before.get("agreed_for")))
    people = {row.asked_by_id, *plan_members.leads_of(session, task)}
    notices.tell(change, task, News("extension_answer", "The answer is taken back."), people)
    return reschedule(change, civil_date(change.now, plan.time_zone), plan.id, seq)


def give_again(change: Change, entry: JournalEntry, reason: str) -> list[Move]:
    """Answer a request again as it was answered before that was taken back.

    Raises:
        InvalidInput: when it was answered or withdrawn since.
    """
    kept = entry.before or {}
    day = _day(kept.get("fixed_on") or kept.get("agreed_on"))
    kind = "approve" if day is not None else "decline"
    return answer(change, kept["extension_id"], Answer(kind, day, reason)).moves


def _approve(change: Change, row: Extension, task: Task, given: Answer) -> list[Move]:
    session = change.session
    agreed_on = given.agreed_on or row.wanted_on
    check_day("agreed_on", agreed_on)
    if not task.is_open:
        raise InvalidInput(
            "agreed_on", f"“{task.name}” is not open work any more. Choose to decline the request."
        )
    if task.due_on is None:
        raise InvalidInput("agreed_on", "The task has no suspense any more. Decline the request.")
    extensions.check_later("agreed_on", agreed_on, max(task.due_on, row.due_on))
    extensions.close(row, ExtensionState.APPROVED, change)
    row.agreed_on, row.answer = agreed_on, given.words.strip()[: extensions.MOST]
    suspense = session.scalars(select(Suspense).where(Suspense.task_id == task.id)).one()
    moves_itself = suspense.rule == "fixed" and suspense.orderer == OrderedBy.COORDINATOR
    ordered = extensions.directed_on(session, task, task.due_on)
    after: dict[str, Any] = {"extension_id": row.id, "state": row.state}
    before: dict[str, Any] = {}
    if moves_itself:
        before["fixed_on"], after["fixed_on"] = ordered.isoformat(), agreed_on.isoformat()
    else:
        for column in ("agreed_on", "agreed_for"):
            before[column] = journal.day(getattr(suspense, column))
        after |= {"agreed_on": agreed_on.isoformat(), "agreed_for": ordered.isoformat()}
    entry = journal.Entry("task.extension_answered", ("task", task.id), before, after, row.answer)
    plan, seq = _recorded(change, task, entry)
    if moves_itself:
        _move(change, plan, task, agreed_on, seq)
    else:
        agree(session, task.id, agreed_on, ordered)
    session.flush()
    return reschedule(change, civil_date(change.now, plan.time_zone), plan.id, seq)


def _decline(change: Change, row: Extension, task: Task, given: Answer) -> list[Move]:
    row.answer = extensions.checked("answer", given.words)
    extensions.close(row, ExtensionState.DECLINED, change)
    after = {"extension_id": row.id, "state": row.state}
    entry = journal.Entry("task.extension_answered", ("task", task.id), {}, after, row.answer)
    _recorded(change, task, entry)
    return []


def _return(change: Change, row: Extension, task: Task, given: Answer) -> list[Move]:
    if row.state == ExtensionState.RETURNED:
        raise InvalidInput("answer", "A question waits for its reply. Give it time, or decide.")
    question = extensions.checked("question", given.words)
    change.session.add(
        ExtensionQuestion(
            extension_id=row.id,
            asked_by_id=change.actor.id,
            asked_at=change.now,
            question=question,
        )
    )
    row.state = ExtensionState.RETURNED
    entry = journal.Entry("task.extension_questioned", ("task", task.id), reason=question)
    _recorded(change, task, entry)
    return []


def _move(change: Change, plan: Plan, task: Task, fixed_on: date, cause_seq: int) -> None:
    """Give a task another fixed suspense, as part of an entry; the caller reschedules."""
    session = change.session
    before = fields_of(session, task)
    wanted = replace(before, suspense=replace(before.suspense, fixed_on=fixed_on))
    set_rule(session, task, wanted.suspense)
    task.version += 1
    session.flush()
    old, new = changed(before, wanted)
    part = journal.Entry("task.changed", ("task", task.id), old, new, cause_seq=cause_seq)
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [part])


def _recorded(change: Change, task: Task, entry: journal.Entry) -> tuple[Plan, int]:
    """Write an entry, and return the plan of its task and its number."""
    plan = change.session.get_one(Plan, task.plan_id)
    on_day = civil_date(change.now, plan.time_zone)
    return plan, journal.record(change, on_day, plan.id, [entry])


def _said(row: Extension, given: Answer) -> str:
    """Say in a mail what was answered."""
    if row.state == ExtensionState.APPROVED:
        assert row.agreed_on is not None
        another = row.agreed_on != row.wanted_on
        day = day_words(row.agreed_on)
        first = f"Approved, but for {day}." if another else f"Approved: {day}."
        return f"{first} {row.answer}".strip()
    if row.state == ExtensionState.DECLINED:
        return f"Declined. {row.answer}"
    return given.words.strip()


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
