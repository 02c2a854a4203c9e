"""Comments of stakeholders: taken from a mail, or typed in; mended, set aside, taken back.

A comment has one point at first, which is all of it. One that repeats another, as copies of a
campaign do, has none of its own: it is settled and answered with the first.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from models import Comment, CommentPoint, Plan, ReceivedMail
from models.folded import fold_together
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.mail.inbound import likeness
from workplan.plain_text import is_plain_line, one_line, prose
from workplan.services.accounts.accounts import plain_email
from workplan.services.consultation import comment_mails, finding
from workplan.services.consultation.finding import SUBJECT
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.states import day_of
from workplan.vocabulary import CommentMailKind, CommentSource

LONGEST = 256 * 1024
LONGEST_LINE, LONGEST_REASON = 200, 2_000
SHARED_AT = 10
"""Of how many hashes alike letters share one at least: of ten million pairs, one has none."""
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
    """What a comment says, and by whom."""

    by: Sender
    subject: str
    words: str
    their_message_id: str = ""


def take(change: Change, plan: Plan, letter: Letter, mail: ReceivedMail) -> Comment:
    """Take a comment that came by mail, in the caller's transaction; its sender gets a receipt.

    Where it repeats another that is answered already, the answer follows at once.
    """
    found = _added(change, plan, letter, CommentSource.MAIL)
    found.mail_id = mail.id
    first = _placed(change.session, found)
    after = {"reference": found.reference, "checksum": mail.checksum, "alike": bool(first)}
    _note(change, found, "comment.received", after=after)
    comment_mails.receipt(change, found)
    if first is not None and first.answered_at is not None:
        found.answered_at, found.answered_by_id = change.now, first.answered_by_id
        comment_mails.queue(change, found, CommentMailKind.ANSWER)
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
        words = prose(letter.words).strip()
        if not words:
            raise InvalidInput("words", "There are no words yet. Type or paste what was said.")
        if len(words) > LONGEST:
            raise InvalidInput(
                "words", f"It has {len(words):,} characters, and {LONGEST:,} fit. Shorten it."
            )
        by = checked(letter.by)
        found = _added(change, plan, letter._replace(by=by, words=words), CommentSource.TYPED)
        found.entered_by_id = change.actor.id
        first = _placed(session, found)
        if first is not None and first.answered_at is not None:
            found.answered_at, found.answered_by_id = change.now, first.answered_by_id
        _note(change, found, "comment.entered", after={"reference": found.reference})
        return found.number


def correct(change: Change, slug: str, number: int, version: int, by: Sender) -> None:
    """Mend who wrote a comment; as it stands, it leaves no entry.

    The journal keeps which of it changed and not what it was: who somebody is must be able to go.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
        InvalidInput: without a name, and for what is no address.
    """
    with change.transaction():
        found = finding.for_change(change, slug, number, version)
        by = checked(by)
        differ = [name for name in NAMED if getattr(found, name) != getattr(by, name)]
        for name in differ:
            setattr(found, name, getattr(by, name))
        if differ:
            texts = found.reference, found.sender, found.organisation, found.subject, found.words
            found.folded = fold_together(*texts)
            found.version += 1
            after = {"reference": found.reference, "corrected": differ}
            _note(change, found, "comment.corrected", after=after)


def set_aside(change: Change, slug: str, number: int, version: int, because: str) -> None:
    """Say that a comment asks nothing of the plan, and why; it can be taken back."""
    because = prose(because).strip()
    if not because or len(because) > LONGEST_REASON:
        raise InvalidInput("because", f"Say why, in at most {LONGEST_REASON:,} characters.")
    with change.transaction():
        found = finding.for_change(change, slug, number, version)
        if found.set_aside_at is not None:
            raise InvalidInput("because", f"{found.reference} is set aside already.")
        if found.answered_at is not None:
            raise InvalidInput("because", f"{found.reference} is answered, and stays so.")
        put_aside(change, found, because)


def take_back(change: Change, slug: str, number: int, version: int) -> None:
    """Bring a comment back that was set aside, as it was."""
    with change.transaction():
        found = finding.for_change(change, slug, number, version)
        if found.set_aside_at is None:
            raise InvalidInput("because", f"{found.reference} is not set aside.")
        bring_back(change, found)


def put_aside(change: Change, found: Comment, because: str) -> None:
    """Set a comment aside in the caller's transaction."""
    found.set_aside_at, found.set_aside_because = change.now, because
    found.version += 1
    after = {"reference": found.reference}
    _note(change, found, "comment.set_aside", after=after, reason=because)


def bring_back(change: Change, found: Comment, reason: str = "") -> None:
    """Bring a comment back in the caller's transaction."""
    found.set_aside_at, found.set_aside_because = None, ""
    found.version += 1
    after = {"reference": found.reference}
    _note(change, found, "comment.taken_back", after=after, reason=reason)


def part(change: Change, slug: str, number: int, version: int) -> None:
    """Treat a comment on its own that was taken for a copy of another."""
    with change.transaction() as session:
        found = finding.for_change(change, slug, number, version)
        if found.alike_id is None:
            raise InvalidInput("comment", f"{found.reference} stands on its own already.")
        if found.answered_at is not None:
            raise InvalidInput("comment", f"{found.reference} is answered. Open it again first.")
        found.alike_id, found.likeness = None, ""
        found.version += 1
        _first_point(session, found)
        _note(change, found, "comment.parted", after={"reference": found.reference})


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


def _added(change: Change, plan: Plan, letter: Letter, source: str) -> Comment:
    """Return the row of a new comment: its number, and by when it is answered."""
    session = change.session
    # The row of the plan is locked, so that two comments do not get one number.
    session.refresh(plan, ["comment_days"], with_for_update=True)
    last, first = session.execute(_numbers(), {"plan": plan.id}).one()
    number = (last or 0) + 1
    day = day_of(session, plan, change.now)
    begin = day.calendar.on_or_before(civil_date(change.now, plan.time_zone))
    return Comment(
        plan_id=plan.id,
        number=number,
        reference=_reference(session, plan, number, first),
        source=source,
        their_message_id=letter.their_message_id[:LONGEST_LINE] or None,
        sender=letter.by.sender,
        organisation=letter.by.organisation,
        address=letter.by.address,
        may_be_named=letter.by.may_be_named,
        subject=one_line(letter.subject, LONGEST_LINE),
        words=letter.words,
        came_at=change.now,
        answer_by=day.calendar.shift(begin, plan.comment_days),
        likeness=likeness.signature(letter.words),
        version=1,
    )


@cache
def _numbers() -> Select[int | None, str | None]:
    """Return the select of the last number of a plan, and of the reference of its first comment."""
    own = Comment.plan_id == bindparam("plan")
    first = select(Comment.reference).where(own).order_by(Comment.id).limit(1).scalar_subquery()
    return select(func.max(Comment.number), first).where(own)


def _reference(session: Session, plan: Plan, number: int, first: str | None) -> str:
    """Return the public name of a comment; a plan that was renamed keeps the letters of its first.

    Args:
        first: the reference of that; None for the first of a plan.
    """
    stem = first.rpartition("-")[0] if first else _stem(plan.slug)
    taken = select(Comment.id).where(Comment.reference.startswith(f"{stem}-", autoescape=True))
    if first is None and session.scalar(taken.limit(1)) is not None:
        stem += str(plan.id)  # Another plan has these letters; no two have one number.
    return f"{stem}-{number:04}"


def _stem(slug: str) -> str:
    """Return the first letters of a short name; of one that is a single word, all of it."""
    words = [word for word in slug.upper().split("-") if word]
    return words[0] if len(words) == 1 else "".join(word[0] for word in words)


def _placed(session: Session, found: Comment) -> Comment | None:
    """Give a comment its first point, or its place beside the one that it repeats; return that."""
    session.add(found)
    session.flush()
    first = _repeated(session, found)
    if first is None:
        _first_point(session, found)
    else:
        found.alike_id = first.id
    return first


def _repeated(session: Session, found: Comment) -> Comment | None:
    """Return the comment that one repeats, if it does; one select."""
    if not found.likeness:
        return None
    hashes = {f"hash{at}": part for at, part in enumerate(_parts(found.likeness))}
    of_plan = {"plan": found.plan_id, "before": found.id}
    rows = session.execute(_sharing_a_hash(), of_plan | hashes).all()
    best = likeness.most_alike(found.likeness, [row.likeness for row in rows])
    if best is None or best[1] < likeness.ALIKE:
        return None
    return session.get_one(Comment, rows[best[0]].id)


def _parts(signature: str) -> list[str]:
    """Return the first hashes of a signature."""
    size = likeness.DIGITS
    return [signature[at * size : (at + 1) * size] for at in range(SHARED_AT)]


@cache
def _sharing_a_hash() -> Select[int, str]:
    """Return the select of the earlier comments of a plan that may be alike, built once."""
    size = likeness.DIGITS
    shares = (
        func.substr(Comment.likeness, at * size + 1, size) == bindparam(f"hash{at}")
        for at in range(SHARED_AT)
    )
    return select(Comment.id, Comment.likeness).where(
        Comment.plan_id == bindparam("plan"),
        Comment.id < bindparam("before"),
        Comment.alike_id.is_(None),
        Comment.set_aside_at.is_(None),
        or_(*shares),
    )


def _first_point(session: Session, found: Comment) -> None:
    session.add(CommentPoint(comment_id=found.id, number=1))


def _note(
    change: Change, found: Comment, verb: str, *, after: dict[str, Any], reason: str = ""
) -> None:
    entry = journal.Entry(verb, (SUBJECT, found.id), after=after, reason=reason)
    journal.note(change, found.plan_id, entry)
