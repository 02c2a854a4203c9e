"""What stakeholders write to the address of a plan that takes comments becomes a comment.

Whoever is of the plan is none of them: what they send there are proposals (`proposals.py`).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from models import Comment, CommentMail, FormerShortName, Plan
from models.base import Instant
from workplan.errors import InvalidInput
from workplan.mail.inbound import likeness
from workplan.mail.inbound.reading import Incoming
from workplan.mail.inbound.words import own_words
from workplan.policy import COMMENTS_A_DAY
from workplan.services.accounts.accounts import PLAIN_EMAIL
from workplan.services.consultation import comments
from workplan.services.consultation.comments import NAMELESS, Letter, Sender
from workplan.services.delivery.incoming import proposals, waiting_mails
from workplan.services.record import journal
from workplan.services.record.actor import MAILBOX
from workplan.services.record.change import Change
from workplan.vocabulary import CommentSource

A_DAY = timedelta(days=1)
OWN = "It is from the very mailbox that is read, so a program of ours wrote it."
SEVERAL = "It was sent to the addresses of several plans that take comments. Send it to each alone."
TOO_MANY = (
    "Its sender has sent {count} comments within a day, and {most} are taken: perhaps a program "
    "writes them. Let it be tried again on another day, or set it aside."
)
TAKEN = "It is the comment {reference}."
UNATTENDED = re.compile(
    r"(?:mailer-daemon|postmaster|(?:no|do-?not)[-_.]?reply)[@+]", re.IGNORECASE
)
"""Addresses at which nobody reads what comes."""
REFERENCE = re.compile(r"[A-Z0-9]{1,60}-\d{4,9}")
MOST_NAMED = 20
ONLY_FILES = "(The comment is in what is attached.)"


def plan_for(session: Session, incoming: Incoming, mailbox: str) -> int | None:
    """Return the plan that a mail comments on, if it was sent to one that takes comments.

    Raises:
        InvalidInput: for a mail to several of them.
    """
    names = proposals.plans_named(incoming, mailbox)
    if not names:
        return None
    found = session.scalars(_taking(), {"names": names}).all()
    if len(found) > 1:
        raise InvalidInput("mail", SEVERAL)
    return found[0] if found else None


@cache
def _taking() -> Select[int]:
    """Return the select of the plans with some short names that take comments, built once."""
    named: BindParameter[str] = bindparam("names", expanding=True)
    former = select(FormerShortName.plan_id).where(FormerShortName.slug.in_(named))
    return select(Plan.id).where(
        or_(Plan.slug.in_(named), Plan.id.in_(former)),
        Plan.takes_comments,
        Plan.removed_at.is_(None),
        Plan.archived_at.is_(None),
        Plan.is_template.is_(False),
        Plan.stage != "closed",
    )


def is_own(incoming: Incoming, mailbox: str) -> bool:
    """Tell whether a mail is from the mailbox that is read, so that no loop begins."""
    local, _, domain = incoming.sender.partition("@")
    return f"{local.partition('+')[0]}@{domain}" == mailbox.lower()


def take(number: int, plan_id: int, incoming: Incoming, now: datetime) -> None:
    """Take a mail as a comment; one of too many waits for the coordinator.

    Raises:
        SettledMeanwhile: when another process was first.
    """
    letter = _letter(incoming)
    change = Change(MAILBOX, now)
    with change.transaction() as session:
        row = waiting_mails.locked(session, number)
        letter = letter._replace(follows_id=_followed(session, plan_id, incoming))
        plan = session.get_one(Plan, plan_id)
        of_them = {"plan": plan_id, "address": letter.by.address, "since": now - A_DAY}
        count = session.scalar(_lately(), of_them) or 0
        if count >= COMMENTS_A_DAY:
            row.state, row.plan_id, row.kind = "parked", plan_id, "other"
            row.reason = TOO_MANY.format(count=count, most=COMMENTS_A_DAY)
            after = {"checksum": row.checksum}
            journal.note(
                change, plan_id, journal.Entry("mail.parked", ("mail", row.id), after=after)
            )
            return
        taken = comments.take(change, plan, letter, row)
        row.state, row.plan_id, row.kind = "taken", plan_id, "other"
        row.reason = TAKEN.format(reference=taken.reference)


@cache
def _lately() -> Select[int]:
    """Return the select of how many mails of an address became comments of a plan, built once.

    Those that cannot be answered are counted together.
    """
    return (
        select(func.count())
        .select_from(Comment)
        .where(
            Comment.plan_id == bindparam("plan"),
            Comment.address == bindparam("address"),
            Comment.source == CommentSource.MAIL,
            Comment.came_at > bindparam("since", type_=Instant),
        )
    )


def _followed(session: Session, plan_id: int, incoming: Incoming) -> int | None:
    """Return the comment to which a mail adds: by its reference, or as an answer to our mail."""
    named = REFERENCE.findall(incoming.subject)[:MOST_NAMED]
    answers = incoming.answers[:MOST_NAMED]
    if not named and not answers:
        return None
    ours = select(CommentMail.comment_id).where(CommentMail.message_id.in_(answers))
    return session.scalar(
        select(Comment.id)
        .where(
            Comment.plan_id == plan_id,
            or_(Comment.reference.in_(named), Comment.id.in_(ours)),
        )
        .order_by(Comment.id)
        .limit(1)
    )


def _letter(incoming: Incoming) -> Letter:
    """Return what a mail says; who is a program or a list by their own account gets no answer."""
    is_address = PLAIN_EMAIL.fullmatch(incoming.sender) and not incoming.is_listed
    answerable = is_address and not UNATTENDED.match(incoming.sender)
    # Everybody in the plan reads the name, and nobody but the coordinator an address.
    is_name = incoming.sender_name and "@" not in incoming.sender_name
    said = own_words(incoming.text) if incoming.answers else incoming.text
    words = said.strip() or (ONLY_FILES if incoming.attachments else "")
    return Letter(
        Sender(
            incoming.sender_name if is_name else NAMELESS,
            address=incoming.sender if answerable else "",
        ),
        incoming.subject,
        words,
        incoming.message_id,
        likeness.signature(words),
        tuple(name for name, _ in incoming.attachments),
    )
