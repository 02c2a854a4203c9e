"""The command line: parse, one service call, present."""

from __future__ import annotations

from flask import Flask

from workplan.cli import (
    agencies,
    baselines,
    cycles,
    directives,
    plan_life,
    plan_parts,
    reminders,
    schedule,
    users,
)
from workplan.cli.house import (
    audit,
    backups,
    mail,
    samples,
    scheduler,
    serve,
    settings,
    spills,
    web,
)


def init_app(app: Flask) -> None:
    """Add every command to an app."""
    app.cli.add_command(agencies.group)
    app.cli.add_command(audit.group)
    app.cli.add_command(backups.group)
    app.cli.add_command(backups.restore)
    app.cli.add_command(baselines.group)
    app.cli.add_command(cycles.group)
    app.cli.add_command(directives.group)
    app.cli.add_command(mail.group)
    app.cli.add_command(spills.group)
    app.cli.add_command(schedule.group)
    app.cli.add_command(plan_life.group)
    app.cli.add_command(plan_parts.group)
    app.cli.add_command(reminders.group)
    app.cli.add_command(samples.group)
    app.cli.add_command(settings.group)
    app.cli.add_command(users.group)
    app.cli.add_command(scheduler.scheduler)
    app.cli.add_command(serve.serve)
    app.cli.add_command(web.web)
