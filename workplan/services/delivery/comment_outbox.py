"""Take the mails to those who sent a comment from their ledger, when their time has come.

As with every other mail: taken and committed before it is sent, under a number of its own that
survives each retry, and kept beside the ledger as it was written.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import Comment, CommentMail, Plan
from workplan.mail import comment_letters
from workplan.mail.comment_letters import Point, ToSender
from workplan.mail.mailer import on_the_wire
from workplan.scheduling.explain import day_words
from workplan.services.consultation import comment_mails, finding
from workplan.services.delivery import kept_mails, outbox, reply_addresses
from workplan.services.delivery.mail_writing import Origin
from workplan.services.delivery.outbox import Claim
from workplan.services.record.transaction import writing
from workplan.vocabulary import Disposition, MailState

log = logging.getLogger(__name__)


def claim(at: datetime, origin: Origin, written_at: datetime, most: int = 1) -> list[Claim] | None:
    """Take the oldest mails that are due, and commit that; None when nothing is.

    Args:
        at: this moment, from which the lease counts.
        written_at: the moment of the scheduler's beat, which the mails bear.
        most: how many mails at most.
    """
    with writing() as session:
        due = (
            select(CommentMail)
            .where(outbox.is_due(CommentMail, at))
            .order_by(CommentMail.not_before, CommentMail.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = session.scalars(due).all()
        return [_taken(session, row, at, origin, written_at) for row in rows] or None


def _taken(
    session: Session, row: CommentMail, at: datetime, origin: Origin, written_at: datetime
) -> Claim:
    """Take a mail; one that says what is not so any more is cancelled."""
    token, is_new = secrets.token_hex(16), row.message_id is None
    comment = session.get_one(Comment, row.comment_id)
    number = row.message_id or outbox.new_message_id(origin.address)
    plan = session.get_one(Plan, comment.plan_id)
    holds = comment_mails.still_holds(row, comment) and plan.removed_at is None
    outbox.lease(row, token, number if holds else None, at, comment_mails.REPLACED)
    if not holds:
        return Claim(token, None)
    try:
        message = _written(session, plan, comment, row, origin, written_at)
        on_the_wire(message)
    except SQLAlchemyError:
        raise  # The database's trouble and no mail's: the claim is taken back as a whole.
    except Exception as error:
        log.exception("The mail about the comment %s cannot be written.", comment.id)
        row.state, row.leased_until = MailState.DEAD, None
        row.last_reply = f"It could not be written: {error}"
        return Claim(token, None)
    kept_mails.keep(session, comment.plan_id, message, written_at, is_new=is_new)
    return Claim(token, message)


def _written(
    session: Session,
    plan: Plan,
    comment: Comment,
    row: CommentMail,
    origin: Origin,
    written_at: datetime,
) -> EmailMessage:
    first = session.get_one(Comment, comment.alike_id) if comment.alike_id else comment
    return_token = secrets.token_hex(16)
    row.return_hash = reply_addresses.hash_of(return_token, reply_addresses.RETURN)
    points = finding.points_of(session, first.id)
    register = f"{origin.base_url}/register/{plan.slug}" if plan.shows_comments else ""
    to = ToSender(
        name=comment.sender,
        address=row.address,
        reference=comment.reference,
        subject=first.subject,
        plan_title=plan.title,
        marking=plan.marking or "",
        answer_by=f"{comment.answer_by:%A} {day_words(comment.answer_by)}",
        register=register,
        points=[
            Point(point.words, Disposition.said(point.disposition or ""), point.answer)
            for point in points
        ],
        message_id=row.message_id or "",
        their_message_id=comment.their_message_id or "",
        return_token=return_token,
        reply_to=reply_addresses.address(origin.replies_to, plan.slug),
    )
    return comment_letters.compose(row.kind, to, origin.address, written_at)
