"""A coordinator asks that something leaves for good; or takes that back."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Evidence, KeptMail, Plan, ReceivedMail, Spill, Task
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.entry_hash import REMOVED
from workplan.services.spills import passages, scrubbing
from workplan.vocabulary import SpillKind, SpillState

MAX_WHY = 500


class Asked(NamedTuple):
    """What has to leave, and why; `subject_id` is the file or the mail, unless it is words."""

    kind: str
    subject_id: int | None
    words: str
    why: str


def ask(change: Change, slug: str, asked: Asked) -> int:
    """Ask the administrators that something leaves for good, and return the number of the request.

    Nothing has left yet. The words are kept until somebody answers.

    Raises:
        NotAllowed: for anybody but a coordinator of the plan.
        InvalidInput: without a reason, for a reason that says the words, for words that are too
            short to mean one thing, and for a file or a mail that is not of this plan.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        require(standing)
        asked = checked(session, plan.id, asked)
        row = Spill(
            plan_id=plan.id,
            kind=asked.kind,
            subject_id=asked.subject_id,
            words=asked.words,
            why=asked.why,
            asked_by_id=change.actor.id,
            asked_at=change.now,
            state=SpillState.ASKED,
        )
        session.add(row)
        session.flush()
        note(change, row, "spill.asked", asked.why)
        return row.id


def withdraw(change: Change, spill_id: int) -> int:
    """Take a request back, as any coordinator of the plan may, and return its plan.

    Raises:
        InvalidInput: when it was answered already.
    """
    with change.transaction() as session:
        scrubbing.overwrite(session)
        row = waiting(session, spill_id)
        slug = session.get_one(Plan, row.plan_id).slug
        _, standing = rights.plan_for(session, change.actor, slug)
        require(standing)
        end(change, row, SpillState.WITHDRAWN)
        note(change, row, "spill.withdrawn")
        return row.plan_id


def checked(session: Session, plan_id: int, asked: Asked) -> Asked:
    """Return what is asked as it is kept.

    Raises:
        InvalidInput: naming what is wrong.
    """
    words, why = " ".join(asked.words.split()), asked.why.strip()
    if asked.kind not in SpillKind.codes():
        raise InvalidInput("kind", "Choose what has to leave.")
    if (asked.kind == SpillKind.WORDS or words) and not passages.is_passage(words):
        raise InvalidInput(
            "words",
            f"These words cannot be looked for. Give {passages.SHORTEST} to "
            f"{passages.LONGEST:,} characters, with a letter or {passages.LEAST_DIGITS} digits "
            "among them: a passage that stands nowhere else in another meaning.",
        )
    if not 0 < len(why) <= MAX_WHY:
        raise InvalidInput(
            "why", f"Say why, in {MAX_WHY} characters at most, and without what has to leave."
        )
    if words and passages.passage_of(words).within(why):
        raise InvalidInput(
            "why", "The reason says what has to leave, and stays on the record. Say it otherwise."
        )
    if asked.kind != SpillKind.WORDS:
        require_subject(session, plan_id, asked)
    subject_id = None if asked.kind == SpillKind.WORDS else asked.subject_id
    return Asked(asked.kind, subject_id, words, why)


def require_subject(session: Session, plan_id: int, asked: Asked) -> None:
    """Refuse a file or a mail that is not there, or not of the plan."""
    of_plan = {
        SpillKind.FILE.value: select(Evidence.id)
        .join(Task, Task.id == Evidence.task_id)
        .where(Task.plan_id == plan_id, Evidence.url.is_(None), Evidence.gone_at.is_(None)),
        SpillKind.SENT_MAIL.value: select(KeptMail.id).where(
            KeptMail.plan_id == plan_id, KeptMail.subject != REMOVED
        ),
        SpillKind.RECEIVED_MAIL.value: select(ReceivedMail.id).where(
            ReceivedMail.plan_id == plan_id
        ),
    }.get(asked.kind)
    if of_plan is None:
        raise NotFound("There is nothing of that kind to remove.")
    key = of_plan.selected_columns[0]
    if session.scalar(of_plan.where(key == asked.subject_id)) is None:
        raise NotFound("It is not in this plan, or has left already. Begin at its own page.")


def require(standing: Standing) -> None:
    """Refuse the removals for good of a plan to anybody but its coordinators."""
    if not standing.may_change_structure:
        raise NotAllowed(
            "Only the plan’s coordinator asks that something leaves for good. Tell the "
            "coordinator where it stands, and do not repeat it."
        )


def waiting(session: Session, spill_id: int) -> Spill:
    """Return a request that waits.

    Raises:
        NotFound: when there is none of the number.
        InvalidInput: when it was answered already.
    """
    row = session.get(Spill, spill_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such request.")
    if row.state != SpillState.ASKED:
        raise InvalidInput("answer", "It was answered already. Reload the page.")
    return row


def end(change: Change, row: Spill, state: SpillState, answer: str = "") -> None:
    """End a request; the words that it kept go with that."""
    row.state, row.words, row.answer = state, "", answer
    row.answered_by_id, row.answered_at = change.actor.id, change.now


def note(change: Change, row: Spill, verb: str, reason: str = "") -> None:
    """Write down what became of a request, without what it is about."""
    entry = journal.Entry(verb, ("spill", row.id), after={"kind": row.kind}, reason=reason)
    journal.note(change, row.plan_id, entry)
