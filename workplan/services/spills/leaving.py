"""Let things leave for good: from the store, from every table, from the journal's entries.

Files leave the store first. If the database fails after that, a row names a file that is gone, and
the same request can be carried out again; the other way about, a file would stay that no row names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from models import (
    Comment,
    CommentPoint,
    Evidence,
    KeptMail,
    ReceivedMail,
    Task,
    TaskComment,
)
from workplan.folding import fold
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.entry_hash import REMOVED
from workplan.services.spills import entries, mails, places
from workplan.services.spills.outside import Leaving
from workplan.storage.store import Store

TELLS = frozenset({"name", "description", "sentence", "source_note"})
"""The texts of a task whose value the journal keeps, and so is told anew."""


class Emptied(NamedTuple):
    """What left the store: files of evidence by number, and the bytes of mails that came in."""

    evidence: tuple[int, ...]
    received: tuple[int, ...]


class Left(NamedTuple):
    """What left, by how many of each, and what remained of the entries that it left."""

    texts: int
    entries: int
    files: int
    mails: int
    rests: entries.Rests

    def counts(self) -> tuple[tuple[int, str], ...]:
        """Return how many left, each with the noun for one."""
        return (
            (self.texts, "text"),
            (self.entries, "journal entry"),
            (self.files, "file"),
            (self.mails, "mail"),
        )


def empty_store(session: Session, store: Store, leaving: Leaving) -> Emptied:
    """Let files leave the store; which ones is looked for outside of any transaction that writes.

    Raises:
        StoreFailure: when the store does not answer; what left it meanwhile left it.
    """
    evidence = session.execute(
        select(Evidence.id, Evidence.stored_as).where(
            Evidence.checksum.in_(leaving.files), Evidence.gone_at.is_(None)
        )
    ).all()
    came_in = mails.holding(session, store, leaving)
    session.rollback()
    for key in (*(row.stored_as for row in evidence), *(mail.key for mail in came_in)):
        if key is not None:
            store.drop(key)
    return Emptied(tuple(row.id for row in evidence), tuple(mail.id for mail in came_in))


def leave(change: Change, leaving: Leaving, emptied: Emptied) -> Left:
    """Let things leave the tables and the entries, in the caller's transaction."""
    session = change.session
    session.execute(
        update(Evidence).where(Evidence.id.in_(emptied.evidence)).values(gone_at=change.now)
    )
    session.execute(
        update(ReceivedMail).where(ReceivedMail.id.in_(emptied.received)).values(stored_as=None)
    )
    named = ReceivedMail.fingerprint.in_(leaving.received)
    session.execute(update(ReceivedMail).where(named).values(subject=REMOVED))
    # What a mail became leaves with it: its comment as a whole, wherever else its words stand.
    became = select(ReceivedMail.comment_id).where(named)
    comments = session.execute(
        update(TaskComment)
        .where(TaskComment.id.in_(became))
        .values(body=REMOVED, folded=fold(REMOVED))
        .returning(TaskComment.id)
    ).all()
    outside = _comments_of(session, select(ReceivedMail.id).where(named))
    rests = entries.strike_points(session, outside)
    sent = session.execute(
        update(KeptMail)
        .where(KeptMail.message_id.in_(leaving.sent))
        .values(subject=REMOVED, body=REMOVED)
        .returning(KeptMail.id)
    ).all()
    texts = len(comments) + len(outside)
    for words in leaving.words:
        found = [*places.find(session, words)]
        texts += len(found)
        for place in found:
            places.strike(session, place)
        for plan_id, of_plan in entries.strike(session, words).items():
            rests.setdefault(plan_id, {}).update(of_plan)
        session.expire_all()
        _tell_tasks(change, found)
    gone = len(sent) + len(emptied.received)
    return Left(texts, sum(map(len, rests.values())), len(emptied.evidence), gone, rests)


def _comments_of(session: Session, mail_ids: Select[int]) -> Sequence[int]:
    """Let what stakeholders wrote leave with the mails that they wrote; return which that were.

    Who wrote it, what it says and its points go; what was answered stays, in our own words.
    """
    ids = session.scalars(select(Comment.id).where(Comment.mail_id.in_(mail_ids))).all()
    gone = {"sender": REMOVED, "subject": REMOVED, "words": REMOVED, "may_be_named": False}
    gone |= dict.fromkeys(("organisation", "address", "files", "likeness"), "")
    session.execute(
        update(Comment)
        .where(Comment.id.in_(ids))
        .values(**gone, their_message_id=None, folded=fold(REMOVED), version=Comment.version + 1)
    )
    of_points = CommentPoint.comment_id.in_(ids), CommentPoint.words != ""
    session.execute(update(CommentPoint).where(*of_points).values(words=REMOVED))
    return ids


def record(change: Change, plan_id: int | None, said: dict[str, Any], left: Left) -> None:
    """Write down what left, in each plan whose entries it left; the hashes of these hold by it.

    Args:
        plan_id: of which plan the whole is told; None for a backup that was restored.
        said: what else is told of it there.
    """
    counts = {"texts": left.texts, "files": left.files, "mails": left.mails}
    for plan in dict.fromkeys([plan_id, *left.rests]):
        rests = {str(seq): rest for seq, rest in left.rests.get(plan, {}).items()}
        after = {**(said | counts if plan == plan_id else {}), "entries": len(rests)}
        entry = journal.Entry(
            journal.STRUCK, ("spill", said.get("spill_id")), after={**after, journal.RESTS: rests}
        )
        journal.note(change, plan, entry)


def _tell_tasks(change: Change, found: list[places.Place]) -> None:
    """Tell what texts of a task say without the words, so that the journal and the table agree.

    Before it they are told as empty, so that a form that was open meanwhile agrees with neither
    and brings nothing back.
    """
    for place in found:
        if place.table.name == "tasks":
            task = change.session.get_one(Task, place.key[0])
            after = {name: held for name, held in place.held.items() if name in TELLS}
            before = dict.fromkeys(after, "")
            entry = journal.Entry("task.struck", ("task", task.id), before, after)
            journal.note(change, task.plan_id, entry)
