"""Gather what a mail says: the tasks that fall due, and what others said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Notice,
    Reminder,
    User,
)
from models.reminding.outgoing import Outgoing
from workplan.mail.digest import Digest
from workplan.services.reminding import concurring, mail_links
from workplan.services.reminding.digest import notice_lines, task_lines
from workplan.services.reminding.digest import shared as shared_facts
from workplan.services.reminding.digest.shared import Shared
from workplan.services.reminding.digest.task_facts import Rule
from workplan.services.reminding.digest.task_lines import Asked
from workplan.services.reminding.digest.week_line import WeekOf, told_week

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


def digest_of(
    session: Session,
    rows: list[Outgoing],
    message_id: str,
    base_url: str,
    now: datetime,
    week_of: WeekOf | None = None,
    shared: Shared | None = None,
) -> Digest:
    """Return the mail for the rows of one person in one plan; a task is due in it once.

    Each task that they report on has a link by which they do so without signing in; the caller's
    transaction keeps it. What `shared` has is read for this mail where it is not given.
    """
    known = shared or shared_facts.of(session, rows, now)
    plan, user = known.plans[rows[0].plan_id], known.people[rows[0].user_id]
    agency = known.agencies.get((plan.id, user.id)) or plan.mail_tag
    reminders = [row for row in rows if isinstance(row, Reminder)]
    notices = [row for row in rows if isinstance(row, Notice)]
    asked = {row.task_id for row in reminders if known.rules[row.rule_id].audience == "lead"}
    asked |= {row.task_id for row in notices if row.kind == "request" and row.task_id}
    # What a link of a bare mail leads to is behind the sign-in, too.
    tokens = {} if plan.has_bare_mails else mail_links.issue(session, user.id, sorted(asked), now)
    links = {task_id: f"{base_url}/r/{token}" for task_id, token in tokens.items()}
    answering = {} if plan.has_bare_mails else _answering(session, notices, base_url, now)
    away = _names(session, rows)
    handed = {row.task_id for row in reminders if known.tasks[row.task_id].assignee_id == user.id}
    about = [
        Asked(
            row, known.rules[row.rule_id], _why(row, known.rules[row.rule_id], away, handed, agency)
        )
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
        tasks=task_lines.of(known, plan, about, links, base_url),
        plan_link=f"{base_url}/plans/{plan.slug}",
        account_link=f"{base_url}/account/mail",
        is_bare=plan.has_bare_mails,
        home_link=f"{base_url}/",
        week=told_week(session, plan, notices, base_url, now, week_of),
        notices=notice_lines.of(session, notices, agency, away, links, answering, base_url),
    )


def _why(row: Reminder, rule: Rule, away: dict[int, str], handed: set[int], agency: str) -> str:
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
        if row.ask_id and row.kind in notice_lines.ANSWERABLE
    }
    return {
        ask_id: f"{base_url}/c/{concurring.issue(session, user_id, task_id, ask_id, now)}"
        for ask_id, (user_id, task_id) in sorted(asked.items())
    }


def _names(session: Session, rows: list[Outgoing]) -> dict[int, str]:
    """Return the names of the absent people in whose place rows are sent."""
    away = {row.in_place_of_id for row in rows if row.in_place_of_id}
    if not away:
        return {}
    found = session.execute(select(User.id, User.name).where(User.id.in_(away)))
    return {row.id: row.name for row in found}
