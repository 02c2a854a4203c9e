"""Write the mail of some rows of the ledgers; what cannot be written fails alone."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models.reminding.outgoing import Outgoing
from workplan.mail.digest import Digest, compose
from workplan.mail.mailer import on_the_wire
from workplan.services.delivery import reply_addresses, unsubscribing
from workplan.services.reminding.digest import digest_content
from workplan.services.reminding.digest.shared import Shared
from workplan.services.reminding.digest.week_line import WeekOf

log = logging.getLogger(__name__)


class Origin(NamedTuple):
    """Where links in mail lead, its sender, where answers are read, and who writes a week."""

    base_url: str
    address: str
    replies_to: str = ""
    week_of: WeekOf | None = None


class Writing(NamedTuple):
    """What a mail needs besides its rows: its Message-ID, from where it comes, when, and more.

    Args:
        shared: what it has in common with the others of its claim.
    """

    message_id: str
    origin: Origin
    at: datetime
    shared: Shared


def written(session: Session, rows: list[Outgoing], writing: Writing) -> EmailMessage | None:
    """Return the mail of one person in one plan; None when none of its rows can be written.

    A row that cannot is dead in the ledger with the reason, and the others go out without it;
    where they cannot stand together the first goes, and the others in a mail of their own.
    """
    try:
        return _message(session, rows, writing)
    except SQLAlchemyError:
        raise  # The database's trouble and no row's: the claim is taken back as a whole.
    except Exception as error:
        if len(rows) == 1:
            _refuse(rows[0], error)
            return None
        log.warning("A mail cannot be written as it is; its rows are tried apart.", exc_info=error)
    able = [row for row in rows if written(session, [row], writing) is not None]
    try:
        return _message(session, able, writing) if able else None
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("The rows of a mail cannot stand together; they go one by one.")
        for row in able[1:]:
            row.state, row.message_id, row.leased_until = "pending", None, None
            row.attempts -= 1
        return _message(session, able[:1], writing)


def _message(session: Session, rows: list[Outgoing], writing: Writing) -> EmailMessage:
    before = set(session.new)
    number, origin, at, shared = writing
    try:
        # What it adds, such as links, goes to the database with that of the other mails.
        with session.no_autoflush:
            digest = digest_content.digest_of(
                session, rows, number, origin.base_url, at, origin.week_of, shared
            )
            message = compose(_answerable(session, rows, digest, writing), origin.address, at)
            on_the_wire(message)
    except Exception:
        for added in set(session.new) - before:
            session.expunge(added)
        raise
    return message


def _answerable(session: Session, rows: list[Outgoing], digest: Digest, writing: Writing) -> Digest:
    """Return a mail with where it is answered, and by what programs sort it and tie it together.

    One that says nothing of its plan is not answered by mail, where an answer would.
    """

    def token(purpose: str) -> str:
        return reply_addresses.issue(session, rows[0], writing.message_id, writing.at, purpose)

    origin, stop = writing.origin, ""
    if unsubscribing.choices_of(rows, writing.shared.following):
        stop = f"{origin.base_url}/stop/{token(reply_addresses.STOP)}"
    digest = replace(digest, stop_link=stop)
    if origin.replies_to:
        digest = replace(digest, return_token=token(reply_addresses.RETURN))
    if digest.is_bare:
        return digest
    domain = origin.address.partition("@")[2]
    tasks = {row.task_id for row in rows if row.task_id is not None}
    return replace(
        digest,
        reply_to=reply_addresses.address(origin.replies_to, token(reply_addresses.ANSWER))
        if origin.replies_to and tasks
        else "",
        list_id=f"{digest.plan_link.rpartition('/')[2]}.workplan.{domain}",
        thread=f"<task.{tasks.pop()}@{domain}>" if len(tasks) == 1 else "",
    )


def _refuse(row: Outgoing, error: Exception) -> None:
    log.error("A mail about task %s cannot be written.", row.task_id, exc_info=error)
    row.state, row.leased_until = "dead", None
    row.last_reply = f"It could not be written: {error}"
