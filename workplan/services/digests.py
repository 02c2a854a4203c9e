"""Gather what a reminder mail says about its tasks."""

from __future__ import annotations

from datetime import date, datetime
from textwrap import shorten

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models import (
    Agency,
    Dependency,
    Directive,
    Membership,
    Plan,
    Reminder,
    ReminderRule,
    StatusReport,
    Task,
    User,
)
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.mail.digest import Digest, DigestTask
from workplan.scheduling.explain import day_words
from workplan.services import mail_links
from workplan.services.words import STATUS_WORDS

AUDIENCE_WORDS = {
    "lead": "you report for {agency}",
    "supervisor": "you supervise {agency}, whose report is overdue",
    "coordinator": "you coordinate this plan, and the task is overdue",
}

MAX_DONE = 300


def digest_of(
    session: Session, rows: list[Reminder], message_id: str, base_url: str, now: datetime
) -> Digest:
    """Return the mail for reminders of one person in one plan; a task stands in it once.

    Each task of a lead has a link by which they report without signing in; the caller's
    transaction keeps it.
    """
    plan = session.get_one(Plan, rows[0].plan_id)
    user = session.get_one(User, rows[0].user_id)
    directive = session.get_one(Directive, plan.directive_id)
    today = civil_date(now, plan.time_zone)
    agency = (
        session.scalar(
            select(Agency.label)
            .join(Membership, Membership.agency_id == Agency.id)
            .where(Membership.plan_id == plan.id, Membership.user_id == user.id)
        )
        or plan.mail_tag
    )
    audiences = {
        row.id: row.audience
        for row in session.execute(
            select(ReminderRule.id, ReminderRule.audience).where(ReminderRule.plan_id == plan.id)
        )
    }
    ids = [row.task_id for row in rows]
    tasks = {task.id: task for task in session.scalars(select(Task).where(Task.id.in_(ids)))}
    waiting = _waiting(session, ids)
    reported = _last_reports(session, ids)
    own = [row.task_id for row in rows if audiences[row.rule_id] == "lead"]
    tokens = mail_links.issue(session, user.id, own, now)
    items: dict[int, DigestTask] = {}
    for row in rows:
        task = tasks[row.task_id]
        items.setdefault(
            task.id,
            DigestTask(
                code=task.code,
                name=task.name,
                due_on=row.due_on,
                working_days=_working_days(today, row.due_on),
                why_you=AUDIENCE_WORDS[audiences[row.rule_id]].format(agency=agency),
                why_it_matters=waiting.get(task.id) or f"{directive.citation} orders it.",
                last_report=reported.get(task.id, "none yet"),
                link=f"{base_url}/r/{tokens[task.id]}"
                if task.id in tokens
                else f"{base_url}/tasks/{task.id}/report",
                is_due_on_day_off=not federal_calendar().is_working(row.due_on),
            ),
        )
    return Digest(
        message_id=message_id,
        to_name=user.name,
        to_email=user.email,
        mail_tag=plan.mail_tag,
        plan_title=plan.title,
        agency=agency,
        marking=plan.marking,
        tasks=tuple(sorted(items.values(), key=lambda item: (item.due_on, item.code))),
        plan_link=f"{base_url}/plans/{plan.slug}",
    )


def _working_days(today: date, due_on: date) -> int:
    calendar = federal_calendar()
    return calendar.working_days_between(today, calendar.on_or_before(due_on))


def _waiting(session: Session, ids: list[int]) -> dict[int, str]:
    """Return, for tasks that others wait for, the words that say so."""
    successor = aliased(Task)
    rows = session.execute(
        select(Dependency.predecessor_id, func.count(), func.min(successor.code))
        .join(successor, successor.id == Dependency.successor_id)
        .where(
            Dependency.predecessor_id.in_(ids),
            successor.actual_finish_on.is_(None),
            successor.removed_at.is_(None),
        )
        .group_by(Dependency.predecessor_id)
    )
    return {
        task: f"{code} waits for it." if count == 1 else f"{count} tasks wait for it, {code} first."
        for task, count, code in rows
    }


def _last_reports(session: Session, ids: list[int]) -> dict[int, str]:
    """Return the last report on each task, on one line, so that it cannot pass for ours."""
    latest = (select(func.max(StatusReport.id)).where(StatusReport.task_id.in_(ids))).group_by(
        StatusReport.task_id
    )
    rows = session.execute(
        select(StatusReport, User.name)
        .join(User, User.id == StatusReport.user_id)
        .where(StatusReport.id.in_(latest))
    )
    return {
        report.task_id: f"{day_words(report.reported_on)}, {name}: "
        f"{STATUS_WORDS[report.status].lower()}, {report.percent} %"
        + (f". {shorten(report.done, MAX_DONE, placeholder=' …')}" if report.done else "")
        for report, name in rows
    }
