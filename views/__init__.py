"""HTTP: one blueprint a noun, each view one verb — parse, call, present."""

from __future__ import annotations

from flask import Flask

from views import (
    access_log,
    asked,
    bulk,
    burndown,
    conversations,
    dependencies,
    errors,
    evidence,
    exports,
    feeds,
    gantt,
    handovers,
    health,
    help,
    home,
    imports,
    journal,
    kept_forms,
    mail_links,
    members,
    moves,
    once,
    outages,
    plans,
    preferences,
    presenting,
    reminders,
    removals,
    reports,
    saved_views,
    search,
    security,
    sign_in,
    task_lookup,
    task_structure,
    undo,
    uploads,
)
from workplan.extensions import login_manager

BLUEPRINTS = (
    bulk.bp,
    burndown.bp,
    conversations.bp,
    dependencies.bp,
    evidence.bp,
    exports.bp,
    feeds.bp,
    gantt.bp,
    handovers.bp,
    health.bp,
    help.bp,
    home.bp,
    imports.bp,
    journal.bp,
    kept_forms.bp,
    mail_links.bp,
    members.bp,
    moves.bp,
    plans.bp,
    preferences.bp,
    reminders.bp,
    removals.bp,
    reports.bp,
    saved_views.bp,
    search.bp,
    sign_in.bp,
    task_lookup.bp,
    task_structure.bp,
    undo.bp,
)


def init_app(app: Flask) -> None:
    """Add every blueprint, the answers to errors, the headers and the filters to an app."""
    access_log.init_app(app, is_production=app.extensions["workplan"].is_production)
    app.url_map.converters["int"] = asked.RowId
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    login_manager.unauthorized_handler(sign_in.ask_to_sign_in)
    uploads.init_app(app)
    errors.init_app(app)
    health.init_app(app)
    outages.init_app(app)
    once.init_app(app)
    undo.init_app(app)
    security.init_app(app)
    presenting.init_app(app)
