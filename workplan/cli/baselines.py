"""`flask baselines`: list, freeze, retire and compare the frozen copies of a plan."""

from __future__ import annotations

import click

from models import Baseline
from workplan.cli.acting import BY, change_by, plan_named
from workplan.cli.answers import plain_errors, table
from workplan.extensions import db
from workplan.scheduling.explain import shift_words
from workplan.services.structure.baseline import baseline_comparisons, baselines, chart_baselines
from workplan.services.structure.baseline.baselines import Grounds

REASON = click.option("--reason", default="", help="Why; it stands in the journal.")


@click.group("baselines")
def group() -> None:
    """List, freeze, retire and compare the baselines of a plan."""


@group.command("list")
@click.argument("slug")
def list_all(slug: str) -> None:
    """Print the baselines of a plan, the latest first."""
    with plain_errors():
        found = chart_baselines.listed(db.session(), plan_named(db.session(), slug).id)
    rows = [
        (
            one.name,
            one.frozen_on.isoformat(),
            one.frozen_by or "",
            one.approved_by,
            f"{one.tasks:,}",
            one.finish_on.isoformat() if one.finish_on else "",
            "charts use it" if one.is_charted else "retired" if one.retired_at else "",
        )
        for one in found
    ]
    if rows:
        headings = ("name", "frozen", "by", "approved by", "tasks", "ends", "")
        click.echo(table(headings, rows))
    click.echo(f"{len(rows)} baselines.")


@group.command("freeze")
@click.argument("slug")
@click.argument("name")
@click.option("--approved-by", default="", help="Who approved it, as the record is to name them.")
@click.option("--not-for-charts", is_flag=True, help="Charts keep the baseline that they have.")
@REASON
@BY
def freeze(
    slug: str, name: str, approved_by: str, not_for_charts: bool, reason: str, email: str
) -> None:
    """Freeze a plan as it stands under a name."""
    grounds = Grounds(reason, approved_by, not not_for_charts)
    with plain_errors():
        baselines.freeze(change_by(email), slug, name, grounds)
    click.echo(f"Baseline “{name}” of {slug} is frozen.")


@group.command("retire")
@click.argument("slug")
@click.argument("name")
@REASON
@BY
def retire(slug: str, name: str, reason: str, email: str) -> None:
    """Take a baseline out of what is offered; it is kept."""
    with plain_errors():
        found = _baseline(slug, name)
        baselines.retire(change_by(email), found.id, found.version, reason)
    click.echo(f"Baseline “{name}” of {slug} is retired.")


@group.command("chart")
@click.argument("slug")
@click.argument("name")
@REASON
@BY
def chart(slug: str, name: str, reason: str, email: str) -> None:
    """Let charts compare with a baseline from now on."""
    with plain_errors():
        found = _baseline(slug, name)
        baselines.chart(change_by(email), found.id, found.version, reason)
    click.echo(f"Charts of {slug} compare with “{name}”.")


@group.command("compare")
@click.argument("slug")
@click.argument("earlier")
@click.argument("later", default="")
def compare(slug: str, earlier: str, later: str) -> None:
    """Print what differs between two baselines, or between one and the plan as it stands."""
    session = db.session()
    with plain_errors():
        plan = plan_named(session, slug)
        before = _baseline(slug, earlier)
        after = _baseline(slug, later).id if later else None
        found = baseline_comparisons.compare(session, plan, before.id, after, page=None)
    rows = [
        (
            " and ".join(one.kinds),
            f"{one.row.code} {one.row.name}"[:60],
            one.row.finish_before.isoformat() if one.row.finish_before else "",
            one.row.finish_after.isoformat() if one.row.finish_after else "",
            shift_words(one.finish),
        )
        for one in found.rows
    ]
    if rows:
        click.echo(table(("what", "task", "finish was", "finish is", "by"), rows))
    tally = found.tally
    click.echo(
        f"{tally.added} added, {tally.removed} removed, {tally.moved} moved, "
        f"{tally.re_estimated} re-estimated, of {tally.tasks:,} tasks."
    )
    if tally.ends_before and tally.ends_after:
        moved = shift_words(found.end_days) or "as before"
        click.echo(f"The plan ends {tally.ends_after}, {moved} (was {tally.ends_before}).")


def _baseline(slug: str, name: str) -> Baseline:
    session = db.session()
    return baselines.in_plan(session, plan_named(session, slug).id, name)
