"""`flask directives`: list, add, retire and merge directives."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from workplan import clock
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.pages import directive_lists
from workplan.services.record.change import Change
from workplan.services.structure import directive_merges
from workplan.services.tasks import directives
from workplan.services.tasks.directives import DirectiveFields

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("directives", cls=AppGroup)
def group() -> None:
    """List, add, retire and merge directives."""


@group.command("list")
@click.option("--all", "with_retired", is_flag=True, help="Retired ones, too.")
def list_all(with_retired: bool) -> None:
    """List the directives, the newest first."""
    rows = [
        (one.citation, day_words(one.signed_on), one.title, one.state)
        for one in directive_lists.directives(db.session(), with_retired=with_retired)
    ]
    click.echo(table(("citation", "signed", "title", "state"), rows))


@group.command("add")
@click.argument("citation")
@click.option("--title", required=True, help="What it is called.")
@click.option("--signed", "signed_at", required=True, type=DAY, help="The day of its signature.")
@click.option("--superseded", "superseded_at", type=DAY, help="The day another took its place.")
@click.option("--by", "superseded_by", default="", help="What took its place, in words.")
def add(
    citation: str,
    title: str,
    signed_at: datetime,
    superseded_at: datetime | None,
    superseded_by: str,
) -> None:
    """Add a directive."""
    superseded_on = superseded_at.date() if superseded_at else None
    wanted = DirectiveFields(citation, title, signed_at.date(), superseded_on, superseded_by)
    with plain_errors():
        added = directives.add(Change(OPERATOR, clock.now()), wanted)
    click.echo(f"Added {added.citation}, signed {day_words(added.signed_on)}.")


@group.command("retire")
@click.argument("citation")
def retire(citation: str) -> None:
    """Take a directive out of what people choose from; it stays readable."""
    with plain_errors():
        found = directives.by_citation(db.session(), citation)
        directives.retire(Change(OPERATOR, clock.now()), found.id)
    click.echo(f"{citation} is retired: no new plan carries it out.")


@group.command("merge")
@click.argument("citation")
@click.argument("into")
def merge(citation: str, into: str) -> None:
    """Merge a double into the directive that stays. It is not undone."""
    with plain_errors():
        old = directives.by_citation(db.session(), citation)
        new = directives.by_citation(db.session(), into)
        directive_merges.merge(Change(OPERATOR, clock.now()), old.id, new.id)
    click.echo(f"{citation} is one with {into} now; its plans and objectives follow.")
