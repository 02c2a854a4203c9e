"""`flask reminders`: who would get what, and one beat by hand."""

from __future__ import annotations

from datetime import datetime

import click
from sqlalchemy import select

from models import Plan, Task, User
from workplan import clock
from workplan.cli.answers import plain_errors, sender, table
from workplan.extensions import db
from workplan.reminders.ladder import rung_words
from workplan.services.operations import beats
from workplan.services.reminding import wanted_reminders
from workplan.services.tasks.due_work import is_under_way
from workplan.vocabulary import Audience


@click.group("reminders")
def group() -> None:
    """Preview and send deadline mail."""


@group.command("preview")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The date; today unless given.")
def preview(on: datetime | None) -> None:
    """Print who would get what on a date, with suspenses as they stand. Sends nothing."""
    session = db.session()
    rows = []
    for plan in session.scalars(select(Plan).where(is_under_way()).order_by(Plan.slug)):
        day = on.date() if on else clock.civil_date(clock.now(), plan.time_zone)
        with plain_errors():
            wanted = wanted_reminders.wanted_on(session, plan.id, day)
        owed = [
            w
            for w in wanted_reminders.not_in_ledger(session, plan.id, wanted)
            if not w.due.is_missed
        ]
        for w in owed:
            if w.problem:
                click.echo(f"{plan.slug}: the task {w.due.task.id} cannot be planned: {w.problem}")
                continue
            user, task = session.get_one(User, w.user_id), session.get_one(Task, w.due.task.id)
            rows.append(
                (
                    user.email,
                    plan.slug,
                    f"{task.code} {task.name}"[:60],
                    w.due.task.due_on.isoformat(),
                    rung_words(w.due.rule.rung_days),
                    "coordinator, nobody else to tell"
                    if w.is_for_nobody
                    else Audience.said(w.due.rule.audience).lower(),
                )
            )
    if rows:
        click.echo(table(("to", "plan", "task", "due", "when", "as"), sorted(rows)))
    mails = len({row[:2] for row in rows})
    click.echo(f"{mails} mails with {len(rows)} reminders.")


@group.command("send")
def send() -> None:
    """Do one beat: let days pass, queue what is due, send what is queued."""
    done = beats.tick(sender(), clock.now())
    click.echo(
        f"{done.days_passed} plan days passed, {done.queued} reminders queued, "
        f"{done.sent} mails accepted."
    )
