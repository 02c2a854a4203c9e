"""Claims that a task is complete: made by a report, and withdrawn by who made them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Claim, ClosingTerms, Evidence, Plan, Task
from workplan.errors import InvalidInput, NotFound
from workplan.services.people import rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reporting.progress import DAYS, MINUTES, PROGRESS, kept_of, telling
from workplan.vocabulary import ClaimState, Ending

MAX_WORDS = 2_000


@dataclass(frozen=True)
class Answer:
    """What somebody says of one closing criterion: that it is met, or why it is not.

    Args:
        seen: whether whoever checks the claim has seen it met.
    """

    criterion: str
    is_met: bool
    why: str = ""
    seen: bool = False


@dataclass(frozen=True)
class Before:
    """How a task stood before a claim: its progress, and the working days that were left."""

    progress: dict[str, Any]
    left_days: int

    @classmethod
    def of(cls, session: Session, task: Task) -> Before:
        """Return how a task stands now; an open claim of it is looked behind."""
        if task.ending == Ending.CLAIMED and (claim := open_claim(session, task.id)):
            return cls(claim.before, claim.left_days)
        left = burn_counts.remaining_days(task.duration_days, task.percent)
        return cls(kept_of(session, task), left)


def terms_of(session: Session, task_id: int) -> ClosingTerms | None:
    """Return when a task counts as done, if somebody has said so."""
    return session.get(ClosingTerms, task_id)


def answered(session: Session, task: Task, said: Sequence[tuple[bool, str]]) -> list[Answer]:
    """Return the answers to the closing criteria of a task, in their order.

    Args:
        said: of each criterion whether it is met, and why not; empty where nobody was asked.

    Raises:
        InvalidInput: when one is neither ticked nor explained, or evidence is missing.
    """
    terms = terms_of(session, task.id)
    if terms is None:
        return []
    given = [*said, *[(False, "")] * (len(terms.criteria) - len(said))]
    answers = [
        Answer(words, is_met, why.strip())
        for words, (is_met, why) in zip(terms.criteria, given, strict=False)
    ]
    if any(len(one.why) > MAX_WORDS for one in answers):
        raise InvalidInput("criteria", f"Give at most {MAX_WORDS:,} characters to a criterion.")
    missing = [one.criterion for one in answers if not one.is_met and not one.why]
    if missing:
        raise InvalidInput(
            "criteria",
            f"“{missing[0]}” is neither ticked nor explained. This task counts as done once each "
            "of its closing criteria is: open the full report, and tick or explain it.",
        )
    if terms.needs_evidence and not _has_evidence(session, task.id):
        raise InvalidInput(
            "evidence",
            f"“{task.name}” is closed on evidence. Attach a file or a link to this report; what an "
            "earlier claim showed does not count again.",
        )
    return answers


def hold_to_terms(session: Session, task: Task, said: Sequence[tuple[bool, str]]) -> None:
    """Keep with the open claim of a task what it says of the closing criteria.

    Raises:
        InvalidInput: when one is neither ticked nor explained, or evidence is missing.
    """
    answers = answered(session, task, said)
    claim = open_claim(session, task.id)
    if answers and claim is not None:
        claim.answers = [vars(one) for one in answers]


def make(change: Change, task: Task, report_id: int, on: date, before: Before) -> None:
    """Record that a report claims a task to be complete, in the caller's transaction."""
    claim = Claim(
        plan_id=task.plan_id,
        task_id=task.id,
        report_id=report_id,
        claimed_at=change.now,
        claimed_on=on,
        due_on=task.due_on,
        answers=[],
        before=before.progress,
        left_days=before.left_days,
    )
    change.session.add(claim)
    task.ending = Ending.CLAIMED


def open_claim(session: Session, task_id: int) -> Claim | None:
    """Return the claim of a task that waits to be checked."""
    return session.scalar(
        select(Claim).where(Claim.task_id == task_id, Claim.state == ClaimState.OPEN)
    )


def close(claim: Claim, change: Change, on: date, state: ClaimState, words: str = "") -> None:
    """Say what became of a claim."""
    claim.state, claim.words = state, words.strip()
    claim.decided_by_id, claim.decided_at, claim.decided_on = change.actor.id, change.now, on


def give_way(change: Change, task: Task, on: date) -> None:
    """Withdraw the open claim of a task that is reported on anew, in the caller's transaction."""
    if task.ending == Ending.CLAIMED:
        task.ending = None
        if claim := open_claim(change.session, task.id):
            close(claim, change, on, ClaimState.WITHDRAWN)


def open_again(change: Change, task_id: int, at: datetime) -> None:
    """Claim again what a report of a moment withdrew, when that report is taken back.

    What was withdrawn stays so on the record. The new claim is as it was, of the same day: its
    suspense is measured by it.
    """
    withdrawn = change.session.scalar(
        select(Claim).where(
            Claim.task_id == task_id,
            Claim.state == ClaimState.WITHDRAWN,
            Claim.decided_at == at,
        )
    )
    if withdrawn is None:
        return
    kept = ("plan_id", "task_id", "report_id", "claimed_on", "due_on", "before", "left_days")
    again = Claim(**{name: getattr(withdrawn, name) for name in kept}, claimed_at=change.now)
    again.answers = withdrawn.answers
    change.session.add(again)


def open_again_by_report(change: Change, task: Task, on: date) -> None:
    """Reverse the acceptance of a task that its agency reports as not done after all."""
    session = change.session
    claim = last_accepted(session, task.id)
    if claim is not None:
        claim.state, claim.reversed_on = ClaimState.REVERSED, on
        claim.reversed_at, claim.reversed_by_id = change.now, change.actor.id
        claim.reversed_because = "Reported as not complete."


def last_accepted(session: Session, task_id: int) -> Claim | None:
    """Return the claim by which a task was accepted, if that is its last one."""
    last = session.scalars(
        select(Claim).where(Claim.task_id == task_id).order_by(Claim.id.desc()).limit(1)
    ).first()
    return last if last is not None and last.state == ClaimState.ACCEPTED else None


def set_back(change: Change, task: Task, claim: Claim) -> journal.Entry:
    """Bring a task to where it was before a claim, and return what changed, without its verb.

    The caller has said what became of the claim, journals the entry, and reschedules.
    """
    session = change.session
    before, counted = kept_of(session, task), burn_counts.counted(session, task.id)
    put_back(task, claim)
    task.version += 1
    session.flush()
    burn = burn_counts.difference(counted, burn_counts.counted(session, task.id))
    session.get_one(Plan, task.plan_id).version += 1
    after = telling(before, kept_of(session, task))
    after["claimed_on"] = journal.day(claim.claimed_on)
    return journal.Entry("", ("task", task.id), before, after, claim.words, burn=burn)


def put_back(task: Task, claim: Claim) -> None:
    """Let the progress of a task be as it was before a claim."""
    kept = claim.before
    for name in PROGRESS:
        value = kept[name]
        setattr(task, name, date.fromisoformat(value) if name in DAYS and value else value)
    for minute in MINUTES.values():
        setattr(task, minute, kept.get(minute))
    task.ending = None


def _has_evidence(session: Session, task_id: int) -> bool:
    """Tell whether something was attached since the last claim was accepted or returned."""
    decided = (ClaimState.ACCEPTED, ClaimState.RETURNED, ClaimState.REVERSED)
    last = session.scalar(
        select(func.max(Claim.decided_at)).where(Claim.task_id == task_id, Claim.state.in_(decided))
    )
    wanted = select(Evidence.id).where(Evidence.task_id == task_id, Evidence.removed_at.is_(None))
    if last is not None:
        wanted = wanted.where(Evidence.added_at > last)
    return session.scalar(wanted.limit(1)) is not None


def claim_for(session: Session, actor: Actor, claim_id: int) -> tuple[Claim, Task]:
    """Return a claim with its task, if the person may see it.

    Raises:
        NotFound: in the same words when there is none, and when it is none of theirs.
    """
    claim = session.get(Claim, claim_id)
    if claim is not None:
        with suppress(NotFound):
            return claim, rights.task_for(session, actor, claim.task_id)[0]
    raise NotFound("There is no such claim among those of your tasks.")


def require_claim(session: Session, change: Change, claim_id: int) -> tuple[Claim, Task]:
    """Return a claim that waits to be checked, with its task, if the person may see it.

    Raises:
        NotFound: when there is none for them.
        InvalidInput: when it was decided meanwhile.
    """
    claim, task = claim_for(session, change.actor, claim_id)
    if claim.state != ClaimState.OPEN:
        raise InvalidInput(
            "claim",
            f"This claim is not open any more: {ClaimState.said(claim.state).lower()}. "
            "Read the task again.",
        )
    return claim, task
