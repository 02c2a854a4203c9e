"""`flask directives`: list, add, change, retire, restore, merge, follow and read directives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from workplan import clock
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.directives import reading as reader
from workplan.directives.actions import action_of
from workplan.directives.form import as_json, due_words
from workplan.errors import NotFound
from workplan.exchange.documents.texts import text_of
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.pages.lists import directive_lists
from workplan.services.record.change import Change
from workplan.services.tasks.directive import (
    directive_columns,
    directive_merges,
    directives,
    succession,
)
from workplan.services.tasks.directive.directive_columns import DirectiveFields
from workplan.services.tasks.directive.succession import Followed

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("directives", cls=AppGroup)
def group() -> None:
    """List, add, change, retire, restore, merge, follow and read directives."""


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
@click.option("--by", default="", help="What took its place: its citation in the list, or words.")
def add(
    citation: str,
    title: str,
    signed_at: datetime,
    superseded_at: datetime | None,
    by: str,
) -> None:
    """Add a directive."""
    with plain_errors():
        wanted = DirectiveFields(
            citation,
            title,
            signed_at.date(),
            superseded_at.date() if superseded_at else None,
            **_successor(by),
        )
        added = directives.add(Change(OPERATOR, clock.now()), wanted)
    click.echo(f"Added {added.citation}, signed {day_words(added.signed_on)}.")


@group.command("change")
@click.argument("citation")
@click.option("--citation", "new_citation", help="Another citation.")
@click.option("--title", help="What it is called.")
@click.option("--signed", "signed_at", type=DAY, help="The day of its signature; dates follow.")
@click.option("--superseded", "superseded_at", type=DAY, help="The day another took its place.")
@click.option("--by", help="What took its place: its citation in the list, or words.")
@click.option("--in-force", is_flag=True, help="It is in force: nothing took its place.")
def change(
    citation: str,
    new_citation: str | None,
    title: str | None,
    signed_at: datetime | None,
    superseded_at: datetime | None,
    by: str | None,
    in_force: bool,
) -> None:
    """Change what is known of a directive; suspenses that count from its signature follow."""
    if in_force and (superseded_at or by):
        raise click.UsageError("It is in force, or another took its place: not both.")
    with plain_errors():
        found = directives.by_citation(db.session(), citation)
        wanted: dict[str, Any] = {"citation": new_citation, "title": title}
        wanted["signed_on"] = signed_at.date() if signed_at else None
        wanted["superseded_on"] = superseded_at.date() if superseded_at else None
        given = {key: value for key, value in wanted.items() if value is not None}
        if by is not None:
            given |= _successor(by)
        if in_force:
            given |= {"superseded_on": None, **_successor("")}
        if not given:
            raise click.UsageError("Nothing to change was given. See --help.")
        after = replace(directive_columns.fields_of(found), **given)
        saved = directives.change(Change(OPERATOR, clock.now()), found.id, found.version, after)
    click.echo(f"Changed {saved.citation}, signed {day_words(saved.signed_on)}: {saved.title}.")


@group.command("retire")
@click.argument("citation")
def retire(citation: str) -> None:
    """Take a directive out of what people choose from; it stays readable."""
    with plain_errors():
        found = directives.by_citation(db.session(), citation)
        directives.retire(Change(OPERATOR, clock.now()), found.id)
    click.echo(f"{citation} is retired: no new plan carries it out.")


@group.command("restore")
@click.argument("citation")
def restore(citation: str) -> None:
    """Bring a retired directive back among those that people choose from."""
    with plain_errors():
        found = directives.by_citation(db.session(), citation)
        directives.restore(Change(OPERATOR, clock.now()), found.id)
    click.echo(f"{citation} is in use again.")


@group.command("merge")
@click.argument("citation")
@click.argument("into")
@click.option("--reason", default="", help="Why; it stands in the journal.")
def merge(citation: str, into: str, reason: str) -> None:
    """Merge a double into the directive that stays. It is not undone."""
    with plain_errors():
        old = directives.by_citation(db.session(), citation)
        new = directives.by_citation(db.session(), into)
        directive_merges.merge(Change(OPERATOR, clock.now()), old.id, new.id, reason)
    click.echo(f"{citation} is one with {into} now; its plans and objectives follow.")


@group.command("follow")
@click.argument("citation")
@click.argument("objective")
@click.argument("became")
def follow(citation: str, objective: str, became: str) -> None:
    """Say what became of an objective: its number in what superseded it, “dropped”, “unsaid”."""
    session = db.session()
    with plain_errors():
        found = directives.by_citation(session, citation)
        own = _by_code(succession.followed(session, found.id), objective, citation)
        value = {"dropped": "dropped", "unsaid": ""}.get(became)
        if value is None and found.superseded_by_id is not None:
            heirs = succession.followed(session, found.superseded_by_id)
            value = str(_by_code(heirs, became, found.superseded_by or ""))
        change = Change(OPERATOR, clock.now())
        succession.follow(change, found.id, found.version, {own: value or ""})
        said = next(row.said for row in succession.followed(session, found.id) if row.id == own)
    click.echo(f"Objective {objective} of {citation}: {said or 'Not said'}.")


def _by_code(rows: list[Followed], code: str, citation: str) -> int:
    found = next((row.id for row in rows if row.code == code), None)
    if found is None:
        raise NotFound(f"{citation} has no objective {code}. Use a number as on its page.")
    return found


@group.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--signed", "signed_at", type=DAY, help="The day of its signature, if it gives none.")
@click.option("--json", "as_document", is_flag=True, help="Everything, as JSON.")
def read(file: Path, signed_at: datetime | None, as_document: bool) -> None:
    """Read what a directive orders: text, a web page, a Word file or a PDF. Nothing is stored."""
    with plain_errors():
        reading = reader.read(text_of(file.read_bytes()), signed_at.date() if signed_at else None)
    if as_document:
        click.echo(json.dumps(as_json(reading), indent=1, ensure_ascii=False))
        return
    rows = [
        (
            duty.section,
            ", ".join(duty.leads),
            action_of(duty),
            day_words(day) if day else due_words(duty.due),
            "; ".join(duty.doubts) or "sure",
        )
        for duty, day in zip(reading.duties, reading.directed_on, strict=True)
    ]
    click.echo(table(("section", "lead", "duty", "due", "check"), rows))
    counted = f"{len(rows)} {'duty' if len(rows) == 1 else 'duties'}"
    click.echo(f"{counted}; {len(reading.left_out)} paragraphs order none (--json lists them).")


def _successor(by: str) -> dict[str, Any]:
    """Return what took the place of a directive: one of the list where it is, or else words."""
    listed = directives.find_by_citation(db.session(), by)
    return {"superseded_by": by, "superseded_by_id": listed.id if listed else None}
