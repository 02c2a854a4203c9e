"""Links in mails by which a lead concurs once for their agency, without signing in.

Following one changes nothing: it opens a page with the version and a button. Comments, and an
answer that is not to concur, are written after signing in.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, MailLink, Plan, RoundAsk, Task
from workplan.errors import NotFound
from workplan.services.coordination.rounds import answers, course_selects, finding
from workplan.services.coordination.rounds.answers import Answer
from workplan.services.coordination.rounds.courses import Version
from workplan.services.coordination.rounds.standing_asks import asks_with, waits
from workplan.services.people import rights
from workplan.services.record.actor import UNKNOWN
from workplan.services.record.change import Change
from workplan.services.record.form_numbers import Form
from workplan.services.reminding import mail_links
from workplan.services.reminding.mail_links import LIFE, OVER
from workplan.vocabulary import Concurrence


class Opened(NamedTuple):
    """What a link shows: the version, by when it is answered, for which agency.

    Args:
        task: whose product it is; None where the plan itself is cleared.
    """

    plan: Plan
    task: Task | None
    version: Version
    ask: RoundAsk
    agency: Agency


class Page(NamedTuple):
    """What a link is about: a task, or the plan itself where it names none."""

    task_id: int | None
    plan_id: int
    slug: str


def issue(session: Session, user_id: int, task_id: int | None, ask_id: int, now: datetime) -> str:
    """Return the token of a new link for a question, in the caller's transaction.

    Args:
        task_id: whose product is asked about; None where the plan itself is cleared.
    """
    token = secrets.token_urlsafe(24)
    session.add(
        MailLink(
            token_hash=mail_links.hashed(token),
            user_id=user_id,
            task_id=task_id,
            ask_id=ask_id,
            issued_at=now,
            expires_at=now + LIFE,
        )
    )
    return token


def open_link(session: Session, token: str, now: datetime) -> Opened:
    """Return what a link that still holds is about.

    Raises:
        NotFound: for a link that is unknown, used or too old, whose question is answered or waits
            no more, and whose person answers for the agency no more.
    """
    link, actor = mail_links.opened(session, token, now)
    if link.ask_id is None:
        raise NotFound(OVER)
    ask = session.get_one(RoundAsk, link.ask_id)
    about = finding.about_of(session, actor, RoundAsk, ask.id)
    plan, standing = rights.plan_for(session, actor, about.slug)
    waiting = session.scalar(asks_with(RoundAsk.id).where(RoundAsk.id == ask.id, waits()))
    if waiting is None or not finding.may_answer(standing, ask.agency_id):
        raise NotFound("This is answered already, or not yours to answer. Sign in to see it.")
    return Opened(
        plan,
        session.get_one(Task, about.task_id) if about.task_id else None,
        course_selects.version_of(session, ask.version_id),
        ask,
        session.get_one(Agency, ask.agency_id),
    )


def page_of(session: Session, token: str) -> Page | None:
    """Return what any link to concur that was ever sent is about; None for one there never was."""
    link = session.scalar(select(MailLink).where(MailLink.token_hash == mail_links.hashed(token)))
    if link is None:
        return None
    plan = mail_links.plan_of(session, link)
    return Page(link.task_id, plan.id, plan.slug)


def concur(token: str, now: datetime, *, form: Form | None = None) -> None:
    """Concur by a link, which is used up with it.

    Raises:
        NotFound: when the link no longer holds; two at once cannot both use it.
    """
    change = Change(UNKNOWN, now, form)
    with change.transaction() as session:
        found = open_link(session, token, now)
        link, actor = mail_links.opened(session, token, now)
        link.used_at = now
        session.flush()
        answers.answer(change.by(actor), found.ask.id, Answer(Concurrence.CONCUR))
