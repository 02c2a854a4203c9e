"""Ask by mail for the reports that a cycle still misses: of everybody, or of one.

Each is told what they owe, once a day at most, whoever else is asked about the same tasks; what
another reports takes nothing from what is asked of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice, Plan, ReportingCycle
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.people import absences, plan_members
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.reporting.cycles import finding
from workplan.services.reporting.cycles.completeness import Owed, completeness
from workplan.services.reporting.cycles.finding import SUBJECT
from workplan.vocabulary import NoticeKind

NAMED = 60
"""How many tasks a mail names; the rest is counted, and stands on the page."""
NOBODY = (
    "Nobody is left to ask: each task is reported, or its people were asked today. Look at the "
    "list, and ask again tomorrow."
)


class AskedOnce(NamedTuple):
    """That somebody got a mail that asks for reports, perhaps in the place of somebody absent."""

    user_id: int
    in_place_of_id: int | None
    told_at: datetime

    @property
    def meant(self) -> set[int]:
        """Whom it asks: its person, and the one for whom they stand in."""
        return {self.user_id, self.in_place_of_id or self.user_id}


def ask(change: Change, slug: str, number: int, user_id: int | None = None) -> int:
    """Ask whoever still owes reports, or one of them, and return how many were asked.

    Raises:
        NotAllowed: for all but the coordinator.
        InvalidInput: where nobody is left to ask, and for a cycle that is not open.
    """
    with change.transaction() as session:
        plan, cycle = finding.for_change(change, slug, number)
        owed = completeness(session, plan, cycle)
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
    """Return whom asking everybody asks: who owes something, and was not asked today.

    Whoever stands in for somebody absent is asked in that person's place, and once as well.
    """
    today = civil_date(now, plan.time_zone)
    asked = {
        one.user_id
        for one in asked_in(session, cycle)
        if civil_date(one.told_at, plan.time_zone) == today
    }
    owing = {person for one in owed for person in one.owed_by}
    members, above = plan_members.members_of(session, plan.id), plan_members.parents(session)
    away = absences.delegates_on(session, today, members, above)
    return {person for person in owing if (away.get(person) or person) not in asked}


def asked_in(session: Session, cycle: ReportingCycle) -> list[AskedOnce]:
    """Return who was asked in a cycle and when, the first time first; one select."""
    columns = Notice.user_id, Notice.in_place_of_id, Notice.told_at
    wanted = select(*columns).where(Notice.cycle_id == cycle.id)
    return read(AskedOnce, session.execute(wanted.order_by(Notice.told_at, Notice.id)))


def ask_in(
    change: Change,
    plan: Plan,
    cycle: ReportingCycle,
    owed: Sequence[Owed],
    people: Collection[int],
) -> None:
    """Ask some people for what they owe, in the caller's transaction."""
    codes = defaultdict[int, dict[int, str]](dict)
    for one in owed:
        for person in one.owed_by & frozenset(people):
            codes[person][one.led.task_id] = one.led.code
    if not codes:
        return
    _note(change, plan, cycle, codes)
    told = [
        Told(
            None,
            News(NoticeKind.CYCLE_ASKED, said(cycle, [*owes.values()]), cycle_id=cycle.id),
            [person],
        )
        for person, owes in sorted(codes.items())
    ]
    notices.tell_all(change, plan.id, told)


def said(cycle: ReportingCycle, codes: Sequence[str]) -> str:
    """Return what the mail says: on which tasks, as of when, by when, and the note."""
    more = f" and {len(codes) - NAMED:,} more" if len(codes) > NAMED else ""
    return (
        f"“{cycle.name}”, as of {day_words(cycle.as_of_on)}, by {day_words(cycle.due_on)}: "
        f"{', '.join(codes[:NAMED])}{more}. {cycle.note}"
    ).strip()


def _note(
    change: Change, plan: Plan, cycle: ReportingCycle, codes: dict[int, dict[int, str]]
) -> None:
    tasks = {task for owes in codes.values() for task in owes}
    after = {"cycle": cycle.name, "tasks": len(tasks), "people": len(codes)}
    entry = journal.Entry("cycle.asked", (SUBJECT, cycle.id), after=after)
    journal.note(change, plan.id, entry)
