"""Mail that failed for good: somebody sends it again, or says that they have seen it.

The plan's coordinator does, or an administrator, who sees nothing of what it says.
"""

from __future__ import annotations

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from models import Plan, User
from models.reminding.outgoing import Outgoing
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.services.delivery.outbox import LEDGERS
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

BY_NAME = {ledger.__tablename__: ledger for ledger in LEDGERS}


def send_again(change: Change, ledger: str, row_id: int) -> None:
    """Let a row, and whatever failed in one mail with it, go out with the next beat if it holds.

    As a new mail, unless an earlier attempt may have arrived: then under the same Message-ID.

    Raises:
        NotFound: when there is no such row, or none for them.
        InvalidInput: when it has not failed for good.
    """
    with change.transaction() as session:
        for row in _dead(session, change.actor, ledger, row_id):
            before = row.last_reply
            row.state, row.not_before, row.last_reply = "pending", change.now, ""
            row.attempts, row.first_due_at = 0, None
            if not row.is_possible_copy:
                row.message_id = None
            row.seen_at = row.seen_by_id = None
            _note(change, row, "mail.sent_again", before)


def see(change: Change, ledger: str, row_id: int) -> None:
    """Record that somebody has seen that a whole mail failed, which ends the alarm about it.

    Raises:
        NotFound: when there is no such row, or none for them.
        InvalidInput: when it has not failed for good.
    """
    with change.transaction() as session:
        for row in _dead(session, change.actor, ledger, row_id):
            if row.seen_at is None:
                row.seen_at, row.seen_by_id = change.now, change.actor.id
                _note(change, row, "mail.seen", row.last_reply)


def _dead(session: Session, actor: Actor, ledger: str, row_id: int) -> list[Outgoing]:
    """Return a row that failed for good, with those that failed in the same mail."""
    of = BY_NAME[ledger]
    is_theirs = true() if actor.is_admin else of.plan_id.in_(rights.visible_plans(actor))
    row = session.scalar(select(of).where(of.id == row_id, is_theirs))
    if row is None:
        raise NotFound("There is no such mail.")
    plan = session.get_one(Plan, row.plan_id)
    # Of a closed plan too: an alarm about it has to end.
    if (
        not actor.is_admin
        and not rights.plan_for(session, actor, plan.slug)[1].may_change_structure
    ):
        raise NotAllowed("Only the plan's coordinator answers for its mail. Ask the coordinator.")
    if row.state != "dead":
        raise InvalidInput(
            "mail",
            "This mail has not failed for good. The list of mails says how it stands.",
        )
    if row.message_id is None:
        return [row]
    return [
        one
        for of in LEDGERS
        for one in session.scalars(
            select(of)
            .where(
                of.plan_id == row.plan_id,
                of.user_id == row.user_id,
                of.message_id == row.message_id,
                of.state == "dead",
            )
            .order_by(of.id)
        )
    ]


def _note(change: Change, row: Outgoing, verb: str, reply: str) -> None:
    to = change.session.get_one(User, row.user_id).name
    entry = journal.Entry(verb, ("task", row.task_id), after={"to": to, "reply": reply})
    journal.note(change, row.plan_id, entry)
