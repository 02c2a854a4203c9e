"""A claim that a task is complete is accepted, returned or reversed by others than its lead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Claim, Plan, StatusReport, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import plan_members, rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.reporting.endings import claims
from workplan.services.reporting.endings.claims import MAX_WORDS
from workplan.services.reporting.endings.verification import require_check
from workplan.services.reporting.progress import kept_of, progressed, telling
from workplan.services.reporting.recurring import comes_again, owed_on, recurs
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks import giving
from workplan.services.tasks.suspenses import meet
from workplan.vocabulary import ClaimState, NoticeKind


def accept(
    change: Change, claim_id: int, seen: Collection[int] = (), words: str = ""
) -> list[Move]:
    """Accept a claim: the task is done, as of the day of the claim, and return what moved.

    The occurrence of a recurring suspense is met, and the task goes on to the next.

    Args:
        seen: the places of the closing criteria that whoever checks has seen met.
        words: what was checked; needed where a criterion is left open.

    Raises:
        NotAllowed: for somebody of the lead agency, and for everybody but who checks.
        InvalidInput: when the claim is not open any more, or words are missing.
    """
    with change.transaction() as session:
        claim, task, today = _open(session, change, claim_id)
        left = [a for place, a in enumerate(claim.answers) if place not in seen]
        if left and not words.strip():
            raise InvalidInput(
                "words",
                f"“{left[0]['criterion']}” is left open. Tick it, say why it need not be met, or "
                "return the claim.",
            )
        _check_words(words)
        before, counted = kept_of(session, task), burn_counts.counted(session, task.id)
        claim.answers = [
            {**answer, "seen": place in seen} for place, answer in enumerate(claim.answers)
        ]
        claims.close(claim, change, today, ClaimState.ACCEPTED, words)
        task.ending = None
        task.version += 1
        is_series = claim.due_on is not None and recurs(session, task.id)
        owed = owed_on(session, task.id) if is_series else None
        if owed is not None:
            meet(session, task.id, owed)
            if comes_again(session, task.id):
                for name, value in progressed(ReportFields("complete", 100), is_met=True).items():
                    setattr(task, name, value)
                giving.give_next(session, task.id, change.now)
        session.flush()
        after = telling(before, kept_of(session, task))
        after["claimed_on"] = journal.day(claim.claimed_on)
        burn = burn_counts.difference(counted, burn_counts.counted(session, task.id))
        entry = journal.Entry("task.accepted", ("task", task.id), before, after, words, burn=burn)
        return _settled(change, task, today, entry, NoticeKind.ACCEPTED, words)


def send_back(change: Change, claim_id: int, words: str) -> list[Move]:
    """Return a claim with what is missing: the task is open again from today, as before it.

    Raises:
        NotAllowed: for somebody of the lead agency, and for everybody but who checks.
        InvalidInput: without words, and when the claim is not open any more.
    """
    with change.transaction() as session:
        claim, task, today = _open(session, change, claim_id)
        _need_words(words, "What is missing? The agency reads it with the claim that comes back.")
        claims.close(claim, change, today, ClaimState.RETURNED, words)
        return _back(change, task, claim, today, "task.returned", words)


def reverse(change: Change, task_id: int, words: str) -> list[Move]:
    """Reverse the acceptance of a task that turned out not to be done, as a new record.

    Raises:
        NotAllowed: for somebody of the lead agency, and for everybody but who checks.
        InvalidInput: without words, and when the task was not accepted, or reported on since.
    """
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        require_check(session, standing, task)
        claim = claims.last_accepted(session, task.id)
        is_done = task.actual_finish_on is not None and task.ending is None
        if claim is None or not is_done or _is_reported_since(session, claim):
            raise InvalidInput(
                "words", f"“{task.name}” does not count as done by a claim that was accepted."
            )
        _need_words(words, "Why does it not count as done after all?")
        today = _today(session, change, task)
        claim.state, claim.reversed_on = ClaimState.REVERSED, today
        claim.reversed_at, claim.reversed_by_id = change.now, change.actor.id
        claim.reversed_because = words.strip()
        return _back(change, task, claim, today, "task.acceptance_reversed", words)


def withdraw(change: Change, claim_id: int, words: str = "") -> list[Move]:
    """Take a claim back before it is checked, by the agency that made it; return what moved.

    Raises:
        NotAllowed: for who may not report on the task.
        InvalidInput: when the claim is not open any more.
    """
    with change.transaction() as session:
        claim, task = claims.require_claim(session, change, claim_id)
        _, standing = rights.task_for(session, change.actor, task.id)
        rights.require_report(session, standing, task.id)
        _check_words(words)
        today = _today(session, change, task)
        claims.close(claim, change, today, ClaimState.WITHDRAWN, words)
        entry = replace(claims.set_back(change, task, claim), verb="task.claim_withdrawn")
        seq = journal.record(change, today, task.plan_id, [entry])
        return reschedule(change, today, task.plan_id, seq)


def _is_reported_since(session: Session, claim: Claim) -> bool:
    newer = StatusReport.task_id == claim.task_id, StatusReport.id > claim.report_id
    return session.scalar(select(StatusReport.id).where(*newer).limit(1)) is not None


def _open(session: Session, change: Change, claim_id: int) -> tuple[Claim, Task, date]:
    claim, task = claims.require_claim(session, change, claim_id)
    _, standing = rights.task_for(session, change.actor, task.id)
    require_check(session, standing, task)
    return claim, task, _today(session, change, task)


def _back(
    change: Change, task: Task, claim: Claim, today: date, verb: str, words: str
) -> list[Move]:
    entry = claims.set_back(change, task, claim)
    entry = replace(entry, verb=verb, reason=words.strip())
    return _settled(change, task, today, entry, NoticeKind.RETURNED, words)


def _settled(
    change: Change, task: Task, today: date, entry: journal.Entry, kind: str, words: str
) -> list[Move]:
    """Journal a decision, tell the agency, and reschedule."""
    seq = journal.record(change, today, task.plan_id, [entry])
    notices.tell(
        change, task, News(kind, words.strip()), plan_members.leads_of(change.session, task)
    )
    return reschedule(change, today, task.plan_id, seq)


def _today(session: Session, change: Change, task: Task) -> date:
    return civil_date(change.now, session.get_one(Plan, task.plan_id).time_zone)


def _need_words(words: str, question: str) -> None:
    if not words.strip():
        raise InvalidInput("words", question)
    _check_words(words)


def _check_words(words: str) -> None:
    if len(words) > MAX_WORDS:
        raise InvalidInput(
            "words",
            f"The text has {len(words):,} characters, and {MAX_WORDS:,} fit. Shorten it.",
        )
