"""`flask spills`: what has to leave for good, and what leaves a restored backup again."""

from __future__ import annotations

import click
from flask import current_app

from config import Settings
from workplan import clock
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.spills import again, carrying_out, listed
from workplan.services.spills.carrying_out import Kept
from workplan.services.spills.leaving import Left
from workplan.storage.choosing import store_at
from workplan.vocabulary import SpillKind, SpillState


@click.group("spills")
def group() -> None:
    """See what has to leave for good, and let it."""


@group.command("list")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
def show(page: int) -> None:
    """Print what was asked, what waits first; never what it says."""
    with plain_errors():
        found = listed.of_house(db.session(), page)
    rows = [
        (
            str(row.id),
            row.slug,
            SpillKind.said(row.kind),
            SpillState.said(row.state),
            f"{row.asked_at:%Y-%m-%d}",
            row.asked_by,
            row.why,
        )
        for row in found.rows
    ]
    if rows:
        click.echo(table(("number", "plan", "what", "state", "asked", "by", "why"), rows))
    click.echo(f"{found.total:,} in all; page {found.page} of {found.pages}.")


@group.command("remove")
@click.argument("number", type=int)
@click.option("--answer", default="", help="What the coordinator is told, without what leaves.")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def remove(number: int, answer: str, *, yes: bool) -> None:
    """Let what request NUMBER is about leave for good."""
    with plain_errors():
        said = listed.described(db.session(), number)
    if not yes:
        click.confirm(f"{said} It cannot be brought back. Remove it for good?", abort=True)
    with plain_errors():
        left = carrying_out.remove(Change(OPERATOR, clock.now()), _kept(), number, answer)
    click.echo(f"It has left for good: {_said(left)}.")


@group.command("decline")
@click.argument("number", type=int)
@click.option("--answer", required=True, help="Why it stays.")
def decline(number: int, answer: str) -> None:
    """Let what request NUMBER is about stay, with the reason."""
    with plain_errors():
        carrying_out.decline(Change(OPERATOR, clock.now()), number, answer)
    click.echo("It stays.")


@group.command("again")
def follow_again() -> None:
    """Let leave a restored backup what left for good before; the scheduler does it as well."""
    with plain_errors():
        kept = _kept()
        left = again.follow(clock.now(), kept.store, kept.instance)
    click.echo("Nothing is in the list that is here." if left is None else f"Left: {_said(left)}.")


def _kept() -> Kept:
    settings: Settings = current_app.extensions["workplan"]
    return Kept(store_at(settings.evidence_url, settings.instance), settings.instance)


def _said(left: Left) -> str:
    return listed.counted(*left.counts())
