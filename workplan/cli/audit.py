"""`flask audit`: show that the journal was not altered."""

from __future__ import annotations

import click

from workplan.extensions import db
from workplan.services import journal


@click.group("audit")
def group() -> None:
    """Check the record."""


@group.command("verify")
def verify() -> None:
    """Walk the journal's chain from its first entry and print its length and head."""
    try:
        count, head = journal.verify(db.session())
    except ValueError as broken:
        raise click.ClickException(str(broken)) from broken
    click.echo(f"The journal holds: {count:,} entries, head {head}")
