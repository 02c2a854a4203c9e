"""The reminders and notices of one task in the order of their days: sent, not sent, and to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from models import Notice, Plan, Reminder, ReminderRule, Task, User
from workplan.clock import civil_date
from workplan.reminders.ladder import rung_words
from workplan.services.coordination import followers
from workplan.services.people import mail_preferences
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reminding.coming_mails import people_of
from workplan.services.reminding.mail_lists import null_as
from workplan.services.reminding.wanted.ground import rules_of
from workplan.services.reminding.wanted.wanted_reminders import Wanted, wanted_between
from workplan.services.structure.rule_terms import FARTHEST
from workplan.services.tasks.due_work import REMINDED_STAGES
from workplan.vocabulary import Audience, NoticeKind

MOST = 200
"""How many rows of the ledgers the page shows, the latest of them."""
TO_COME = "to_come"


class Step(NamedTuple):
    """A mail about the task to one person: when, to whom, why, and what became of it.

    Args:
        state: of `MailState`, or `TO_COME`.
        said: what the mail server, or we ourselves, said of it; empty while it is to come.
    """

    at: datetime
    to: str
    why: str
    state: str
    said: str = ""


class TaskReminders(NamedTuple):
    """What was and will be sent about a task, and whether the reader follows it.

    Args:
        past: the rows of the ledgers, the earliest first.
        coming: what falls due when nothing changes, the earliest first.
        is_heard: whether the plan has a rule that writes to followers.
        is_cut: whether there is more of the past than is shown.
    """

    past: list[Step]
    coming: list[Step]
    is_cut: bool
    is_followed: bool
    may_follow: bool
    is_heard: bool

    @property
    def sent(self) -> int:
        """How many mails went out."""
        return sum(step.state == "sent" for step in self.past)


class _Row(NamedTuple):
    at: datetime
    to: str
    state: str
    said: str
    kind: str | None
    rung_days: int | None
    counted_in: str | None
    audience: str | None
    is_for_nobody: bool
    is_inner: bool


def of_task(session: Session, task: Task, standing: Standing, now: datetime) -> TaskReminders:
    """Return what was and will be sent about a task, as far as a person may read it.

    Whoever may not read the ledger sees what went and goes to themselves.
    """
    plan = session.get_one(Plan, task.plan_id)
    rows = _rows(session, task, standing)
    past = [Step(row.at, row.to, _why(row), row.state, row.said) for row in reversed(rows[:MOST])]
    is_open = task.removed_at is None and task.is_open
    may_follow = is_open and plan.stage != "closed"
    coming = _coming(session, plan, task, standing, now) if is_open else []
    follows = followers.follows(session, standing.user_id, task.id)
    is_heard = any(rule.audience == Audience.FOLLOWERS for rule in rules_of(session, plan.id))
    return TaskReminders(past, coming, len(rows) > MOST, follows, may_follow, is_heard)


def days_to_come(session: Session, plan: Plan, task: Task, now: datetime) -> list[date]:
    """Return the days on which mail about a task goes out when nothing changes, in order.

    Not those of an inner suspense, which its agency alone knows.
    """
    if not task.is_open or task.removed_at is not None:
        return []
    found = _wanted(session, plan, task, now)
    return sorted({one.due.send_on for one in found if one.inner_agency_id is None})


def _rows(session: Session, task: Task, standing: Standing) -> Sequence[_Row]:
    def of(ledger: type[Reminder] | type[Notice]) -> list[Any]:
        at = func.coalesce(ledger.sent_at, ledger.not_before).label("at")
        return [at, User.name.label("to"), ledger.state, ledger.last_reply.label("said")]

    def readable(ledger: type[Reminder] | type[Notice]) -> Any:
        theirs = or_(ledger.user_id == standing.user_id, standing.readable_mail(ledger))
        return (ledger.task_id == task.id) & theirs

    reminders = (
        select(
            *of(Reminder),
            null_as(String).label("kind"),
            Reminder.rung_days,
            Reminder.counted_in,
            ReminderRule.audience,
            Reminder.is_for_nobody,
            Reminder.is_inner,
        )
        .join(User, User.id == Reminder.user_id)
        .join(ReminderRule, ReminderRule.id == Reminder.rule_id)
        .where(readable(Reminder))
    )
    nothing = null_as(String)
    notices = (
        select(
            *of(Notice),
            Notice.kind,
            null_as(Integer),
            nothing,
            nothing,
            literal(False).label("is_for_nobody"),
            literal(False).label("is_inner"),
        )
        .join(User, User.id == Notice.user_id)
        .where(readable(Notice))
    )
    both = union_all(reminders, notices).order_by("at").subquery()
    latest = select(both).order_by(both.c.at.desc()).limit(MOST + 1)
    return read(_Row, session.execute(latest))


def _why(row: _Row) -> str:
    if row.rung_days is None:
        return NoticeKind.said(row.kind or "")
    when = rung_words(row.rung_days, row.counted_in or "working")
    flags = {"is_for_nobody": row.is_for_nobody, "is_inner": row.is_inner}
    return _for(when, row.audience or "", **flags)


def _for(when: str, audience: str, *, is_for_nobody: bool, is_inner: bool) -> str:
    """Return why somebody is written to: the day of the rule, and as what."""
    if is_inner:
        return f"{when.capitalize()}, by the inner suspense of their agency"
    said = Audience.said(audience)
    as_what = "coordinator, since nobody else can be told" if is_for_nobody else said
    return f"{when.capitalize()}, as {as_what[:1].lower()}{as_what[1:]}"


def _wanted(session: Session, plan: Plan, task: Task, now: datetime) -> list[Wanted]:
    """Return the reminders of a task that fall after today, as far as its rules reach."""
    if plan.stage not in REMINDED_STAGES or task.due_on is None:
        return []
    today = civil_date(now, plan.time_zone)
    last = max(today, task.due_on) + timedelta(days=2 * FARTHEST)
    first = today + timedelta(days=1)
    return wanted_between(session, plan.id, now, first, last, task_id=task.id)


def _coming(
    session: Session, plan: Plan, task: Task, standing: Standing, now: datetime
) -> list[Step]:
    wanted = _wanted(session, plan, task, now)
    if not wanted:
        return []
    ids = {one.user_id for one in wanted}
    wishes = mail_preferences.wishes_of(session, ids)
    people = people_of(session, plan, ids)
    reads_all = standing.may_read_everything or (
        standing.may_read_journal
        and session.scalar(select(Task.id).where(Task.id == task.id, standing.owned())) is not None
    )
    found = []
    for one in wanted:
        wish = wishes.get(one.user_id, mail_preferences.DEFAULTS)
        inside = one.inner_agency_id
        is_theirs = reads_all if inside is None else standing.sees_inside(inside)
        if not one.goes_out(wish) or not (is_theirs or one.user_id == standing.user_id):
            continue
        rule = one.due.rule
        when = rung_words(rule.rung_days, rule.counted_in)
        why = _for(when, rule.audience, is_for_nobody=one.is_for_nobody, is_inner=one.is_inner)
        at = wish.send_at(one.due.send_on, plan.time_zone)
        found.append(Step(at, people[one.user_id].name, why, TO_COME))
    return sorted(found)
