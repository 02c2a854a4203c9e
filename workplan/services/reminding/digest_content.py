"""Gather what a mail says: the tasks that fall due, and what others said."""

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
    Notice,
    Plan,
    Reminder,
    ReminderRule,
    StatusReport,
    Task,
    User,
)
from models.reminding.outgoing import Outgoing
from workplan.mail.digest import Digest, DigestTask
from workplan.scheduling.explain import day_words
from workplan.services.reminding import mail_links, notice_lines
from workplan.services.tasks.states import PlanDay, TaskState, day_of, is_open
from workplan.vocabulary import Status, state_words

AUDIENCE_WORDS = {
    "lead": "you report for {agency}",
    "supervisor": "you supervise {agency}, whose report is overdue",
    "coordinator": "you coordinate this plan, and the task is overdue",
}

MAX_DONE = 300
MOST_OF_SENTENCE = 300


def digest_of(
    session: Session, rows: list[Outgoing], message_id: str, base_url: str, now: datetime
) -> Digest:
    """Return the mail for the rows of one person in one plan; a task is due in it once.

    Each task that they report on has a link by which they do so without signing in; the caller's
    transaction keeps it.
    """
    plan = session.get_one(Plan, rows[0].plan_id)
    user = session.get_one(User, rows[0].user_id)
    agency = (
        session.scalar(
            select(Agency.label)
            .join(Membership, Membership.agency_id == Agency.id)
            .where(Membership.plan_id == plan.id, Membership.user_id == user.id)
        )
        or plan.mail_tag
    )
    reminders = [row for row in rows if isinstance(row, Reminder)]
    notices = [row for row in rows if isinstance(row, Notice)]
    audiences = _audiences(session, plan.id)
    asked = {row.task_id for row in reminders if audiences[row.rule_id] == "lead"}
    asked |= {row.task_id for row in notices if row.kind == "request"}
    if plan.has_bare_mails:
        asked = set()  # What it leads to is behind the sign-in, too.
    tokens = mail_links.issue(session, user.id, sorted(asked), now)
    links = {task_id: f"{base_url}/r/{token}" for task_id, token in tokens.items()}
    away = _names(session, rows)
    handed = set(
        session.scalars(
            select(Task.id).where(
                Task.id.in_([row.task_id for row in reminders]), Task.assignee_id == user.id
            )
        )
    )
    whys = {
        row.id: f"you stand in for {away[row.in_place_of_id]}"
        if row.in_place_of_id
        else "nobody at its lead agency gets mail in this plan, so it comes to you"
        if row.is_for_nobody
        else f"{agency} set this day for its own people"
        if row.is_inner
        else "it is handed to you"
        if row.task_id in handed
        else AUDIENCE_WORDS[audiences[row.rule_id]].format(agency=agency)
        for row in reminders
    }
    return Digest(
        message_id=message_id,
        to_name=user.name,
        to_email=user.email,
        mail_tag=plan.mail_tag,
        plan_title=plan.title,
        agency=agency,
        marking=plan.marking,
        tasks=_tasks(session, plan, reminders, whys, links, base_url, now),
        plan_link=f"{base_url}/plans/{plan.slug}",
        account_link=f"{base_url}/account/mail",
        is_bare=plan.has_bare_mails,
        home_link=f"{base_url}/",
        notices=notice_lines.of(session, notices, agency, away, links, base_url),
    )


def _tasks(
    session: Session,
    plan: Plan,
    rows: list[Reminder],
    whys: dict[int, str],
    links: dict[int, str],
    base_url: str,
    now: datetime,
) -> tuple[DigestTask, ...]:
    """Return the tasks that reminders are about, the most pressing first."""
    directive = session.get(Directive, plan.directive_id) if plan.directive_id else None
    ordered = f"{directive.citation} orders it." if directive else "It has a suspense in the plan."
    day = day_of(session, plan, now)
    ids = [row.task_id for row in rows]
    tasks = {task.id: task for task in session.scalars(select(Task).where(Task.id.in_(ids)))}
    waiting = _waiting(session, ids)
    reported = _last_reports(session, ids)
    items: dict[int, DigestTask] = {}
    for row in sorted(rows, key=lambda row: (row.due_on, row.id)):
        task = tasks[row.task_id]
        state = day.state_of(task)
        items.setdefault(
            task.id,
            DigestTask(
                code=task.code,
                name=task.name,
                due_on=row.due_on,
                working_days=_working_days(day, row.due_on, state),
                why_you=whys[row.id],
                why_it_matters=waiting.get(task.id) or ordered,
                last_report=reported.get(task.id, "none yet"),
                computed=_computed(task, state),
                link=links.get(task.id, f"{base_url}/tasks/{task.id}/report"),
                is_due_on_day_off=not day.calendar.is_working(row.due_on),
                orders=_orders(task, directive),
                beside=_beside(task, row),
            ),
        )
    press = {task.id: day.press(task) for task in tasks.values()}
    found = sorted(items.items(), key=lambda item: (press[item[0]], item[1].due_on, item[1].code))
    return tuple(item for _, item in found)


def _orders(task: Task, directive: Directive | None) -> str:
    """Return what the directive says of a task, shortened to what a mail has room for."""
    if not task.sentence:
        return ""
    who = directive.citation if directive else "The directive"
    return f"{who} says: “{shorten(task.sentence, MOST_OF_SENTENCE, placeholder=' …')}”"


def _computed(task: Task, state: TaskState) -> str:
    """Return the computed finish in words, with what it means for the suspense."""
    if task.finish_on is None:
        return "not computed yet"
    said = state_words(*state) if state.is_late else "in time"
    return f"{day_words(task.finish_on)}, {said}"


def _beside(task: Task, row: Reminder) -> str:
    """Return what stands beside the day that a reminder counts from, where that is an inner one."""
    if not row.is_inner or task.due_on is None:
        return ""
    return f"That is the inner suspense of your agency. The suspense is {day_words(task.due_on)}."


def _audiences(session: Session, plan_id: int) -> dict[int, str]:
    rows = session.execute(
        select(ReminderRule.id, ReminderRule.audience).where(ReminderRule.plan_id == plan_id)
    )
    return {row.id: row.audience for row in rows}


def _names(session: Session, rows: list[Outgoing]) -> dict[int, str]:
    """Return the names of the absent people in whose place rows are sent."""
    away = {row.in_place_of_id for row in rows if row.in_place_of_id}
    if not away:
        return {}
    found = session.execute(select(User.id, User.name).where(User.id.in_(away)))
    return {row.id: row.name for row in found}


def _working_days(day: PlanDay, due_on: date, state: TaskState) -> int:
    """Return the working days to a suspense; negative by as many as it is overdue."""
    if state.state == "overdue":
        return -state.days
    last = day.calendar.on_or_before(due_on)
    return max(0, day.calendar.working_days_between(day.today, last))


def _waiting(session: Session, ids: list[int]) -> dict[int, str]:
    """Return, for tasks that others wait for, the words that say so."""
    successor = aliased(Task)
    rows = session.execute(
        select(Dependency.predecessor_id, func.count(), func.min(successor.code))
        .join(successor, successor.id == Dependency.successor_id)
        .where(
            Dependency.predecessor_id.in_(ids),
            is_open(successor),
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
        f"{Status.said(report.status).lower()}, {report.percent} %"
        + (f". {shorten(report.done, MAX_DONE, placeholder=' …')}" if report.done else "")
        for report, name in rows
    }
