"""`flask reminders`: who would get what, and one beat by hand."""

from __future__ import annotations

from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, Task, User
from workplan import clock
from workplan.cli.answers import plain_errors, sender, table
from workplan.extensions import db
from workplan.reminders.ladder import rung_words
from workplan.services.operations import beats
from workplan.services.reminding.wanted import wanted_reminders
from workplan.services.reminding.wanted.wanted_reminders import Wanted
from workplan.services.tasks.due_work import is_under_way
from workplan.vocabulary import Audience


@click.group("reminders")
def group() -> None:
    """Preview and send deadline mail."""


DAY = click.DateTime(["%Y-%m-%d"])


@group.command("preview")
@click.option("--on", "on", type=DAY, help="The date; today unless given.")
@click.option("--from", "first", type=DAY, help="The first of some days, today or later.")
@click.option("--to", "last", type=DAY, help="The last of them.")
def preview(on: datetime | None, first: datetime | None, last: datetime | None) -> None:
    """Print who would get what on a date, or on some days, as suspenses stand. Sends nothing."""
    if (first is None) != (last is None) or (on and first):
        raise click.UsageError("Give --on alone, or --from and --to together.")
    session = db.session()
    rows = []
    for plan in session.scalars(select(Plan).where(is_under_way()).order_by(Plan.slug)):
        today = clock.civil_date(clock.now(), plan.time_zone)
        with plain_errors():
            if first and last:
                days = first.date(), last.date()
                wanted = wanted_reminders.wanted_between(session, plan.id, clock.now(), *days)
            else:
                day = on.date() if on else today
                wanted = wanted_reminders.wanted_on(session, plan.id, day, clock.now())
        for one in wanted_reminders.not_in_ledger(session, plan.id, wanted):
            if one.problem:
                said = f"the task {one.due.task.id} cannot be planned: {one.problem}"
                click.echo(f"{plan.slug}: {said}")
            elif not one.due.is_missed and not one.is_unmet:
                rows.append(_row(session, plan, one, with_day=first is not None))
    heads = ("to", "plan", "task", "due", "when", "as")
    if rows:
        click.echo(table(("goes out", *heads) if first else heads, sorted(rows)))
    mails = len({row[: 3 if first else 2] for row in rows})
    click.echo(f"{mails} mails with {len(rows)} reminders.")


def _row(session: Session, plan: Plan, one: Wanted, *, with_day: bool) -> tuple[str, ...]:
    user, task = session.get_one(User, one.user_id), session.get_one(Task, one.due.task.id)
    audience = Audience.said(one.due.rule.audience).lower()
    return (
        *((one.due.send_on.isoformat(),) if with_day else ()),
        user.email,
        plan.slug,
        f"{task.code} {task.name}"[:60],
        one.due.task.due_on.isoformat(),
        rung_words(one.due.rule.rung_days, one.due.rule.counted_in),
        "coordinator, nobody else to tell" if one.is_for_nobody else audience,
    )


@group.command("send")
def send() -> None:
    """Do one beat: let days pass, queue what is due, send what is queued."""
    done = beats.tick(sender(), clock.now())
    click.echo(
        f"{done.days_passed} plan days passed, {done.queued} reminders queued, "
        f"{done.sent} mails accepted."
    )
