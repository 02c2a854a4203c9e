"""`flask baselines`: list, freeze, retire and compare the frozen copies of a plan."""

from __future__ import annotations

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Baseline, Plan, User
from workplan import clock
from workplan.cli.answers import plain_errors, table
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.scheduling.explain import shift_words
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.baseline import baseline_comparisons, baselines, chart_baselines
from workplan.services.structure.baseline.baselines import Grounds

BY = click.option("--by", "email", required=True, help="Email of the coordinator who does it.")
REASON = click.option("--reason", default="", help="Why; it stands in the journal.")


@click.group("baselines")
def group() -> None:
    """List, freeze, retire and compare the baselines of a plan."""


@group.command("list")
@click.argument("slug")
def list_all(slug: str) -> None:
    """Print the baselines of a plan, the latest first."""
    with plain_errors():
        found = chart_baselines.listed(db.session(), _plan(db.session(), slug).id)
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
        baselines.freeze(_change(email), slug, name, grounds)
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
        baselines.retire(_change(email), found.id, found.version, reason)
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
        baselines.chart(_change(email), found.id, found.version, reason)
    click.echo(f"Charts of {slug} compare with “{name}”.")


@group.command("compare")
@click.argument("slug")
@click.argument("earlier")
@click.argument("later", default="")
def compare(slug: str, earlier: str, later: str) -> None:
    """Print what differs between two baselines, or between one and the plan as it stands."""
    session = db.session()
    with plain_errors():
        plan = _plan(session, slug)
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


def _plan(session: Session, slug: str) -> Plan:
    plan = session.scalar(select(Plan).where(Plan.slug == slug))
    if plan is None:
        raise NotFound(f"There is no plan “{slug}”.")
    return plan


def _baseline(slug: str, name: str) -> Baseline:
    session = db.session()
    return baselines.in_plan(session, _plan(session, slug).id, name)


def _change(email: str) -> Change:
    user = db.session().scalar(select(User).where(User.email == email.lower()))
    if user is None or user.disabled_at is not None:
        raise NotFound(f"Nobody with the email {email} has an open account here.")
    return Change(Actor(user.id, user.name, "cli"), clock.now())
