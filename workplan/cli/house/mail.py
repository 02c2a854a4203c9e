"""`flask mail`: whether mail leaves, what waits or failed, and what came in."""

from __future__ import annotations

import click
from flask import current_app

from config import Settings
from workplan import clock
from workplan.cli.answers import OPERATOR, fetched, overheard, plain_errors, table
from workplan.extensions import db
from workplan.mail.inbound.mailbox import MailboxDown
from workplan.services.delivery import mail_rows, mail_tests
from workplan.services.delivery.incoming import received_lists
from workplan.services.record.change import Change
from workplan.vocabulary import MailState, NoticeKind


@click.group("mail")
def group() -> None:
    """Try the mail server, and see what waits or failed."""


@group.command("test")
@click.argument("address")
def test(address: str) -> None:
    """Send a test mail to ADDRESS and print the conversation with the mail server."""
    with plain_errors():
        seq = mail_tests.send(Change(OPERATOR, clock.now()), overheard(), address)
        found = mail_tests.result(db.session(), seq)
    for who, text in found.lines:
        click.echo(f"{'>' if who == 'us' else '<'} {text}")
    if not found.is_accepted:
        raise click.ClickException(f"Not accepted: {found.reply}. {found.way_out}")
    click.echo(f"Accepted for {found.to}: {found.reply}")


@group.command("list")
@click.option("--state", type=click.Choice(mail_rows.STATES), default="dead", show_default=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
def show(state: str, page: int) -> None:
    """Print mail that failed for good, waits, was seen or was sent; never what it says."""
    with plain_errors():
        found = mail_rows.page_of(db.session(), state, page)
    rows = [
        (
            f"{row.ledger} {row.id}",
            row.person,
            row.short_name,
            NoticeKind.said(row.kind) if row.kind else "Reminder",
            f"{row.not_before:%Y-%m-%d}",
            MailState.said(row.state),
            row.last_reply,
        )
        for row in found.rows
    ]
    if rows:
        click.echo(table(("row", "to", "plan", "kind", "day", "state", "answer"), rows))
    click.echo(f"{found.total:,} in all; page {found.page} of {found.pages}.")


@group.command("fetch")
def fetch() -> None:
    """Read the mailbox as each beat of the scheduler does, for half a minute at most."""
    settings: Settings = current_app.extensions["workplan"]
    if not settings.mail_in_url:
        click.echo("No mailbox is set: MAIL_IN_URL names the one that is read.")
        return
    try:
        with plain_errors():
            done = fetched()
    except MailboxDown as trouble:
        raise click.ClickException(f"The mailbox cannot be read: {trouble}") from trouble
    waiting = received_lists.count_parked(db.session())
    click.echo(
        f"Came in: {done.fetched:,}. Settled: {done.settled:,}. Wait for somebody: {waiting:,}."
    )
