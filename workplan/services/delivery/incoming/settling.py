"""Decide what a mail that came in leads to: a comment, a mark in the ledger, nothing, or a person.

Each mail is settled in a transaction of its own. What stands in the way parks it with the reason,
and holds up no other, were it a value that no database takes. Only trouble of the database or the
store itself leaves it waiting for the next round.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import Comment, CommentMail, Notice, ReceivedMail, Reminder, User
from workplan.errors import WorkplanError
from workplan.extensions import db
from workplan.mail.inbound import reading
from workplan.mail.inbound.bounds import Unreadable
from workplan.mail.inbound.reading import Incoming
from workplan.outages import is_outage
from workplan.services.delivery import reply_addresses
from workplan.services.delivery.incoming import (
    bounces,
    commenting,
    proposals,
    received,
    replies,
    waiting_mails,
)
from workplan.services.delivery.incoming.proposals import Sent
from workplan.services.record import journal
from workplan.services.record.actor import MAILBOX
from workplan.services.record.change import Change
from workplan.services.reporting import evidence
from workplan.storage.store import Store, StoreFailure

NO_ANSWER = (
    "It was not sent to an address of ours that a mail of ours gave. Mails are answered at the "
    "address that they come with."
)
NOT_TAKEN = "The database does not take what it leads to. The log says why."
A_ROUND = 200

log = logging.getLogger(__name__)


def settle_waiting(store: Store, now: datetime, mailbox: str = "") -> int:
    """Settle what waits, and return how many mails that were.

    A store that does not answer ends the round: the others would each wait for it as long.

    Args:
        mailbox: the address whose mailbox is read, in which plans have theirs.
    """
    session = db.session()
    waiting = select(ReceivedMail.id).where(ReceivedMail.state == "waiting")
    ids = session.scalars(waiting.order_by(ReceivedMail.id).limit(A_ROUND)).all()
    session.rollback()
    settled = 0
    for number in ids:
        try:
            settled += settle(store, number, now, mailbox)
        except StoreFailure:
            log.exception("The store does not give back the mail %s, which waits.", number)
            break
        except SQLAlchemyError as error:
            if is_outage(error):
                raise
            log.exception("The mail %s can neither be settled nor parked.", number)
            session.rollback()
    return settled


def settle(
    store: Store, number: int, now: datetime, mailbox: str = "", *, is_vouched: bool = False
) -> bool:
    """Settle one mail; tell whether it was done here, and not by another process meanwhile.

    Args:
        mailbox: the address whose mailbox is read, in which plans have theirs.
        is_vouched: whether somebody has read it, and lets it be tried.

    Raises:
        StoreFailure: when the store does not answer; the mail waits.
    """
    session = db.session()
    incoming: Incoming | None = None
    try:
        row = session.get_one(ReceivedMail, number)
        incoming = reading.read(received.content_of(store, row))
        if incoming.returned is not None:
            bounces.take(number, incoming.returned, now, is_vouched=is_vouched)
        else:
            _take(session, store, number, incoming, now, mailbox)
    except received.NotAsItCame as error:
        return _park(number, None, str(error), now)
    except evidence.NotKept as failure:
        raise StoreFailure(str(failure)) from failure
    except StoreFailure:
        session.rollback()
        raise
    except SQLAlchemyError as error:
        if is_outage(error):
            raise  # The database's trouble and no mail's.
        session.rollback()
        log.exception("The database does not take what the mail %s leads to.", number)
        return _park(number, None, NOT_TAKEN, now)
    except (waiting_mails.SettledMeanwhile, waiting_mails.NotYet):
        return False
    except (WorkplanError, Unreadable) as error:
        return _park(number, incoming, str(error), now)
    except Exception as error:
        log.exception("The mail %s met an error of ours.", number)
        return _park(number, incoming, f"{type(error).__name__}: {error}", now)
    return True


def _take(
    session: Session,
    store: Store,
    number: int,
    incoming: Incoming,
    now: datetime,
    mailbox: str,
) -> None:
    """Give a mail to whoever it is for."""
    if incoming.automatic:
        _finish(number, "ignored", "automatic", incoming.automatic, now)
    elif (
        address := reply_addresses.found(session, incoming.recipients, incoming.sender)
    ) is not None:
        replies.take(session, store, number, address, incoming, now)
    elif (sent := proposals.sent_by(session, incoming, mailbox)) is None and (
        plan_id := commenting.plan_for(session, incoming, mailbox)
    ) is not None:
        if commenting.is_own(incoming, mailbox):
            _finish(number, "ignored", "automatic", commenting.OWN, now)
        else:
            session.rollback()
            commenting.take(number, plan_id, incoming, now)
    else:
        _park(number, incoming, proposals.WAITS if sent else NO_ANSWER, now, sent)


def _finish(number: int, state: str, kind: str, reason: str, now: datetime) -> None:
    change = Change(MAILBOX, now)
    with change.transaction() as session:
        row = waiting_mails.locked(session, number)
        row.state, row.kind, row.reason = state, kind, waiting_mails.reason(reason)


def _park(
    number: int, incoming: Incoming | None, reason: str, now: datetime, sent: Sent | None = None
) -> bool:
    """Keep a mail for somebody to decide on: of the plan, where it is known, or of the house.

    Args:
        sent: the plan that it was sent to, and by whom, where it proposes something.
    """
    change = Change(MAILBOX, now)
    with change.transaction() as session:
        try:
            row = waiting_mails.locked(session, number)
        except waiting_mails.SettledMeanwhile:
            return False
        row.state, row.reason = "parked", waiting_mails.reason(reason)
        if sent is not None:
            row.kind, row.plan_id, row.user_id = "other", sent.plan_id, sent.user_id
        elif incoming is not None:
            address = reply_addresses.found(session, incoming.recipients, incoming.sender)
            about = [*incoming.answers]
            row.kind = "reply" if address is not None or about else "other"
            if incoming.returned is not None:
                about.insert(0, incoming.returned.message_id)
                row.kind = "bounce"
            row.plan_id = row.plan_id or (
                address.plan_id if address is not None else _plan_of(session, about)
            )
            if address is not None and _is_from(session, address.user_id, incoming.sender):
                row.user_id = address.user_id
        # From whom it is, and why it waits, stands in its row, which ends; the journal does not.
        entry = journal.Entry("mail.parked", ("mail", row.id), after={"checksum": row.checksum})
        journal.note(change, row.plan_id, entry)
        return True


def _plan_of(session: Session, answers: Iterable[str]) -> int | None:
    """Return the plan of the mail of ours that a mail refers to, if it refers to one."""
    numbers = list(answers)[:50]
    for ledger in (Reminder, Notice):
        plan_id = session.scalar(
            select(ledger.plan_id).where(ledger.message_id.in_(numbers)).limit(1)
        )
        if plan_id is not None:
            return plan_id
    to_sender = select(Comment.plan_id).join(CommentMail, CommentMail.comment_id == Comment.id)
    return session.scalar(to_sender.where(CommentMail.message_id.in_(numbers)).limit(1))


def _is_from(session: Session, user_id: int, sender: str) -> bool:
    return session.get_one(User, user_id).email == sender
