"""Close a cycle: what stands then is kept for good, and who has not reported, by name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import CycleAnswer, ReportingCycle, User
from workplan.errors import InvalidInput
from workplan.plain_text import prose
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.reporting.cycles import completeness, finding, standings
from workplan.services.reporting.cycles.completeness import Owed
from workplan.services.reporting.cycles.finding import SUBJECT
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import Counts, counts_of
from workplan.vocabulary import CycleState

LONGEST_WORDS = 2_000
DAYS = ("finish_on", "last_due_on")
"""Which of the figures are days, kept as text."""


class Closed(NamedTuple):
    """What the closing of a cycle keeps as not reported: how many tasks, under how many names."""

    tasks: int
    people: int


def close(
    change: Change, slug: str, number: int, version: int, words: str, seen: Collection[str]
) -> Closed:
    """Close a cycle as things stand; it is not opened again.

    Args:
        words: what the coordinator says first in the report.
        seen: what the person saw as not reported, and lets stand so; see `shown`.

    Raises:
        StaleVersion: when somebody saved it meanwhile.
        InvalidInput: for words that are too long, for a cycle that is not open, and where a task
            is not reported that the person did not see as such.
    """
    words = prose(words).strip()
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(
            "words", f"It has {len(words):,} characters, and {LONGEST_WORDS:,} fit. Shorten it."
        )
    with change.transaction() as session:
        plan, cycle = finding.for_change(change, slug, number, version)
        owed = completeness.completeness(session, plan, cycle)
        missed = {one.led.task_id for one in owed if one.is_missed}
        if {shown(one) for one in owed if one.is_missed} - set(seen):
            raise InvalidInput(
                "seen",
                "A task is not reported that you have not seen as such. Look at the list again, "
                "then close it.",
            )
        day = states.day_of(session, plan, change.now)
        counts = counts_of(session, {plan.id: day})[plan.id]
        seq, head = journal.head(session)
        cycle.state, cycle.words, cycle.head = CycleState.CLOSED, words, head
        cycle.figures = kept_figures(counts) | {"seq": seq}
        cycle.ended_at, cycle.ended_by_id = change.now, change.actor.id or 0
        cycle.version += 1
        standings.keep(session, cycle, standings.tasks_now(session, day))
        people = _keep_answers(session, cycle, owed)
        after: dict[str, Any] = {
            "cycle": cycle.name,
            "missed": len(missed),
            "people": len(people),
            "figures": kept_figures(counts),
        }
        entry = journal.Entry("cycle.closed", (SUBJECT, cycle.id), after=after)
        journal.record(change, day.today, plan.id, [entry])
        return Closed(len(missed), len(people))


def shown(one: Owed) -> str:
    """Return by what it is known that an agency owes a report on a task: “12:3”."""
    return f"{one.led.task_id}:{one.led.agency_id}"


def kept_figures(counts: Counts) -> dict[str, Any]:
    """Return the counts of a plan as a cycle keeps them."""
    return counts._asdict() | {name: journal.day(getattr(counts, name)) for name in DAYS}


def _keep_answers(session: Session, cycle: ReportingCycle, owed: Sequence[Owed]) -> set[str]:
    """Keep how each agency answered, and return the names under which something is missed."""
    names = names_of(session, {who for one in owed for who in one.owed_by})
    rows = [
        {
            "cycle_id": cycle.id,
            "task_id": one.led.task_id,
            "agency_id": one.led.agency_id,
            "answered": one.answered,
            "answered_at": one.answered_at,
            "owed_by": "\n".join(sorted({names[who] for who in one.owed_by})),
        }
        for one in owed
    ]
    if rows:
        session.execute(insert(CycleAnswer), rows)
    return {*names.values()}


class _Named(NamedTuple):
    id: int
    name: str


def names_of(session: Session, people: Collection[int]) -> dict[int, str]:
    """Return the names of some people."""
    wanted = select(User.id, User.name).where(User.id.in_(people))
    return {one.id: one.name for one in read(_Named, session.execute(wanted))}
