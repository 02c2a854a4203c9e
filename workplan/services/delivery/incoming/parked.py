"""What somebody decides on a mail that waits for them: try again, set aside, or put on a task.

A mail of a plan is its coordinator's, who reads it; one of no plan is for those who run the house,
who see its head, and may give it to a plan.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, ReceivedMail, Task
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.extensions import db
from workplan.mail.inbound import reading
from workplan.mail.inbound.bounds import Unreadable
from workplan.mail.inbound.words import own_words
from workplan.services.coordination import conversations
from workplan.services.delivery.incoming import received, settling, waiting_mails
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.storage.store import Store

DECIDED = "This mail waits for nobody any more. Reload the page."


def try_again(change: Change, store: Store, number: int, mailbox: str = "") -> ReceivedMail:
    """Let a mail be settled anew at once, and return it as it stands then.

    Args:
        mailbox: the address whose mailbox is read, in which plans have theirs.

    Raises:
        NotFound: when there is none of theirs.
        InvalidInput: when somebody has decided on it already, and when only its head is kept.
    """
    with change.transaction() as session:
        row = _parked(session, change.actor, number)
        if row.stored_as is None:
            raise InvalidInput("mail", "Only the head of this mail is kept, so it stays as it is.")
        row.state = "waiting"
        _note(change, row, "mail.tried_again")
    settling.settle(store, number, change.now, mailbox, is_vouched=True)
    return db.session().get_one(ReceivedMail, number)


def set_aside(change: Change, number: int, reason: str) -> None:
    """Say that a mail leads to nothing, and why.

    Raises:
        NotFound: when there is none of theirs, whatever else is missing.
        InvalidInput: without a reason, and when somebody has decided on it already.
    """
    reason = reason.strip()
    with change.transaction() as session:
        row = _parked(session, change.actor, number)
        if not 0 < len(reason) <= conversations.MAX_BODY:
            raise InvalidInput("reason", "Say why it is set aside.")
        row.state, row.reason = "set_aside", waiting_mails.reason(reason)
        _note(change, row, "mail.set_aside", reason)


def give(change: Change, number: int, slug: str) -> None:
    """Give a mail of no plan to one, whose coordinator then decides on it.

    Raises:
        InvalidInput: for a short name that no plan has.
    """
    rights.require_administrator(change.actor)
    with change.transaction() as session:
        row = _parked(session, change.actor, number)
        plan = session.scalar(
            select(Plan).where(Plan.slug == slug.strip(), Plan.removed_at.is_(None))
        )
        if plan is None:
            raise InvalidInput("slug", f"No plan has the short name “{slug[:60]}”.")
        row.plan_id = plan.id
        _note(change, row, "mail.given")


def put_on_task(change: Change, store: Store, number: int, code: str) -> int:
    """Say on a task, as the coordinator who decides it, what a mail says; return the task.

    Raises:
        NotFound: when there is none of theirs.
        InvalidInput: for a code that no task of the plan has, and a mail without words.
    """
    with change.transaction() as session:
        row = _parked(session, change.actor, number)
        task = session.scalar(
            select(Task).where(
                Task.plan_id == row.plan_id, Task.code == code.strip(), Task.removed_at.is_(None)
            )
        )
        if task is None:
            raise InvalidInput("code", f"No task of this plan has the code “{code[:40]}”.")
        words = words_of(store, row)
        if not words:
            raise InvalidInput("code", "This mail has no words that could stand on a task.")
        said = conversations.say(change, task.id, f"Mail from {row.sender}:\n\n{words}")
        row.state, row.task_id, row.comment_id = "taken", task.id, said.comment_id
        after = {"mail_id": row.id, "checksum": row.checksum}
        entry = journal.Entry("mail.placed", ("task", task.id), after=after)
        journal.note(change, row.plan_id, entry)
        return task.id


def words_of(store: Store, row: ReceivedMail) -> str:
    """Return what a mail says besides the mail that it answers; nothing when it cannot be read."""
    return own_words(text_of(store, row))


def text_of(store: Store, row: ReceivedMail) -> str:
    """Return everything that a mail says; nothing when it cannot be read."""
    if row.stored_as is None:
        return ""
    try:
        return reading.read(received.content_of(store, row)).text.strip()
    except Unreadable:
        return ""


def readable(session: Session, actor: Actor, number: int) -> tuple[ReceivedMail, Plan, Standing]:
    """Return a mail of a plan with the plan, for whoever reads everything in it.

    Raises:
        NotFound: when there is none, or none for them.
        NotAllowed: for those of the plan who do not read its mail.
    """
    row = session.scalar(
        select(ReceivedMail).where(
            ReceivedMail.id == number, ReceivedMail.plan_id.in_(rights.visible_plans(actor))
        )
    )
    if row is None or row.plan_id is None:
        raise NotFound("There is no such mail.")
    slug = session.get_one(Plan, row.plan_id).slug
    plan, standing = rights.plan_for(session, actor, slug)
    require_reader(standing)
    return row, plan, standing


def require_reader(standing: Standing) -> None:
    """Refuse the mail that came in to those who do not read everything in a plan."""
    if not standing.may_read_everything:
        raise NotAllowed(
            "Mail that came in is read by the plan's coordinator and its auditors. Ask the "
            "coordinator."
        )


def _parked(session: Session, actor: Actor, number: int) -> ReceivedMail:
    """Return a mail that waits for a decision which is theirs to make, locked.

    Of a closed plan too: what waits has to end.
    """
    row = session.get(ReceivedMail, number)
    if row is None or (row.plan_id is None and not actor.is_admin):
        raise NotFound("There is no such mail.")
    if row.plan_id is not None:
        _, _, standing = readable(session, actor, number)
        if not standing.may_change_structure:
            raise NotAllowed(
                "Only the plan's coordinator decides on mail that came in. Ask the coordinator."
            )
    session.refresh(row, with_for_update=True)
    if row.state != "parked":
        raise InvalidInput("mail", DECIDED)
    return row


def _note(change: Change, row: ReceivedMail, verb: str, reason: str = "") -> None:
    """Write a decision down: by number and checksum, since the journal keeps what the row lets go.

    The reason is that of whoever decides.
    """
    after = {"checksum": row.checksum}
    journal.note(
        change, row.plan_id, journal.Entry(verb, ("mail", row.id), after=after, reason=reason)
    )
