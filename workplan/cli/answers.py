"""How every command answers bad input: one sentence, and a non-zero exit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from workplan import clock
from workplan.errors import WorkplanError
from workplan.extensions import db
from workplan.mail.choosing import mailer_at
from workplan.mail.courier import AT_ONCE, Courier
from workplan.mail.inbound.choosing import mailbox_at
from workplan.outages import is_outage
from workplan.services.delivery.deliveries import Sender
from workplan.services.delivery.incoming import fetching, received, strangers
from workplan.services.delivery.incoming.fetching import Round
from workplan.services.delivery.mail_tests import Overheard
from workplan.services.delivery.outcomes import Outcomes
from workplan.services.pages import week_mails
from workplan.services.record.actor import Actor
from workplan.storage.choosing import store_at

OPERATOR = Actor(None, "Operator", "cli")


@contextmanager
def plain_errors() -> Iterator[None]:
    """Show what a person can mend as a sentence; leave everything else its trace."""
    try:
        yield
    except WorkplanError as error:
        raise click.ClickException(str(error)) from error
    except SQLAlchemyError as error:
        if not is_outage(error):
            raise
        raise click.ClickException(f"The database cannot be used: {error}") from error


def sender() -> Sender:
    """Return how this installation sends mail."""
    settings: Settings = current_app.extensions["workplan"]
    mailer = mailer_at(settings.mail_url, settings.instance, key=settings.key)
    outcomes = Outcomes(settings.instance / "mail-outcomes")
    return Sender(
        mailer,
        settings.mail_from,
        settings.base_url,
        outcomes,
        settings.replies_to,
        week_mails.week_of,
    )


def fetched() -> Round:
    """Fetch the mail that has come in, if this installation reads a mailbox.

    Raises:
        MailboxDown: when it cannot be read.
    """
    settings: Settings = current_app.extensions["workplan"]
    store = store_at(settings.evidence_url, settings.instance)
    received.forget_old(store, db.session(), clock.now())
    strangers.let_go(store, clock.now())
    mailbox = mailbox_at(settings.mail_in_url)
    if mailbox is None:
        return Round()
    return fetching.fetch(mailbox, store, clock.now(), settings.replies_to)


def courier() -> Courier:
    """Return how this installation sends a letter at once."""
    settings: Settings = current_app.extensions["workplan"]
    return Courier(
        lambda: mailer_at(settings.mail_url, settings.instance, key=settings.key),
        settings.mail_from,
        settings.base_url,
    )


def overheard() -> Overheard:
    """Return how this installation sends a test mail whose conversation is heard."""
    settings: Settings = current_app.extensions["workplan"]
    return Overheard(
        lambda hear: mailer_at(settings.mail_url, settings.instance, AT_ONCE, hear, settings.key),
        settings.mail_from,
        settings.base_url,
    )


def house_zone() -> str:
    """Return the time zone of whoever has none of their own."""
    settings: Settings = current_app.extensions["workplan"]
    return settings.time_zone


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows as aligned columns under their headings."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [headings, tuple("─" * width for width in widths), *rows]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
