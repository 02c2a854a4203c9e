"""`flask agencies`: list, add, change, retire, restore and merge agencies."""

from __future__ import annotations

from dataclasses import asdict, replace

import click
from flask.cli import AppGroup

from workplan import clock
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.extensions import db
from workplan.services.pages.agency import lists as agency_lists
from workplan.services.people import agencies
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.record.change import Change
from workplan.services.structure import agency_merges
from workplan.services.structure.agency_merges import Wanted


@click.group("agencies", cls=AppGroup)
def group() -> None:
    """List, add, change, retire and merge agencies."""


@group.command("list")
@click.option("--all", "with_retired", is_flag=True, help="Retired ones, too.")
def list_all(with_retired: bool) -> None:
    """List the agencies, each bureau below its department."""
    rows = []
    for one in agency_lists.tree(db.session(), with_retired=with_retired):
        state = f"merged into {one.merged_into}" if one.merged_into else "retired"
        shown = state if one.retired_at else ""
        rows.append((one.code, "  " * one.depth + one.label, one.name, one.supervisor, shown))
    click.echo(table(("code", "label", "name", "supervisor", ""), rows))


@group.command("add")
@click.argument("code")
@click.option("--label", required=True, help="How tables show it, such as “State PM”.")
@click.option("--name", required=True, help="Its full name.")
@click.option("--under", "parent", help="Code of the department that it is a bureau of.")
@click.option("--domain", "mail_domain", help="Where its people get mail, such as state.gov.")
@click.option("--supervisor", help="Address of who supervises it in the plans that they join.")
@click.option("--also-called", multiple=True, help="A name by which directives mean it.")
def add(
    code: str, label: str, name: str, also_called: tuple[str, ...], **others: str | None
) -> None:
    """Add an agency."""
    with plain_errors():
        added = agencies.add(
            Change(OPERATOR, clock.now()),
            AgencyFields(code, label, name, **others, also_called="\n".join(also_called)),
        )
    click.echo(f"Added {added.code}: {added.label}, {added.name}.")


@group.command("change")
@click.argument("code")
@click.option("--code", "new_code", help="Another code; the old one still leads to it.")
@click.option("--label", help="How tables show it.")
@click.option("--name", help="Its full name.")
@click.option("--under", "parent", help="Code of its department; empty for none.")
@click.option("--domain", "mail_domain", help="Where its people get mail; empty for none.")
@click.option("--supervisor", help="Address of who supervises it; empty for nobody.")
@click.option(
    "--also-called", multiple=True, help="Names by which directives mean it; all of them."
)
def change(
    code: str, new_code: str | None, also_called: tuple[str, ...], **given: str | None
) -> None:
    """Change what an agency is called and where it belongs."""
    with plain_errors():
        agency = agencies.by_code(db.session(), code)
        now = agencies.fields_of(db.session(), agency)
        wanted = {key: value for key, value in given.items() if value is not None}
        if new_code is not None:
            wanted["code"] = new_code
        if also_called:
            wanted["also_called"] = "\n".join(also_called).strip()
        after = replace(now, **wanted)
        if asdict(after) == asdict(now):
            raise click.UsageError("Nothing to change was given. See --help.")
        saved = agencies.change(Change(OPERATOR, clock.now()), code, agency.version, after)
    click.echo(f"Changed {saved.code}: {saved.label}, {saved.name}.")


@group.command("retire")
@click.argument("code")
def retire(code: str) -> None:
    """Take an agency out of what people choose from; it stays readable."""
    with plain_errors():
        agency = agencies.retire(Change(OPERATOR, clock.now()), code)
    click.echo(f"{agency.label} is retired: nobody chooses it any more.")


@group.command("restore")
@click.argument("code")
def restore(code: str) -> None:
    """Bring a retired agency back."""
    with plain_errors():
        agency = agencies.restore(Change(OPERATOR, clock.now()), code)
    click.echo(f"{agency.label} is in use again.")


@group.command("merge")
@click.argument("code")
@click.argument("into")
@click.option("--typed", metavar="CODE", help="The code of the one that goes, once more.")
def merge(code: str, into: str, typed: str | None) -> None:
    """Merge an agency into another: all that refers to it follows. It is not undone."""
    said = typed or click.prompt(f"This is not undone. Type {code} to go on")
    with plain_errors():
        agency = agency_merges.merge(Change(OPERATOR, clock.now()), Wanted(code, into, said))
    click.echo(f"{code} is part of {agency.label} now; what referred to it follows.")
