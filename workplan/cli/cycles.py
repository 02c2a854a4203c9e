"""`flask cycles`: list, show, open, ask for and close the reporting cycles of a plan."""

from __future__ import annotations

from datetime import datetime

import click

from workplan import clock
from workplan.cli.acting import BY, change_by, plan_named
from workplan.cli.answers import plain_errors, table
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.pages.cycles import pages
from workplan.services.pages.cycles.answers import answers_of
from workplan.services.reporting.cycles import asking, closing, cycles, finding
from workplan.services.tasks import states
from workplan.vocabulary import Answered, CycleState

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("cycles")
def group() -> None:
    """List, show, open, ask for and close the reporting cycles of a plan."""


@group.command("list")
@click.argument("slug")
def list_all(slug: str) -> None:
    """Print the cycles of a plan, the newest first."""
    with plain_errors():
        found = pages.past_cycles(db.session(), plan_named(db.session(), slug))
    rows = [
        (
            f"{one.number}",
            one.name,
            one.as_of_on.isoformat(),
            one.due_on.isoformat(),
            CycleState.said(one.state).lower(),
            f"{one.reported} of {one.tasks}" if one.state == CycleState.CLOSED else "",
        )
        for one in found
    ]
    if rows:
        click.echo(table(("number", "cycle", "as of", "due", "state", "reported"), rows))
    click.echo(f"{len(rows)} cycles.")


@group.command("show")
@click.argument("slug")
@click.argument("number", type=int)
def show(slug: str, number: int) -> None:
    """Print how each agency has answered on each of its tasks."""
    session = db.session()
    with plain_errors():
        plan = plan_named(session, slug)
        cycle = finding.by_number(session, plan.id, number)
        found = answers_of(session, plan, cycle, clock.now())
    rows = [
        (line.label, f"{cell.code} {cell.name}"[:60], Answered.said(cell.answered))
        for line in found.agencies
        for cell in line.cells
    ]
    if rows:
        click.echo(table(("agency", "task", "answer"), rows))
    click.echo(f"{found.reported} of {len(found.tasks)} tasks are reported.")


@group.command("open")
@click.argument("slug")
@click.option("--name", default="", help="Name; the month unless given.")
@click.option("--as-of", "as_of", type=DAY, help="The day whose standing is reported; today.")
@click.option("--due", type=DAY, help="The day by which reports are wanted.")
@click.option("--note", default="", help="What is said to those who are asked.")
@BY
def open_cycle(
    slug: str, name: str, as_of: datetime | None, due: datetime | None, note: str, email: str
) -> None:
    """Open a cycle, and ask everybody who owes a report by mail."""
    session = db.session()
    with plain_errors():
        usual = cycles.usual(states.day_of(session, plan_named(session, slug), clock.now()))
        session.rollback()
        wanted = cycles.CycleFields(
            name or usual.name,
            as_of.date() if as_of else usual.as_of_on,
            due.date() if due else usual.due_on,
            note,
        )
        number = cycles.open_cycle(change_by(email), slug, wanted)
    click.echo(f"Cycle {number} of {slug} is open until {day_words(wanted.due_on)}.")


@group.command("ask")
@click.argument("slug")
@BY
def ask(slug: str, email: str) -> None:
    """Ask whoever still owes a report in the open cycle, and was not asked today."""
    with plain_errors():
        count = asking.ask(change_by(email), slug, _open_number(slug))
    click.echo(f"Asked: {count}.")


@group.command("close")
@click.argument("slug")
@click.option("--words", default="", help="What the coordinator says first in the report.")
@click.option("--missing", is_flag=True, help="Let tasks stand as not reported.")
@BY
def close(slug: str, words: str, missing: bool, email: str) -> None:
    """Close the open cycle as things stand; it is not opened again."""
    session = db.session()
    with plain_errors():
        number = _open_number(slug)
        plan = plan_named(session, slug)
        cycle = finding.by_number(session, plan.id, number)
        found = answers_of(session, plan, cycle, clock.now())
        missed = found.missed
        if missed and not missing:
            codes = ", ".join(cell.code for cell in missed)
            raise InvalidInput("missing", f"Not reported: {codes}. Give --missing to close it so.")
        version = cycle.version
        session.rollback()
        seen = found.shown.split(",")
        ended = closing.close(change_by(email), slug, number, version, words, seen)
    click.echo(f"The cycle is closed; tasks not reported: {ended.tasks}.")


def _open_number(slug: str) -> int:
    """Return the number of the cycle of a plan that is open."""
    session = db.session()
    cycle = finding.open_one(session, plan_named(session, slug).id)
    if cycle is None:
        raise InvalidInput("cycle", f"No cycle of {slug} is open. Open one with `cycles open`.")
    number = cycle.number
    session.rollback()
    return number
