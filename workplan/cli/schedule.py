"""`flask schedule`: when a plan ends, and whether its schedule can be trusted."""

from __future__ import annotations

import click

from workplan import clock
from workplan.cli.acting import plan_named
from workplan.cli.answers import plain_errors, table
from workplan.extensions import db
from workplan.services.pages import schedule_health
from workplan.services.pages.forecast import pages
from workplan.services.pages.forecast.words import percent


@click.group("schedule")
def group() -> None:
    """Say when a plan ends, and whether its schedule can be trusted."""


@group.command("forecast")
@click.argument("slug")
@click.option("--seed", type=click.IntRange(1, 2**31 - 1), help="Draw the runs by another number.")
def forecast(slug: str, seed: int | None) -> None:
    """Print when a plan ends, and how often each suspense is kept."""
    session = db.session()
    with plain_errors():
        page = pages.page_of(session, plan_named(session, slug), clock.now(), seed)
    click.echo(f"{page.finding}.")
    if page.found is None:
        return
    days = zip(("P10", "P50", "P80", "P90"), page.found.end, strict=True)
    click.echo(table(("", "ends by"), [(name, day.isoformat()) for name, day in days]))
    rows = [
        (task.code, task.name, f"{task.due_on}", percent(share)) for task, share in page.chances
    ]
    if rows:
        click.echo(table(("task", "", "suspense", "kept"), rows))
    click.echo(f"{page.found.runs:,} runs, seed {page.seed}.")


@group.command("health")
@click.argument("slug")
def health(slug: str) -> None:
    """Print the 14 points of schedule health, and GAO's ten practices."""
    session = db.session()
    with plain_errors():
        page = schedule_health.page_of(session, plan_named(session, slug), clock.now())
    click.echo(f"{page.finding}.")
    points = [
        (f"{one.number}", one.name, one.figure, one.threshold, one.verdict, one.why)
        for one in page.checked.points
    ]
    click.echo(table(("", "point", "figure", "threshold", "verdict", ""), points))
    practices = [(f"{one.number}", one.name, one.verdict, one.judged_by) for one in page.practices]
    click.echo(table(("", "practice", "verdict", "judged by"), practices))
