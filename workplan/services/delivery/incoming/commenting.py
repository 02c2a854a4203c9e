"""What stakeholders write to the address of a plan that takes comments becomes a comment.

Whoever is of the plan is none of them: what they send there are proposals (`proposals.py`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import Comment, FormerShortName, Plan
from workplan.errors import InvalidInput
from workplan.mail.inbound.reading import Incoming
from workplan.policy import COMMENTS_A_DAY
from workplan.services.accounts.accounts import PLAIN_EMAIL
from workplan.services.consultation import comments
from workplan.services.consultation.comments import LONGEST, Letter, Sender
from workplan.services.delivery.incoming import proposals, waiting_mails
from workplan.services.record import journal
from workplan.services.record.actor import MAILBOX
from workplan.services.record.change import Change

A_DAY = timedelta(days=1)
OWN = "It is from the very mailbox that is read, so a program of ours wrote it."
SEVERAL = "It was sent to the addresses of several plans that take comments. Send it to each alone."
TOO_MANY = (
    "Its sender has sent {count} comments within a day, and {most} are taken: perhaps a program "
    "writes them. Put it on a task, or set it aside."
)
TAKEN = "It is the comment {reference}."
ONLY_FILES = "(The comment is in what is attached.)"


def plan_for(session: Session, incoming: Incoming, mailbox: str) -> int | None:
    """Return the plan that a mail comments on, if it was sent to one that takes comments.

    Raises:
        InvalidInput: for a mail to several of them.
    """
    names = proposals.plans_named(incoming, mailbox)
    if not names:
        return None
    former = select(FormerShortName.plan_id).where(FormerShortName.slug.in_(names))
    found = session.scalars(
        select(Plan.id).where(
            or_(Plan.slug.in_(names), Plan.id.in_(former)),
            Plan.takes_comments,
            Plan.removed_at.is_(None),
            Plan.archived_at.is_(None),
            Plan.is_template.is_(False),
            Plan.stage != "closed",
        )
    ).all()
    if len(found) > 1:
        raise InvalidInput("mail", SEVERAL)
    return found[0] if found else None


def is_own(incoming: Incoming, mailbox: str) -> bool:
    """Tell whether a mail is from the mailbox that is read, so that no loop begins."""
    local, _, domain = incoming.sender.partition("@")
    return bool(mailbox) and f"{local.partition('+')[0]}@{domain}" == mailbox.lower()


def take(number: int, plan_id: int, incoming: Incoming, now: datetime) -> None:
    """Take a mail as a comment; one of too many waits for the coordinator.

    Raises:
        SettledMeanwhile: when another process was first.
    """
    change = Change(MAILBOX, now)
    with change.transaction() as session:
        row = waiting_mails.locked(session, number)
        plan = session.get_one(Plan, plan_id)
        lately = (
            select(func.count())
            .select_from(Comment)
            .where(
                Comment.plan_id == plan_id,
                Comment.address == incoming.sender,
                Comment.came_at > now - A_DAY,
            )
        )
        count = session.scalar(lately) or 0 if incoming.sender else 0
        if count >= COMMENTS_A_DAY:
            row.state, row.plan_id, row.kind = "parked", plan_id, "other"
            row.reason = TOO_MANY.format(count=count, most=COMMENTS_A_DAY)
            parked = journal.Entry(
                "mail.parked", ("mail", row.id), after={"checksum": row.checksum}
            )
            journal.note(change, plan_id, parked)
            return
        taken = comments.take(change, plan, _letter(incoming), row)
        row.state, row.plan_id, row.kind = "taken", plan_id, "other"
        row.reason = TAKEN.format(reference=taken.reference)


def _letter(incoming: Incoming) -> Letter:
    words = incoming.text[:LONGEST].strip()
    address = incoming.sender if PLAIN_EMAIL.fullmatch(incoming.sender) else ""
    return Letter(
        Sender(incoming.sender_name or incoming.sender or "unknown", address=address),
        incoming.subject,
        words or (ONLY_FILES if incoming.attachments else ""),
        incoming.message_id,
    )
