"""HTTP: one blueprint a noun, each view one verb — parse, call, present."""

from __future__ import annotations

from flask import Flask

from views.accounts import (
    account,
    first_admin,
    first_password,
    first_steps,
    forgotten,
    members,
    people_actions,
    people_import,
    set_password,
    sign_in,
)
from views.changes import bulk, change_requests, undo
from views.consultation import (
    approvals,
    clearance,
    plan_text,
    plan_versions,
    text_sections,
)
from views.consultation.comments import (
    comment_counts,
    comment_drafts,
    comment_files,
    comment_matrix,
    comment_points,
    comment_senders,
    comments,
    plan_comments,
    public_comments,
)
from views.coordination import (
    acknowledgements,
    confidence,
    conversations,
    extensions,
    handovers,
    inner_suspenses,
    registers,
    rounds,
)
from views.every_request import access_log, errors, left_words, outages, security
from views.finding import saved_views, search, task_lookup
from views.frame import shell, tables
from views.interchange import exports, feeds, import_columns, imports
from views.lifecycle import (
    archived_plans,
    close_out,
    new_plan,
    new_plan_steps,
    plan_copies,
    plan_details,
    plan_directive,
    plan_stage,
    plan_start,
    templates,
)
from views.operations import (
    admin,
    admin_backups,
    admin_health,
    admin_journal,
    admin_mail,
    admin_mail_in,
    admin_sign_in,
    health,
    metrics,
)
from views.pages import gantt, help, home, journal, news, plan_report, plans
from views.people import agencies
from views.progress import burndown, forecast, milestones, moves, serving
from views.progress import health as schedule_health
from views.reminding import (
    coming,
    concurring,
    mail_links,
    preferences,
    received_mails,
    reminder_rules,
    reminders,
    task_reminders,
    unsubscribing,
)
from views.reporting import activity, chain, claims, cycles, endings, evidence, kept_forms, reports
from views.sheet import directive_reading, sheet
from views.spills import admin_spills, spills
from views.structure import (
    baselines,
    dependencies,
    directives,
    lines_of_effort,
    objective_ties,
    objectives,
    other_calendars,
    plan_agencies,
    plan_calendar,
    removals,
    task_structure,
)
from views.support import asking, session
from views.support.sent import asked, once, uploads
from views.support.shown import addresses, presenting
from workplan.extensions import login_manager

BLUEPRINTS = (
    account.bp,
    acknowledgements.bp,
    admin.bp,
    admin_backups.bp,
    admin_health.bp,
    admin_journal.bp,
    admin_mail.bp,
    admin_mail_in.bp,
    admin_sign_in.bp,
    admin_spills.bp,
    agencies.bp,
    archived_plans.bp,
    baselines.bp,
    bulk.bp,
    change_requests.bp,
    cycles.bp,
    plan_report.bp,
    close_out.bp,
    burndown.bp,
    forecast.bp,
    milestones.bp,
    serving.bp,
    schedule_health.bp,
    concurring.bp,
    conversations.bp,
    dependencies.bp,
    directives.bp,
    evidence.bp,
    activity.bp,
    chain.bp,
    claims.bp,
    endings.bp,
    exports.bp,
    extensions.bp,
    feeds.bp,
    first_admin.bp,
    first_steps.bp,
    forgotten.bp,
    gantt.bp,
    handovers.bp,
    health.bp,
    metrics.bp,
    help.bp,
    home.bp,
    import_columns.bp,
    inner_suspenses.bp,
    imports.bp,
    journal.bp,
    kept_forms.bp,
    lines_of_effort.bp,
    mail_links.bp,
    members.bp,
    moves.bp,
    news.bp,
    people_actions.bp,
    people_import.bp,
    other_calendars.bp,
    plan_calendar.bp,
    new_plan.bp,
    new_plan_steps.bp,
    plan_copies.bp,
    plan_details.bp,
    plan_directive.bp,
    plan_stage.bp,
    plan_start.bp,
    objective_ties.bp,
    objectives.bp,
    plan_agencies.bp,
    plans.bp,
    preferences.bp,
    confidence.bp,
    registers.bp,
    reminder_rules.bp,
    task_reminders.bp,
    coming.bp,
    comment_matrix.bp,
    comment_points.bp,
    comment_drafts.bp,
    comment_files.bp,
    comment_senders.bp,
    comment_counts.bp,
    public_comments.bp,
    clearance.bp,
    approvals.bp,
    comments.bp,
    plan_comments.bp,
    plan_text.bp,
    text_sections.bp,
    plan_versions.bp,
    received_mails.bp,
    unsubscribing.bp,
    reminders.bp,
    removals.bp,
    reports.bp,
    rounds.bp,
    saved_views.bp,
    search.bp,
    set_password.bp,
    sheet.bp,
    spills.bp,
    directive_reading.bp,
    sign_in.bp,
    task_lookup.bp,
    task_structure.bp,
    templates.bp,
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
    metrics.init_app(app)
    outages.init_app(app)
    once.init_app(app)
    asking.init_app(app)
    first_password.init_app(app)
    undo.init_app(app)
    security.init_app(app)
    presenting.init_app(app)
    addresses.init_app(app)
    session.init_app(app)
    left_words.init_app(app)
    shell.init_app(app)
    tables.init_app(app)
