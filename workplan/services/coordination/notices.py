"""Tell people by mail what others said and did on a task: at once, or with their next digest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import (
    Notice,
    Plan,
    Task,
    TaskComment,
    User,
)
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.policy import STALE as LATELY
from workplan.reminders.reach import AT_ONCE, OFF, Wishes, reached
from workplan.services.coordination.standing_notices import still_told
from workplan.services.people import absences, mail_preferences, plan_members
from workplan.services.record.change import Change
from workplan.services.record.read_models import read

UNWANTED = "Not sent: the person chose no mail of this kind."
MAX_SAID = 1_000


@dataclass(frozen=True)
class News:
    """What there is to tell.

    Args:
        kind: one of the kinds of `models.coordination.notice`.
        said: what was said, in the words of whoever said it; may be empty.
        from_id: whom it is about, when that is not who acts.
        ask_id: the question in coordination that waits; it is told once a person by each kind.
        bureau_ask_id: what a bureau is asked; it is not told of once the bureau has advised.
        week_on: the Monday of the week that is told of a plan as a whole.
        for_on: by which day the question is answered.
        change_request_id: the change that is asked for.
        draft_id: the draft of an answer that is asked for, or was written.
        cycle_id: the reporting cycle in which reports are asked for.
    """

    kind: str
    said: str = ""
    comment_id: int | None = None
    request_id: int | None = None
    from_id: int | None = None
    ask_id: int | None = None
    bureau_ask_id: int | None = None
    week_on: date | None = None
    for_on: date | None = None
    change_request_id: int | None = None
    draft_id: int | None = None
    cycle_id: int | None = None


class Told(NamedTuple):
    """That some people are told something of a task, or of the plan where there is none."""

    task_id: int | None
    news: News
    user_ids: Iterable[int]


class Mention(NamedTuple):
    """A comment that names somebody, by whom and when it was made, and its task."""

    body: str
    said_at: datetime
    name: str
    id: int
    code: str
    task: str


def tell(
    change: Change,
    task: Task,
    news: News,
    user_ids: Iterable[int],
    besides: Collection[int] = (),
) -> set[int]:
    """Write to the ledger whom to tell, in the caller's transaction, and return who is reached.

    Args:
        besides: who is told already, and not again.
    """
    return tell_all(change, task.plan_id, [Told(task.id, news, user_ids)], besides)


def tell_all(
    change: Change,
    plan_id: int,
    told: Sequence[Told],
    besides: Collection[int] = (),
) -> set[int]:
    """Write to the ledger whom to tell of some tasks of a plan, and return who is reached.

    Only members who can be written to are told, and nobody of what they did themselves. Whoever
    stands in for an absent person is told in their place; what a person wants no mail of is
    listed and not sent. As many statements for many tasks as for one.

    What a sample plays happened long ago, and is told to nobody.
    """
    session = change.session
    if not told or change.actor.door == "sample":
        return set()
    plan = session.get_one(Plan, plan_id)
    members, above = plan_members.members_of(session, plan.id), plan_members.parents(session)
    away = absences.delegates_on(session, civil_date(change.now, plan.time_zone), members, above)
    silent = {change.actor.id, *besides}
    here = {member.user_id for member in members}
    found = [
        (
            one,
            {
                u: m
                for u, m in reached(here.intersection(one.user_ids), away).items()
                if u not in silent
            },
        )
        for one in told
    ]
    people_told = {user_id for _, reach in found for user_id in reach}
    wishes = mail_preferences.wishes_of(session, people_told)
    rows = [
        _row(change, plan, one, user_id, meant, wishes.get(user_id, mail_preferences.DEFAULTS))
        for one, reach in found
        for user_id, meant in sorted(reach.items())
    ]
    if rows:
        session.execute(insert(Notice), rows)
    return people_told


def _row(
    change: Change, plan: Plan, one: Told, user_id: int, meant: int, own: Wishes
) -> dict[str, Any]:
    way, news = own.way(one.news.kind), one.news
    at_once = way == AT_ONCE
    return {
        "plan_id": plan.id,
        "task_id": one.task_id,
        "user_id": user_id,
        "in_place_of_id": meant if meant != user_id else None,
        "kind": news.kind,
        # The operator at the command is nobody here: then it is from whom it is meant for.
        "from_id": news.from_id or change.actor.id or meant,
        "comment_id": news.comment_id,
        "request_id": news.request_id,
        "ask_id": news.ask_id,
        "bureau_ask_id": news.bureau_ask_id,
        "week_on": news.week_on,
        "for_on": news.for_on,
        "change_request_id": news.change_request_id,
        "draft_id": news.draft_id,
        "cycle_id": news.cycle_id,
        "told_at": change.now,
        "said": _cut(news.said),
        "is_at_once": at_once,
        "state": "cancelled" if way == OFF else "pending",
        "last_reply": UNWANTED if way == OFF else "",
        "not_before": change.now
        if at_once
        else own.digest_at(change.now, plan.time_zone, federal_calendar()),
    }


def _cut(said: str) -> str:
    """Return a text with its lines, cut where a mail would grow too long."""
    return said if len(said) <= MAX_SAID else said[:MAX_SAID].rstrip() + " …"


def mentions_of(session: Session, user_id: int, now: datetime) -> list[Mention]:
    """Return the comments of the last days that name a person, or an agency that they lead for."""
    wanted = (
        select(
            TaskComment.body,
            TaskComment.said_at,
            User.name,
            Task.id,
            Task.code,
            Task.name.label("task"),
        )
        .join(Notice, Notice.comment_id == TaskComment.id)
        .join(User, User.id == TaskComment.user_id)
        .join(Task, Task.id == TaskComment.task_id)
        .where(
            Notice.user_id == user_id,
            Notice.kind == "mention",
            Notice.told_at >= now - LATELY,
            still_told(),
        )
        .order_by(TaskComment.id.desc())
        .limit(10)
    )
    return read(Mention, session.execute(wanted))
