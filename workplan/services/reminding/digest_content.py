"""Gather what a mail says: the tasks that fall due, and what others said."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import NamedTuple

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
from workplan.reminders import wording
from workplan.scheduling.explain import day_words
from workplan.services.record.read_models import read
from workplan.services.reminding import concurring, mail_links, notice_lines
from workplan.services.reminding.rules import rule_words
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import PlanDay, TaskState, day_of, is_open
from workplan.vocabulary import Audience, Status, state_words

AUDIENCE_WORDS = {
    "lead": "you report for {agency}",
    "supervisor": "you supervise {agency}",
    "coordinator": "you coordinate this plan",
    "officer": "it is handed to you",
    "verifier": "you check it when it is claimed complete",
    "followers": "you follow it",
    "named": "a rule of the plan names you",
    **dict.fromkeys(
        ("supporting", "consult", "coordinate", "assist", "clear"), "{agency} supports it"
    ),
}
OVERDUE_WORDS = {
    "supervisor": ", whose report is overdue",
    "coordinator": ", and the task is overdue",
}
"""What is said besides once a suspense has passed."""
REPORTING = (Audience.LEAD, Audience.OFFICER, Audience.COORDINATOR)
"""Who may report on the task that a reminder is about."""
MAX_DONE = 300
MOST_OF_SENTENCE = 300


class _Rule(NamedTuple):
    id: int
    audience: str
    wording: str


class _Asked(NamedTuple):
    """A reminder, the rule that it was written for, and why this person gets it."""

    row: Reminder
    rule: _Rule
    why: str

    @property
    def is_to_report(self) -> bool:
        """Whether it asks for a report, and not only to look."""
        return self.row.is_for_nobody or self.rule.audience in REPORTING


def digest_of(
    session: Session, rows: list[Outgoing], message_id: str, base_url: str, now: datetime
) -> Digest:
    """Return the mail for the rows of one person in one plan; a task is due in it once.

    Each task that they report on has a link by which they do so without signing in; the caller's
    transaction keeps it.
    """
    plan = session.get_one(Plan, rows[0].plan_id)
    user = session.get_one(User, rows[0].user_id)
    agency = _agency(session, plan.id, user.id) or plan.mail_tag
    reminders = [row for row in rows if isinstance(row, Reminder)]
    notices = [row for row in rows if isinstance(row, Notice)]
    rules = _rules(session, plan.id)
    asked = {row.task_id for row in reminders if rules[row.rule_id].audience == "lead"}
    asked |= {row.task_id for row in notices if row.kind == "request"}
    if plan.has_bare_mails:
        asked = set()  # What it leads to is behind the sign-in, too.
    tokens = mail_links.issue(session, user.id, sorted(asked), now)
    links = {task_id: f"{base_url}/r/{token}" for task_id, token in tokens.items()}
    answering = {} if plan.has_bare_mails else _answering(session, notices, base_url, now)
    away = _names(session, rows)
    handed = _handed(session, user.id, reminders)
    about = [
        _Asked(row, rules[row.rule_id], _why(row, rules[row.rule_id], away, handed, agency))
        for row in reminders
    ]
    return Digest(
        message_id=message_id,
        to_name=user.name,
        to_email=user.email,
        mail_tag=plan.mail_tag,
        plan_title=plan.title,
        agency=agency,
        marking=plan.marking,
        tasks=_tasks(session, plan, about, links, base_url, now),
        plan_link=f"{base_url}/plans/{plan.slug}",
        account_link=f"{base_url}/account/mail",
        is_bare=plan.has_bare_mails,
        home_link=f"{base_url}/",
        notices=notice_lines.of(session, notices, agency, away, links, answering, base_url),
    )


def _why(row: Reminder, rule: _Rule, away: dict[int, str], handed: set[int], agency: str) -> str:
    """Return why somebody gets a reminder."""
    if row.in_place_of_id:
        return f"you stand in for {away[row.in_place_of_id]}"
    if row.is_for_nobody:
        return "nobody at its lead agency gets mail in this plan, so it comes to you"
    if row.is_inner:
        return "your agency set this day for its own people"
    if row.task_id in handed:
        return "it is handed to you"
    overdue = OVERDUE_WORDS.get(rule.audience, "") if row.rung_days > 0 else ""
    return AUDIENCE_WORDS[rule.audience].format(agency=agency) + overdue


def _answering(
    session: Session, notices: list[Notice], base_url: str, now: datetime
) -> dict[int, str]:
    """Return, by question in coordination, a link by which the person of some notices concurs."""
    asked = {
        row.ask_id: (row.user_id, row.task_id)
        for row in notices
        if row.ask_id is not None and row.kind in notice_lines.ANSWERABLE
    }
    return {
        ask_id: f"{base_url}/c/{concurring.issue(session, user_id, task_id, ask_id, now)}"
        for ask_id, (user_id, task_id) in sorted(asked.items())
    }


def _tasks(
    session: Session,
    plan: Plan,
    asked: list[_Asked],
    links: dict[int, str],
    base_url: str,
    now: datetime,
) -> tuple[DigestTask, ...]:
    """Return the tasks that reminders are about, the most pressing first."""
    directive = session.get(Directive, plan.directive_id) if plan.directive_id else None
    ordered = f"{directive.citation} orders it." if directive else "It has a suspense in the plan."
    day = day_of(session, plan, now)
    ids = [one.row.task_id for one in asked]
    tasks = {task.id: task for task in session.scalars(select(Task).where(Task.id.in_(ids)))}
    waiting = _waiting(session, ids)
    reported = _last_reports(session, ids)
    noted = _noted(session, plan, day, asked, tasks)
    items: dict[int, DigestTask] = {}
    for one in sorted(asked, key=lambda one: (one.row.due_on, one.row.id)):
        row, task = one.row, tasks[one.row.task_id]
        state, page = day.state_of(task), f"{base_url}/tasks/{task.id}"
        items.setdefault(
            task.id,
            DigestTask(
                code=task.code,
                name=task.name,
                due_on=row.due_on,
                working_days=rule_words.working_days(day, row.due_on, state),
                why_you=one.why,
                why_it_matters=waiting.get(task.id) or ordered,
                last_report=reported.get(task.id, "none yet"),
                computed=_computed(task, state),
                link=links.get(task.id) or (f"{page}/report" if one.is_to_report else page),
                is_due_on_day_off=not day.calendar.is_working(row.due_on),
                orders=_orders(task, directive),
                notes=noted.get(task.id, ()),
                is_to_report=one.is_to_report,
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


def _noted(
    session: Session, plan: Plan, day: PlanDay, asked: list[_Asked], tasks: dict[int, Task]
) -> dict[int, tuple[str, ...]]:
    """Return what the rules say of each task in words of their own, each once."""
    noted = [(one.row, one.rule.wording) for one in asked if one.rule.wording]
    owners = owners_of(session, sorted({row.task_id for row, _ in noted})) if noted else {}
    found: dict[int, tuple[str, ...]] = {}
    for row, words in noted:
        task = tasks[row.task_id]
        facts = rule_words.facts(plan, day, task, row.due_on, owners.get(task.id, NOBODY).leads)
        note = wording.said(words, facts)
        if note not in found.get(task.id, ()):
            found[task.id] = (*found.get(task.id, ()), note)
    return found


def _beside(task: Task, row: Reminder) -> str:
    """Return what stands beside the day that a reminder counts from, where that is an inner one."""
    if not row.is_inner or task.due_on is None:
        return ""
    return f"That is the inner suspense of your agency. The suspense is {day_words(task.due_on)}."


def _rules(session: Session, plan_id: int) -> dict[int, _Rule]:
    wanted = select(ReminderRule.id, ReminderRule.audience, ReminderRule.wording)
    rows = read(_Rule, session.execute(wanted.where(ReminderRule.plan_id == plan_id)))
    return {row.id: row for row in rows}


def _names(session: Session, rows: list[Outgoing]) -> dict[int, str]:
    """Return the names of the absent people in whose place rows are sent."""
    away = {row.in_place_of_id for row in rows if row.in_place_of_id}
    if not away:
        return {}
    found = session.execute(select(User.id, User.name).where(User.id.in_(away)))
    return {row.id: row.name for row in found}


def _agency(session: Session, plan_id: int, user_id: int) -> str | None:
    """Return the label of the agency for which a person is in a plan, if it is for one."""
    return session.scalar(
        select(Agency.label)
        .join(Membership, Membership.agency_id == Agency.id)
        .where(Membership.plan_id == plan_id, Membership.user_id == user_id)
    )


def _handed(session: Session, user_id: int, reminders: list[Reminder]) -> set[int]:
    """Return which of the tasks that reminders are about a person does."""
    ids = [row.task_id for row in reminders]
    theirs = select(Task.id).where(Task.id.in_(ids), Task.assignee_id == user_id)
    return set(session.scalars(theirs))


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
