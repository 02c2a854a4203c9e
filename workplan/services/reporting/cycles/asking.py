"""Ask by mail for the reports that a cycle still misses: of everybody, or of one.

Each is asked for their tasks in one mail, and nobody twice on one day. A request for an update is
opened on each task, which its next report answers, so that it stands in their work meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from models import Notice, Plan, ReportingCycle, UpdateRequest
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices, update_requests
from workplan.services.coordination.notices import News, Told
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.reporting.cycles import completeness, finding
from workplan.services.reporting.cycles.completeness import Owed
from workplan.services.reporting.cycles.finding import SUBJECT
from workplan.vocabulary import NoticeKind

NOBODY = (
    "Nobody is left to ask: each task is reported, or its people were asked today. Look at the "
    "list, and ask again tomorrow."
)


class AskedOnce(NamedTuple):
    """That somebody was asked for reports of a cycle."""

    user_id: int
    told_at: datetime


def ask(change: Change, slug: str, number: int, user_id: int | None = None) -> int:
    """Ask whoever still owes reports, or one of them, and return how many were asked.

    Raises:
        NotAllowed: for all but the coordinator.
        InvalidInput: where nobody is left to ask, and for a cycle that is not open.
    """
    with change.transaction() as session:
        plan, cycle = finding.for_change(change, slug, number)
        owed = completeness.completeness(session, plan, cycle)
        wanted = to_ask(session, plan, cycle, owed, change.now)
        if user_id is not None:
            wanted &= {user_id}
        if not wanted:
            raise InvalidInput("person", NOBODY)
        ask_in(change, plan, cycle, owed, wanted)
        return len(wanted)


def to_ask(
    session: Session, plan: Plan, cycle: ReportingCycle, owed: Sequence[Owed], now: datetime
) -> set[int]:
    """Return whom asking everybody asks: who owes something, and was not asked today."""
    today = civil_date(now, plan.time_zone)
    asked = {
        one.user_id
        for one in asked_in(session, cycle)
        if civil_date(one.told_at, plan.time_zone) == today
    }
    return {person for one in owed for person in one.owed_by} - asked


def asked_in(session: Session, cycle: ReportingCycle) -> list[AskedOnce]:
    """Return who was asked in a cycle and when, the first time first; once a mail.

    Whoever stands in for somebody is asked in that person's place.
    """
    meant = func.coalesce(Notice.in_place_of_id, Notice.user_id).label("user_id")
    wanted = (
        select(meant, Notice.told_at)
        .distinct()
        .join(UpdateRequest, UpdateRequest.id == Notice.request_id)
        .where(UpdateRequest.cycle_id == cycle.id)
        .order_by(Notice.told_at, meant)
    )
    return read(AskedOnce, session.execute(wanted))


def ask_in(
    change: Change,
    plan: Plan,
    cycle: ReportingCycle,
    owed: Sequence[Owed],
    people: Collection[int] | None = None,
) -> None:
    """Ask for what is owed, in the caller's transaction.

    Args:
        people: whom to ask; everybody who owes something where it is None.
    """
    owing = defaultdict[int, set[int]](set)
    for one in owed:
        if one.is_missed:
            owing[one.led.task_id] |= {
                who for who in one.owed_by if people is None or who in people
            }
    by_task = {task: who for task, who in owing.items() if who or people is None}
    requests = update_requests.open_anew(
        change, [*by_task], cycle.due_on, cycle.note, cycle_id=cycle.id
    )
    _note(change, plan, cycle, by_task)
    said = f"For the cycle “{cycle.name}”, as of {day_words(cycle.as_of_on)}. {cycle.note}".strip()
    told = [
        Told(task, News(NoticeKind.REQUEST, said, request_id=requests[task]), sorted(who))
        for task, who in by_task.items()
    ]
    notices.tell_all(change, plan.id, told)


def move_day(session: Session, cycle: ReportingCycle) -> None:
    """Let what is asked for in a cycle be wanted by its day, in the caller's transaction."""
    session.execute(_open_in(cycle).values(wanted_on=cycle.due_on))


def end_requests(session: Session, cycle: ReportingCycle, now: datetime) -> None:
    """End what is asked for in a cycle, in the caller's transaction; mail of it does not leave."""
    session.execute(_open_in(cycle).values(answered_at=now))


def _open_in(cycle: ReportingCycle) -> Update:
    is_open = UpdateRequest.cycle_id == cycle.id, UpdateRequest.answered_at.is_(None)
    return update(UpdateRequest).where(*is_open)


def _note(
    change: Change, plan: Plan, cycle: ReportingCycle, by_task: Mapping[int, Collection[int]]
) -> None:
    """Write to the journal what was asked: the cycle, and each task as part of it."""
    today = civil_date(change.now, plan.time_zone)
    people = {who for them in by_task.values() for who in them}
    after = {"cycle": cycle.name, "tasks": len(by_task), "people": len(people)}
    group = journal.Entry("cycle.asked", (SUBJECT, cycle.id), after=after)
    seq = journal.record(change, today, plan.id, [group])
    by = {"wanted_on": cycle.due_on.isoformat()}
    parts = [
        journal.Entry("task.update_asked", ("task", task_id), after=by, cause_seq=seq)
        for task_id in by_task
    ]
    journal.record(change, today, plan.id, parts)
