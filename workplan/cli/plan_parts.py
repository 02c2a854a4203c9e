"""`flask parts`: what a plan is made of besides its tasks, and objectives from a file."""

from __future__ import annotations

from pathlib import Path

import click

from workplan import clock
from workplan.cli.acting import change_by, plan_named
from workplan.cli.answers import plain_errors, table
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.pages.lists import (
    effort_lists,
    member_lists,
    objective_lists,
    plan_agency_lists,
)
from workplan.services.structure import objectives
from workplan.services.tasks.states import day_of
from workplan.vocabulary import Role


@click.group("parts")
def group() -> None:
    """List what a plan is made of besides its tasks; add objectives from a file."""


@group.command("agencies")
@click.argument("slug")
def agencies(slug: str) -> None:
    """Print the agencies of a plan: what each does there, and who gets its mail."""
    with plain_errors():
        rows = plan_agency_lists.agencies(db.session(), plan_named(db.session(), slug).id)
    _show(
        ("agency", "since", "leads", "supports", "members", "mail goes to"),
        [
            (
                row.agency.label,
                row.agency.since_on.isoformat(),
                f"{row.holds.leads:,}",
                f"{row.holds.supports:,}",
                f"{row.holds.members:,}",
                ", ".join(row.mail_to) or "NOBODY",
            )
            for row in rows
        ],
    )


@group.command("members")
@click.argument("slug")
def members(slug: str) -> None:
    """Print who is in a plan, as what, and how many open tasks each has."""
    with plain_errors():
        rows = member_lists.members(db.session(), plan_named(db.session(), slug).id)
    _show(
        ("person", "email", "role", "agency", "tasks"),
        [
            (
                row.name + (" (closed)" if row.is_disabled else ""),
                row.email,
                Role.said(row.role) + (", supervisor" if row.is_supervisor else ""),
                row.agency,
                f"{len(row.tasks):,}",
            )
            for row in rows
        ],
    )


@group.command("efforts")
@click.argument("slug")
def efforts(slug: str) -> None:
    """Print the lines of effort of a plan in their order, with what stands in them."""
    with plain_errors():
        rows = effort_lists.efforts(db.session(), plan_named(db.session(), slug).id)
    _show(
        ("no.", "title", "agency", "tasks", "ends", ""),
        [
            (
                row.code,
                row.title,
                row.agency or "",
                f"{row.tasks:,}",
                row.ends_on.isoformat() if row.ends_on else "",
                "retired" if row.is_retired else "",
            )
            for row in rows
        ],
    )


@group.command("objectives")
@click.argument("slug")
def list_objectives(slug: str) -> None:
    """Print the objectives of a plan, with gaps, and how many tasks serve none."""
    with plain_errors():
        plan = plan_named(db.session(), slug)
        day = day_of(db.session(), plan, clock.now())
        rows = objective_lists.objectives(db.session(), plan, day)
        found = objective_lists.coverage(db.session(), plan.id)
    _show(
        ("no.", "objective", "tasks", "done", "late", ""),
        [
            (
                row.code,
                row.statement,
                f"{row.tasks:,}",
                f"{row.done:,}",
                f"{row.late:,}",
                "retired" if row.is_retired else "" if row.tasks else "GAP",
            )
            for row in rows
        ],
    )
    click.echo(f"{found.strays:,} of {found.tasks:,} tasks serve no objective.")


@group.command("add-objectives")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "email", required=True, help="Email of the coordinator who adds them.")
@click.option("--reason", default="", help="Why; it stands in the journal.")
def add_objectives(slug: str, file: Path, email: str, reason: str) -> None:
    """Add the objectives that stand in a text file, one a line."""
    with plain_errors():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise InvalidInput("file", f"{file} is no text in UTF-8. Save it as such.") from error
        made = objectives.add(change_by(email), slug, objectives.written_in(text), reason)
    click.echo(f"{len(made):,} objectives are added to {slug}.")


def _show(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if rows:
        click.echo(table(headings, rows))
    click.echo(f"{len(rows):,} in all.")
