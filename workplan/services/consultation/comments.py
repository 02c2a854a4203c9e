"""Comments of stakeholders: taken from a mail, or typed in; mended, set aside, taken back.

A comment has one point at first, which is all of it; a copy of another has none (`copies.py`).
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select, update

from models import Comment, Plan, ReceivedMail
from models.folded import fold_again
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.mail.inbound import likeness
from workplan.mail.inbound.reading import LONGEST_TEXT
from workplan.plain_text import is_plain_line, one_line, prose
from workplan.services.accounts.accounts import plain_email
from workplan.services.consultation import comment_mails, copies, finding, references
from workplan.services.consultation.finding import SUBJECT, said_why
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.states import day_of
from workplan.vocabulary import CommentSource

LONGEST_LINE, MOST_FILES = 200, 50
NAMELESS = "unknown"
"""What stands for whoever gave no name."""
MESSAGE_ID = re.compile(r"(?=.{3,200}$)<(?:(?!=\?)[\w.!#$%&'*+/=?^`{|}~@-])+>", re.ASCII)
"""What an answer may name in its head; any other number is left out."""
NAMED = ("sender", "organisation", "address", "may_be_named")


class Sender(NamedTuple):
    """Who wrote a comment, as far as it is known.

    Args:
        address: at which they are answered; empty when they cannot be.
        may_be_named: whether they agreed to be named where everybody can read it.
    """

    sender: str
    organisation: str = ""
    address: str = ""
    may_be_named: bool = False


class Letter(NamedTuple):
    """What a comment says, and by whom.

    Args:
        likeness: its signature, where it was worked out before any lock was taken.
        files: the names of what came with it.
        follows_id: the comment to which it adds.
    """

    by: Sender
    subject: str
    words: str
    their_message_id: str = ""
    likeness: str | None = None
    files: tuple[str, ...] = ()
    follows_id: int | None = None

    def signature(self) -> str:
        """Return by what copies of it are known, worked out once; it takes a while."""
        return likeness.signature(self.words) if self.likeness is None else self.likeness


def take(change: Change, plan: Plan, letter: Letter, mail: ReceivedMail) -> Comment:
    """Take a comment that came by mail, in the caller's transaction; its sender gets a receipt.

    Where it repeats another that is answered already, the answer follows at once.
    """
    found = _written(change, plan, letter, CommentSource.MAIL)
    found.mail_id = mail.id
    first = copies.place(change, found)
    after = {"reference": found.reference, "checksum": mail.checksum, "alike": bool(first)}
    _note(change, found, "comment.received", after)
    comment_mails.tell_at_once(change, found)
    return found


def enter(change: Change, slug: str, letter: Letter) -> int:
    """Type in a comment that came another way, and return its number in the plan.

    Raises:
        NotAllowed: for all but the coordinator.
        InvalidInput: for a comment without words or sender, and for what is no address.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        found = _written(change, plan, looked_at(letter), CommentSource.TYPED)
        found.entered_by_id = change.actor.id
        if copies.place(change, found) is not None and found.answered_at is not None:
            comment_mails.queue_answer(change, [found])
        _note(change, found, "comment.entered", {"reference": found.reference})
        return found.number


def send(change: Change, plan: Plan, letter: Letter, came_from: str) -> Comment:
    """Take a comment that came by the public form, in the caller's transaction; with a receipt.

    Raises:
        InvalidInput: as for one that is typed in.
    """
    found = _written(change, plan, looked_at(letter), CommentSource.FORM)
    found.came_from = came_from
    first = copies.place(change, found)
    _note(change, found, "comment.sent", {"reference": found.reference, "alike": bool(first)})
    comment_mails.tell_at_once(change, found)
    return found


def looked_at(letter: Letter) -> Letter:
    """Return a comment that somebody typed as it is kept.

    Raises:
        InvalidInput: without words or sender, for too many words, and for what is no address.
    """
    words = prose(letter.words).strip()
    if not words:
        raise InvalidInput("words", "There are no words yet. Type or paste what was said.")
    if len(words) > LONGEST_TEXT:
        raise InvalidInput(
            "words", f"It has {len(words):,} characters, and {LONGEST_TEXT:,} fit. Shorten it."
        )
    return letter._replace(by=checked(letter.by), words=words)


def correct(change: Change, slug: str, number: int, version: int, by: Sender) -> None:
    """Mend who wrote a comment; mails that wait go to the new address.

    The journal keeps which of it changed and not what it was: who somebody is must be able to go.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
        InvalidInput: without a name, and for what is no address.
    """
    with change.transaction():
        found = finding.for_change(change, slug, number, version)
        if found.nameless_at is not None:
            raise InvalidInput("sender", "Who wrote it was removed for good. Look at the comment.")
        by = checked(by)
        differ = [name for name in NAMED if getattr(found, name) != getattr(by, name)]
        if not differ:
            return
        for name in differ:
            setattr(found, name, getattr(by, name))
        fold_again(found)
        found.version += 1
        if "address" in differ:
            comment_mails.readdress(change, found)
        after = {"reference": found.reference, "corrected": differ}
        _note(change, found, "comment.corrected", after)


def set_aside(change: Change, slug: str, number: int, version: int, because: str) -> None:
    """Say that a comment asks nothing of the plan, and why, with its copies; it can be taken back.

    Raises:
        InvalidInput: without a reason, and for one that is set aside or answered.
    """
    because = said_why("because", because)
    with change.transaction():
        found = finding.for_change(change, slug, number, version)
        if found.set_aside_at is not None:
            raise InvalidInput("because", f"{found.reference} is set aside. Reload the page.")
        if found.answered_at is not None:
            raise InvalidInput("because", f"{found.reference} is answered. Reload the page.")
        put_aside(change, found, because)


def take_back(change: Change, slug: str, number: int, version: int) -> None:
    """Bring a comment back that was set aside, as it was, with the copies that went with it.

    Raises:
        InvalidInput: for one that is not set aside, and for a copy of one that is.
    """
    with change.transaction() as session:
        found = finding.for_change(change, slug, number, version)
        if found.set_aside_at is None:
            raise InvalidInput("comment", f"{found.reference} is not set aside. Reload the page.")
        first = session.get_one(Comment, found.alike_id) if found.alike_id else None
        if first is not None and first.set_aside_at is not None:
            raise InvalidInput(
                "comment", f"It repeats {first.reference}, which is set aside. Restore that."
            )
        bring_back(change, found)


def put_aside(change: Change, found: Comment, because: str) -> None:
    """Set a comment aside with its copies, in the caller's transaction."""
    aside = {"set_aside_at": change.now, "set_aside_because": because}
    _move(change, found, copies.repeats(found.id), aside)
    _note(change, found, "comment.set_aside", {"reference": found.reference}, because)


def bring_back(change: Change, found: Comment, reason: str = "") -> None:
    """Bring a comment back, with the copies that were set aside with it, in the transaction."""
    session = change.session
    with_it = (Comment.alike_id == found.id) & (Comment.set_aside_at == found.set_aside_at)
    _move(change, found, with_it, {"set_aside_at": None, "set_aside_because": ""})
    if found.alike_id is not None:
        first = session.get_one(Comment, found.alike_id)
        if copies.follow(change, found, first):
            comment_mails.queue_answer(change, [found])
    _note(change, found, "comment.taken_back", {"reference": found.reference}, reason)


def checked(by: Sender) -> Sender:
    """Return who wrote a comment as it is kept.

    Raises:
        InvalidInput: at the field that cannot stand so.
    """
    sender, organisation = by.sender.strip(), by.organisation.strip()
    if not sender:
        raise InvalidInput("sender", "Say who wrote it, such as “J. Whitaker” or “unknown”.")
    for field, text in (("sender", sender), ("organisation", organisation)):
        if len(text) > LONGEST_LINE or not is_plain_line(text):
            raise InvalidInput(
                field, f"Give a name of one line and at most {LONGEST_LINE} characters."
            )
    address = plain_email(by.address) if by.address.strip() else ""
    return Sender(sender, organisation, address, by.may_be_named)


def _written(change: Change, plan: Plan, letter: Letter, source: str) -> Comment:
    """Return a new comment: its reference, and by when it is answered."""
    session = change.session
    number, reference = references.next_of(session, plan)
    day = day_of(session, plan, change.now)
    begin = day.calendar.on_or_before(civil_date(change.now, plan.time_zone))
    their_id = letter.their_message_id
    return Comment(
        plan_id=plan.id,
        number=number,
        reference=reference,
        source=source,
        their_message_id=their_id if MESSAGE_ID.fullmatch(their_id) else None,
        sender=letter.by.sender,
        organisation=letter.by.organisation,
        address=letter.by.address,
        may_be_named=letter.by.may_be_named,
        subject=one_line(letter.subject, LONGEST_LINE),
        words=letter.words,
        files="\n".join(one_line(name, LONGEST_LINE) for name in letter.files[:MOST_FILES]),
        follows_id=letter.follows_id,
        came_at=change.now,
        answer_by=day.calendar.shift(begin, plan.comment_days),
        likeness=letter.signature(),
        version=1,
    )


def _move(
    change: Change, found: Comment, others: ColumnElement[bool], values: dict[str, Any]
) -> None:
    """Change a comment, and some of its copies with it."""
    session = change.session
    ids = [found.id, *session.scalars(select(Comment.id).where(others))]
    session.execute(
        update(Comment)
        .where(Comment.id.in_(ids))
        .values(**values, version=Comment.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(found)


def _note(
    change: Change, found: Comment, verb: str, after: dict[str, Any], reason: str = ""
) -> None:
    entry = journal.Entry(verb, (SUBJECT, found.id), after=after, reason=reason)
    journal.note(change, found.plan_id, entry)
