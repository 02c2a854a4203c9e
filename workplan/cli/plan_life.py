"""`flask plans new`, and the other commands by which a plan is begun, moved on and put away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import click
from flask import current_app
from sqlalchemy import select

from config import Settings
from models import Directive, Plan
from workplan import clock
from workplan.cli.acting import change_by
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.cli.plans import DAY
from workplan.cli.plans import group as group
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.lifecycle import (
    copies,
    founding,
    plan_changes,
    putting_away,
    short_names,
)
from workplan.services.lifecycle.carried_days import SHIFT, WAYS, CarriedDay
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.founding import NewPlan
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.vocabulary import Stage

AS = click.option("--as", "person", required=True, metavar="EMAIL", help="In whose name.")
REASON = click.option("--reason", default="", help="Why; the journal keeps it.")


@group.command("new")
@click.argument("title")
@click.option("--coordinator", required=True, metavar="EMAIL", help="Who coordinates it.")
@click.option("--slug", default="", help="Short name in the address; made from the title.")
@click.option("--start", type=DAY, help="Start of the plan; today unless given.")
@click.option("--directive", default="", metavar="CITATION", help="What it carries out.")
@click.option("--marking", default="", help="On top of every page and file.")
def new(
    title: str, coordinator: str, slug: str, start: datetime | None, directive: str, marking: str
) -> None:
    """Found a plan in drafting, with the default reminder rules."""
    with plain_errors():
        fields = _fields(title, slug, marking)
        wanted = NewPlan(fields, _start(start), _directive(directive), coordinator=coordinator)
        plan = founding.found(Change(OPERATOR, clock.now()), wanted)
    click.echo(f"Founded /plans/{plan.slug}, coordinated by {coordinator}.")


@group.command("copy")
@click.argument("slug")
@click.argument("title")
@AS
@click.option("--short-name", default="", help="Short name of the copy; made from the title.")
@click.option("--start", type=DAY, help="Start of the copy; today unless given.")
@click.option("--directive", default="", metavar="CITATION", help="Of the copy; the same unless.")
@click.option("--fixed", type=click.Choice(list(WAYS)), default=SHIFT, help="Fixed suspenses.")
@click.option("--dry-run", is_flag=True, help="Print the days that it would carry; save nothing.")
def copy(
    slug: str,
    title: str,
    person: str,
    short_name: str,
    start: datetime | None,
    directive: str,
    fixed: str,
    dry_run: bool,
) -> None:
    """Copy a plan or a template: structure, suspense rules, agencies and reminder rules."""
    with plain_errors():
        source = _plan(slug)
        number = _directive(directive) if directive else source.directive_id
        fields = replace(
            PlanFields.of(source), title=title, slug=_short_name(title, short_name), mail_tag=""
        )
        wanted = Copy(fields, _start(start), number, fixed)
        days = copies.days_of_copy(db.session(), source, wanted)
        made = None if dry_run else copies.copy(change_by(person), slug, wanted)
    _show(days)
    click.echo(f"Copied to /plans/{made.slug}." if made else "Nothing was saved.")


@group.command("stage")
@click.argument("slug")
@click.argument("stage", type=click.Choice(Stage.codes()[1:]))
@click.option("--superseded-by", "citation", default="", help="The directive in its place.")
@AS
@REASON
def stage(slug: str, stage: str, citation: str, person: str, reason: str) -> None:
    """Move a plan to a later stage; approval freezes its first baseline, and reminders begin."""
    with plain_errors():
        plan_stages.move_to_stage(
            *(change_by(person), slug, stage),
            reason=reason,
            superseding_id=_directive(citation) if citation else None,
        )
    click.echo(f"/plans/{slug} is {Stage.said(stage).lower()} now.")


@group.command("directive")
@click.argument("slug")
@click.argument("citation")
@AS
@REASON
def directive(slug: str, citation: str, person: str, reason: str) -> None:
    """Name the directive that a plan carries out; what counts from its signature is dated by it."""
    with plain_errors():
        plan, number = _plan(slug), _directive(citation)
        version = plan.version
        moves = plan_changes.choose_directive(change_by(person), slug, version, number, reason)
    tasks = f"{len(moves):,} task{'s' * (len(moves) != 1)}"
    click.echo(f"/plans/{slug} carries out {citation}; {tasks} rescheduled.")


@group.command("reopen")
@click.argument("slug")
@AS
@click.option("--reason", required=True, help="Why; the journal keeps it.")
def reopen(slug: str, person: str, reason: str) -> None:
    """Reopen a closed plan at the stage from which it was closed."""
    with plain_errors():
        now = plan_stages.reopen(change_by(person), slug, reason)
    click.echo(f"/plans/{slug} is {Stage.said(now).lower()} again.")


@group.command("archive")
@click.argument("slug")
@AS
@REASON
@click.option("--take-back", is_flag=True, help="Bring it back into the lists.")
def archive(slug: str, person: str, reason: str, take_back: bool) -> None:
    """Take a closed plan out of the lists, or retire a template; or bring it back."""
    with plain_errors():
        act = putting_away.unarchive if take_back else putting_away.archive
        act(change_by(person), slug, reason)
    click.echo(f"/plans/{slug} is {'back' if take_back else 'archived'}.")


@group.command("delete")
@click.argument("slug")
@AS
@REASON
def delete(slug: str, person: str, reason: str) -> None:
    """Delete a draft; it can be restored for thirty days."""
    with plain_errors():
        plan = putting_away.delete(change_by(person), slug, reason)
    click.echo(f"Deleted. To bring it back: flask plans restore {plan.id} --as {person}")


@group.command("restore")
@click.argument("number", type=int, required=False)
@AS
@REASON
def restore(number: int | None, person: str, reason: str) -> None:
    """Bring a deleted draft back by its number; without one, list those that can be."""
    with plain_errors():
        change = change_by(person)
        if number is None:
            _list_deleted(change.actor)
            return
        plan = putting_away.bring_back(change, number, reason)
    click.echo(f"/plans/{plan.slug} is back.")


def _list_deleted(actor: Actor) -> None:
    rows = [
        (str(draft.id), draft.title, f"{putting_away.gone_at(draft):%Y-%m-%d %H:%M} UTC")
        for draft in putting_away.deleted_of(db.session(), actor)
    ]
    click.echo(table(("number", "draft", "gone after"), rows) if rows else "No deleted draft.")


def _show(days: list[CarriedDay]) -> None:
    if not days:
        click.echo("No task has a fixed day.")
        return
    rows = [
        (
            f"{day.code} {day.name[:50]}",
            day.kind,
            day.before.isoformat(),
            day.after.isoformat() if day.after else "to be decided",
            "day off" if day.is_day_off else "",
        )
        for day in days
    ]
    click.echo(table(("task", "what", "was", "in the copy", ""), rows))


def _fields(title: str, slug: str, marking: str) -> PlanFields:
    return PlanFields(title, _short_name(title, slug), _zone(), marking=marking or None)


def _short_name(title: str, slug: str) -> str:
    return slug or short_names.proposed(db.session(), title)


def _start(given: datetime | None) -> date:
    return given.date() if given else clock.civil_date(clock.now(), _zone())


def _zone() -> str:
    found: Settings = current_app.extensions["workplan"]
    return found.time_zone


def _directive(citation: str) -> int | None:
    if not citation:
        return None
    found = db.session.scalar(select(Directive.id).where(Directive.citation == citation))
    if found is None:
        raise InvalidInput("directive", f"No directive is called “{citation}”. Add it first.")
    return found


def _plan(slug: str) -> Plan:
    plan = db.session.scalar(select(Plan).where(Plan.slug == slug, Plan.removed_at.is_(None)))
    if plan is None:
        raise NotFound(f"There is no plan “{slug}”. Check its short name.")
    return plan
