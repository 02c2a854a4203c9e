"""What became of the tasks of a plan, one by one and counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models import ChangeRequest, Extension, JournalEntry, Plan, Suspense, Task, WayOut
from models.tasks.suspense import orderer_of
from workplan.services.record.read_models import read
from workplan.services.structure.baseline import baseline_comparisons, chart_baselines
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import (
    WAYS_OUT,
    Ending,
    ExtensionState,
    OrderedBy,
    RequestState,
    Stage,
    state_words,
)


class _Row(NamedTuple):
    id: int
    code: str
    name: str
    due_on: date | None
    finish_on: date | None
    ended_on: date | None
    is_open: bool
    ending: str | None
    late_days: int
    rule: str | None
    ordered_by: str | None
    why: str | None
    counts: bool


class Outcome(NamedTuple):
    """What became of a task.

    Args:
        lead: its lead agencies, in one text.
        days: by how many working days it missed its suspense.
        orderer: who ordered that; "" where there is none.
        why: the reason for which it was ended without being done.
        counts: that it carries work, and is one of those that a plan counts.
    """

    name: str
    lead: str
    due_on: date | None
    finish_on: date | None
    state: str
    days: int
    orderer: str
    why: str
    counts: bool

    @property
    def said(self) -> str:
        """Say what became of it in a few words."""
        if self.is_left and self.state != "claimed":
            return f"not met, {state_words('overdue', self.days)}" if self.days else "still open"
        return state_words(self.state, self.days)

    @property
    def is_left(self) -> bool:
        """Tell whether it is open, or claimed and not accepted."""
        return self.state in ("open", "overdue", "will_miss", "claimed")

    @property
    def is_ended(self) -> bool:
        """Tell whether it was ended without being done."""
        return self.state in WAYS_OUT


class Suspenses(NamedTuple):
    """How many suspenses of some tasks were kept, met late, and not met; and by what at most.

    Args:
        missed: those whose day passed without it.
        pending: those of open tasks whose day did not come, and of what is claimed.
    """

    total: int
    kept: int
    late: int
    missed: int
    pending: int
    latest: int


class Decisions(NamedTuple):
    """What was decided about a plan on its way.

    Args:
        frozen: the baseline that its charts compare with; None without one.
        end_days: by how many working days it ended later than in that; negative for earlier.
    """

    accepted: int
    declined: int
    extended: int
    frozen: Charted | None
    end_days: int


def outcomes(session: Session, plan: Plan, day: PlanDay) -> list[Outcome]:
    """Return what became of each task that carries work or has a suspense; two selects."""
    rows = read(
        _Row,
        session.execute(
            select(
                *(Task.id, Task.code, Task.name, Task.due_on, Task.finish_on, Task.ended_on),
                *(Task.is_open, Task.ending, Task.late_days),
                *(Suspense.rule, Suspense.ordered_by, WayOut.reason.label("why")),
                states.counts_itself().label("counts"),
            )
            .outerjoin(Suspense, Suspense.task_id == Task.id)
            .outerjoin(WayOut, and_(WayOut.task_id == Task.id, WayOut.back_on.is_(None)))
            .where(
                Task.plan_id == plan.id,
                Task.removed_at.is_(None),
                or_(states.counts_itself(), Task.due_on.is_not(None)),
            )
            .order_by(Task.position, Task.id)
        ),
    )
    owners = owners_of(session, [row.id for row in rows])
    return [_outcome(row, owners.get(row.id, NOBODY).led_by, day) for row in rows]


def suspenses(found: Sequence[Outcome], *, directed: bool = False) -> Suspenses:
    """Count how suspenses were kept; those that were ended without being done are not among them.

    Args:
        directed: only those that the directive orders.
    """
    dated = [
        one
        for one in found
        if one.due_on and not one.is_ended and (not directed or one.orderer == OrderedBy.DIRECTIVE)
    ]
    met = [one for one in dated if not one.is_left]
    late = [one for one in met if one.days]
    latest = max((one.days for one in late), default=0)
    missed = sum(one.state == "overdue" for one in dated)
    pending = len(dated) - len(met) - missed
    return Suspenses(len(dated), len(met) - len(late), len(late), missed, pending, latest)


def decisions(session: Session, plan: Plan) -> Decisions:
    """Return what was decided about a plan on its way; at most four selects."""
    rows = session.execute(
        select(ChangeRequest.state, func.count())
        .where(ChangeRequest.plan_id == plan.id)
        .group_by(ChangeRequest.state)
    )
    requests = {str(row[0]): int(row[1]) for row in rows}
    extended = session.scalar(
        select(func.count())
        .select_from(Extension)
        .join(Task, Task.id == Extension.task_id)
        .where(Task.plan_id == plan.id, Extension.state == ExtensionState.APPROVED)
    )
    frozen = chart_baselines.charted(session, plan.id)
    return Decisions(
        requests.get(RequestState.ACCEPTED, 0),
        requests.get(RequestState.DECLINED, 0),
        extended or 0,
        frozen,
        baseline_comparisons.end_days(session, plan, frozen.id) if frozen else 0,
    )


def closing_of(session: Session, plan: Plan) -> JournalEntry | None:
    """Return the entry by which a plan was closed; None while it is not."""
    if plan.stage != Stage.CLOSED:
        return None
    return session.scalar(
        select(JournalEntry)
        .where(JournalEntry.plan_id == plan.id, JournalEntry.verb == "plan.stage")
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    )


def _outcome(row: _Row, lead: str, day: PlanDay) -> Outcome:
    state = day.state_of(row)
    last = row.ended_on if row.ending in WAYS_OUT else row.finish_on
    return Outcome(
        f"{row.code} {row.name}",
        lead,
        row.due_on,
        None if row.is_open else last,
        state.state,
        0 if state.state == "will_miss" else state.days,
        orderer_of(row.rule, row.ordered_by),
        row.why or "",
        bool(row.counts),
    )


def way_said(outcome: Outcome) -> str:
    """Return by which way out a task was ended, in words."""
    return Ending.said(outcome.state)
