"""HTTP: one blueprint a noun, each view one verb — parse, call, present."""

from __future__ import annotations

from flask import Flask

from views import (
    burndown,
    dependencies,
    errors,
    gantt,
    health,
    help,
    home,
    plans,
    presenting,
    reminders,
    reports,
    security,
    sign_in,
    tasks,
)
from workplan.extensions import login_manager

BLUEPRINTS = (
    burndown.bp,
    dependencies.bp,
    gantt.bp,
    health.bp,
    help.bp,
    home.bp,
    plans.bp,
    reminders.bp,
    reports.bp,
    sign_in.bp,
    tasks.bp,
)


def init_app(app: Flask) -> None:
    """Add every blueprint, the answers to errors, the headers and the filters to an app."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    login_manager.login_view = "sign_in.show"
    login_manager.login_message = "Sign in to go on. Your address is kept."
    login_manager.login_message_category = "info"
    errors.init_app(app)
    security.init_app(app)
    presenting.init_app(app)
