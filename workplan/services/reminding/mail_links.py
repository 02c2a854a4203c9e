"""Links in reminders by which one person reports once on one task, without signing in.

Before that they acknowledge it, and ask for a later suspense. Those by which an agency concurs
stand beside (`concurring`).

A link is a random token; only its hash is kept. It opens a form, and is used up by saving it, so
a scanner that follows it does no harm. It dies with its ten days, with the access or the account
of its person, and with a change of their password.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import MailLink, Plan, Round, RoundAsk, Task, TaskAgency, User
from workplan.clock import civil_date
from workplan.errors import NotAllowed, NotFound
from workplan.services.coordination.rounds.standing_asks import asks_with
from workplan.services.coordination.tasking import acknowledgements, extensions
from workplan.services.coordination.tasking.extensions import Asked
from workplan.services.coordination.tasking.unacknowledged import outstanding
from workplan.services.people import absences, rights
from workplan.services.record.actor import UNKNOWN, Actor
from workplan.services.record.change import Change
from workplan.services.record.form_numbers import Form
from workplan.services.reporting import status_reports
from workplan.services.reporting.evidence import Attached
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.reporting.status_reports import Reported

LIFE = timedelta(days=10)
OVER = "This link has been used, or it is too old. Sign in to go on."


def issue(session: Session, user_id: int, task_ids: list[int], now: datetime) -> dict[int, str]:
    """Return a new token for each of some tasks, in the caller's transaction."""
    tokens = {task_id: secrets.token_urlsafe(24) for task_id in task_ids}
    session.add_all(
        MailLink(
            token_hash=hashed(token),
            user_id=user_id,
            task_id=task_id,
            issued_at=now,
            expires_at=now + LIFE,
        )
        for task_id, token in tokens.items()
    )
    return tokens


def open_link(session: Session, token: str, now: datetime) -> tuple[MailLink, Actor, Task]:
    """Return a link that still holds, who acts by it, and its task.

    Raises:
        NotFound: for a link that is unknown, used, or too old, or whose person lost the access.
    """
    link, actor = opened(session, token, now)
    if link.ask_id is not None or link.task_id is None:
        raise NotFound(OVER)
    task, standing = rights.task_for(session, actor, link.task_id)
    try:
        rights.require_report(session, standing, task.id)
    except NotAllowed as lost:
        raise NotFound("You no longer report on this task. Sign in to see it.") from lost
    return link, actor, task


def opened(session: Session, token: str, now: datetime) -> tuple[MailLink, Actor]:
    """Return a link of any kind that still holds, and who acts by it.

    Raises:
        NotFound: for a link that is unknown, used, or too old, or whose person lost the account.
    """
    link = session.scalar(select(MailLink).where(MailLink.token_hash == hashed(token)))
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise NotFound(OVER)
    user = session.get_one(User, link.user_id)
    if user.disabled_at is not None:
        raise NotFound(OVER)
    # Whoever stands in for somebody today may use the links that came in their place.
    plan = plan_of(session, link)
    if plan.has_bare_mails:
        # Since the mail was sent somebody said that mails give nothing away; a link is in one.
        raise NotFound(OVER)
    absent = absences.stood_in_for(session, user.id, civil_date(now, plan.time_zone))
    return link, Actor(user.id, user.name, "link", stands_in_for=frozenset(absent))


def plan_of(session: Session, link: MailLink) -> Plan:
    """Return the plan of a link: that of its task, or the one that is cleared."""
    if link.task_id is not None:
        return session.scalars(select(Plan).join(Task).where(Task.id == link.task_id)).one()
    asked = asks_with(Round.plan_id).where(RoundAsk.id == link.ask_id)
    return session.get_one(Plan, session.scalars(asked).one())


def task_of(session: Session, token: str) -> int | None:
    """Return the task of any link that was ever sent, to lead there after signing in."""
    return session.scalar(select(MailLink.task_id).where(MailLink.token_hash == hashed(token)))


def report(
    token: str,
    now: datetime,
    version: int,
    said: ReportFields,
    reason: str,
    *,
    form: Form | None = None,
    attached: Attached | None = None,
    criteria: Sequence[tuple[bool, str]] = (),
) -> Reported:
    """Record a report by a link, which is used up with it, and return what it moved.

    Args:
        form: the form that it comes from; it is used up too.
        attached: what is attached; kept with the report, both or neither.
        criteria: of each closing criterion whether it is met, and why not.

    Raises:
        NotFound: when the link no longer holds; two saves at once cannot both use it.
    """
    change = Change(UNKNOWN, now, form)
    with change.transaction() as session:
        link, actor, task = open_link(session, token, now)
        link.used_at = now
        session.flush()
        by_link = change.by(actor)
        return status_reports.report(
            by_link,
            task.id,
            version,
            said,
            reason,
            is_asked=True,
            attached=attached,
            criteria=criteria,
        )


def acknowledge(token: str, now: datetime, *, form: Form | None = None) -> None:
    """Acknowledge the task of a link for the agency of its person; the link still reports.

    Raises:
        NotFound: when the link no longer holds.
        NotAllowed: when its person leads for no agency of the task.
        InvalidInput: when it is acknowledged already.
    """
    change = Change(UNKNOWN, now, form)
    with change.transaction() as session:
        _, actor, task = open_link(session, token, now)
        acknowledgements.acknowledge(change.by(actor), task.id)


def ask_for_later(token: str, now: datetime, asked: Asked, *, form: Form | None = None) -> None:
    """Ask for a later suspense of the task of a link; the link still reports.

    Raises:
        NotFound: when the link no longer holds.
        NotAllowed: when its person is neither of the lead agency nor has the task.
        InvalidInput: for a day that is not later, and while a request is open.
    """
    change = Change(UNKNOWN, now, form)
    with change.transaction() as session:
        _, actor, task = open_link(session, token, now)
        extensions.ask(change.by(actor), task.id, asked)


def may_ask_for_later(session: Session, actor: Actor, task_id: int) -> bool:
    """Tell whether whoever acts by a link can ask for a later suspense of its task now."""
    task, standing = rights.task_for(session, actor, task_id)
    return extensions.may_ask(session, standing, task)


def may_acknowledge(session: Session, actor: Actor, task_id: int) -> bool:
    """Tell whether whoever acts by a link has still to acknowledge its task for their agency."""
    _, standing = rights.task_for(session, actor, task_id)
    mine = TaskAgency.agency_id.in_(standing.agency_ids)
    asked = outstanding(Task.id == task_id, mine)
    return standing.role == "lead" and session.execute(asked.limit(1)).first() is not None


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
