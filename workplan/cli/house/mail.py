"""`flask mail`: whether mail leaves, and what waits or failed."""

from __future__ import annotations

import click

from workplan import clock
from workplan.cli.answers import OPERATOR, overheard, plain_errors, table
from workplan.extensions import db
from workplan.services.delivery import mail_rows, mail_tests
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
