"""Addresses from which mail came back: flagged until they are changed, or work again."""

from __future__ import annotations

from models import User
from workplan.errors import InvalidInput
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change


def flag(change: Change, person: User, words: str) -> None:
    """Note that mail to somebody came back, in the caller's transaction.

    Args:
        words: what the mail server there says.
    """
    if person.mail_bounced_at is None:
        entry = journal.Entry("user.mail_bounced", ("user", person.id), after={"reply": words})
        journal.note(change, None, entry)
    person.mail_bounced_at, person.mail_bounce = change.now, words


def forget(person: User) -> None:
    """Let a new address begin anew, in the caller's transaction."""
    person.mail_bounced_at, person.mail_bounce = None, ""


def works(change: Change, user_id: int) -> None:
    """Say that somebody's address works, whatever came back from it.

    Raises:
        NotFound: for anybody but an administrator, and when there is no such person.
        InvalidInput: when nothing came back.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        person = sign_ins.open_account(session, user_id)
        if person.mail_bounced_at is None:
            raise InvalidInput("person", f"No mail to {person.name} came back. Reload the page.")
        before = {"reply": person.mail_bounce}
        forget(person)
        journal.note(change, None, journal.Entry("user.mail_works", ("user", person.id), before))
