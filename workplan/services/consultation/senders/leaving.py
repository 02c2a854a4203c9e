"""Who wrote comments leaves for good: one person, or everybody after the time that a plan says.

The words of a comment stay, with what became of it; its mail goes from the store with the next
round, and its checksum stays. Names within the words are removed as any words are (`spills`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from models import Comment, CommentMail, JournalEntry, KeptMail, Plan, ReceivedMail
from models.folded import fold_again
from models.reminding.outgoing import WAITING
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.consultation import finding
from workplan.services.consultation.comments import NAMELESS
from workplan.services.consultation.finding import SUBJECT, said_why
from workplan.services.consultation.senders import mails
from workplan.services.consultation.senders.mails import Found
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.entry_hash import REMOVED
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.vocabulary import Stage

NOBODY = "name removed"
"""What stands for whoever wrote a comment once that has left."""
NO_NAMES = {NAMELESS, "the", "and", "for"}
"""Words of a sender that name nobody: as whole words of a reason they say nothing of them."""
A_BATCH = 100


def let_go(change: Change, slug: str, number: int, version: int, typed: str, because: str) -> int:
    """Let whoever wrote a comment leave it, and all others of theirs; return how many.

    A closed plan forgets them, too.

    Args:
        typed: the reference of the comment once more, since this is not undone.

    Raises:
        NotAllowed: for all but the coordinator.
        StaleVersion: when somebody saved the comment in between.
        InvalidInput: without the reference or a reason, and while one of theirs waits for an
            answer, or a mail to them has not left.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_settings(standing)
        found = finding.seen(session, plan.id, number, version)
        if typed.strip().upper() != found.reference.upper():
            raise InvalidInput(
                "typed", f"It does not come back. Type {found.reference} to say that you mean it."
            )
        because = said_why("because", because)
        if found.nameless_at is not None:
            raise InvalidInput("typed", "Who wrote it is removed already. Reload the page.")
        theirs = session.scalars(
            select(Comment).where(of_sender(found)).order_by(Comment.number)
        ).all()
        came = mails.of_senders(session, theirs)
        _require_done(session, plan, theirs, came)
        _require_nameless(because, theirs)
        _forget(change, theirs, came)
        after = {"reference": found.reference, "letters": len(theirs), "mails": len(came)}
        entry = journal.Entry("comment.sender_removed", (SUBJECT, found.id), None, after, because)
        journal.note(change, plan.id, entry)
        return len(theirs)


def of_sender(comment: Comment) -> ColumnElement[bool]:
    """Return the condition of all comments of one sender in a plan, as far as they are known.

    Without an address nobody can tell whether two are of one person.
    """
    if not comment.address:
        return Comment.id == comment.id
    same = func.lower(Comment.address) == comment.address.lower()
    return and_(Comment.plan_id == comment.plan_id, same)


def forget_old(now: datetime) -> int:
    """Let those leave whose comments were done with long enough ago; return in how many plans.

    A plan in which that fails is logged, and holds up no other. Part of every beat; a batch of each
    plan at a time.
    """
    session = db.session()
    plans = set(
        session.scalars(
            select(Plan.id).where(
                Plan.sender_months > 0,
                Plan.removed_at.is_(None),
                select(Comment.id)
                .where(Comment.plan_id == Plan.id, Comment.nameless_at.is_(None))
                .exists(),
            )
        )
    )
    session.rollback()
    return plan_by_plan(plans, now, _forget_old, "Who wrote comments cannot be forgotten")


def due(session: Session, plan: Plan, months: int, now: datetime) -> int:
    """Return how many comments would lose their sender with the next beat; one select.

    Args:
        months: for how many months senders would be kept.
    """
    last = now - relativedelta(months=months)
    return session.scalar(select(func.count()).select_from(Comment).where(*_old(plan, last))) or 0


def _old(plan: Plan, last: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of comments of a plan whose senders leave."""
    return (
        Comment.plan_id == plan.id,
        Comment.nameless_at.is_(None),
        _is_done_with(plan, last),
        ~_has_mail_to_come(),
    )


def _forget_old(change: Change, plan_id: int) -> int:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        last = change.now - relativedelta(months=plan.sender_months)
        old = session.scalars(
            select(Comment).where(*_old(plan, last)).order_by(Comment.id).limit(A_BATCH)
        ).all()
        if not old:
            return 0
        leaving, came = _ready(session, old, last)
        if not leaving:
            return 0
        _forget(change, leaving, came)
        after = {"letters": len(leaving), "mails": len(came), "sender_months": plan.sender_months}
        entry = journal.Entry("plan.senders_removed", ("plan", plan_id), None, after)
        journal.note(change, plan_id, entry)
        return 1


def _ready(
    session: Session, old: Sequence[Comment], last: datetime
) -> tuple[list[Comment], list[Found]]:
    """Return the comments whose senders leave now, with the mails that leave with them.

    With the last comment of an address go all its mails, whenever they came: nothing finds them
    afterwards. While one of these waits for somebody, they stay.
    """
    by_address: dict[str, list[Comment]] = defaultdict(list)
    for one in old:
        by_address[one.address.lower() or f"#{one.id}"].append(one)
    leaving: list[Comment] = []
    came: list[Found] = []
    for theirs in by_address.values():
        ids = [one.id for one in theirs]
        others = and_(of_sender(theirs[0]), Comment.id.not_in(ids), Comment.nameless_at.is_(None))
        is_last = session.scalar(select(Comment.id).where(others).limit(1)) is None
        found = mails.of_senders(session, theirs, None if is_last else last)
        waits = any(one.state in mails.UNDECIDED for one in found)
        if not (is_last and waits):
            leaving += theirs
            came += [one for one in found if one.state not in mails.UNDECIDED]
    return leaving, came


def _require_nameless(because: str, theirs: Sequence[Comment]) -> None:
    """Refuse a reason that names whom it lets go: the journal would keep it."""
    said = because.casefold()
    words = {word for one in theirs for word in re.findall(r"\w{3,}", one.sender.casefold())}
    named = (words - NO_NAMES).intersection(re.findall(r"\w+", said))
    if named or any(one.address.casefold() in said for one in theirs if one.address):
        raise InvalidInput(
            "because", "The reason names them, and the journal keeps it. Say why without the name."
        )


def _is_done_with(plan: Plan, last: datetime) -> ColumnElement[bool]:
    """Return the condition of comments that nobody answers any more since before a moment.

    Those that wait when a plan is closed wait for nobody since then.
    """
    done = or_(Comment.answered_at < last, Comment.set_aside_at < last)
    if plan.stage != Stage.CLOSED:
        return done
    closed_at = (
        select(func.max(JournalEntry.at))
        .where(JournalEntry.plan_id == plan.id, JournalEntry.verb == "plan.stage")
        .scalar_subquery()
    )
    return or_(done, closed_at < last)


def _require_done(
    session: Session, plan: Plan, theirs: Sequence[Comment], came: Sequence[Found]
) -> None:
    """Refuse to let somebody go to whom something is owed still; a closed plan owes no answer."""
    if any(one.state in mails.UNDECIDED for one in came):
        raise InvalidInput(
            "typed",
            "A mail of theirs waits for somebody. Look at “Mail that came in”, and decide on it "
            "first.",
        )
    for one in theirs if plan.stage != Stage.CLOSED else ():
        if one.answered_at is None and one.set_aside_at is None:
            raise InvalidInput(
                "typed",
                f"{one.reference} waits for an answer, which needs to know its sender. Give the "
                "answer, or set it aside, first.",
            )
    ids = [one.id for one in theirs]
    if session.scalar(select(Comment.id).where(Comment.id.in_(ids), _has_mail_to_come()).limit(1)):
        raise InvalidInput("typed", "A mail to them has not left yet. Try again in some minutes.")


def _has_mail_to_come() -> ColumnElement[bool]:
    return (
        select(CommentMail.id)
        .where(CommentMail.comment_id == Comment.id, CommentMail.state.in_(WAITING))
        .correlate(Comment)
        .exists()
    )


def _forget(change: Change, theirs: Sequence[Comment], came: Sequence[Found]) -> None:
    """Let the senders of some comments leave, and the mails from and to them."""
    session, ids = change.session, [one.id for one in theirs]
    for one in theirs:
        one.sender, one.organisation, one.address, one.files = NOBODY, "", "", ""
        one.may_be_named, one.their_message_id, one.came_from = False, None, ""
        one.nameless_at = change.now
        one.version += 1
        fold_again(one)
    session.flush()
    of_them = CommentMail.comment_id.in_(ids)
    numbers = select(CommentMail.message_id).where(of_them, CommentMail.message_id.is_not(None))
    session.execute(
        update(KeptMail)
        .where(KeptMail.message_id.in_(numbers))
        .values(subject=REMOVED, body=REMOVED)
    )
    # Nobody sends again what failed: to whom, is not known any more.
    session.execute(
        update(CommentMail)
        .where(of_them)
        .values(
            address="",
            last_reply="",
            seen_at=func.coalesce(CommentMail.seen_at, change.now),
        )
    )
    gone: dict[str, str] = {"sender": REMOVED, "subject": REMOVED}
    for names_them, values in ((False, gone), (True, gone | {"reason": REMOVED})):
        which = [one.id for one in came if one.names_them == names_them]
        session.execute(update(ReceivedMail).where(ReceivedMail.id.in_(which)).values(values))
