"""How the agencies answered in a cycle, by agency and by name: as it is now, or as it was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Agency,
    CycleAnswer,
    CycleTask,
    Membership,
    Plan,
    ReportingCycle,
    StatusReport,
    Task,
    TaskAgency,
    User,
)
from workplan.services.record.read_models import read
from workplan.services.reporting.cycles import asking, closing
from workplan.services.reporting.cycles.completeness import completeness
from workplan.services.tasks import states
from workplan.vocabulary import Answered, CycleState


class Cell(NamedTuple):
    """A task in the line of an agency, and how it answered."""

    task_id: int
    code: str
    name: str
    answered: str
    answered_at: datetime | None = None
    owed_by: tuple[str, ...] = ()
    shown: str = ""

    @property
    def when_and_who(self) -> tuple[datetime | None, str]:
        """When it answered, and who owes it where it has not."""
        return self.answered_at, ", ".join(self.owed_by)

    @property
    def is_missed(self) -> bool:
        """Tell whether the agency has not answered."""
        return self.answered == Answered.MISSED


class AgencyLine(NamedTuple):
    """An agency with the tasks that it leads in the cycle; none where it has nothing to report."""

    code: str
    label: str
    cells: list[Cell]

    @property
    def missed(self) -> int:
        """On how many it has not answered."""
        return sum(one.is_missed for one in self.cells)

    @property
    def reported(self) -> int:
        """On how many it has."""
        return len(self.cells) - self.missed


class PersonLine(NamedTuple):
    """Somebody who owes reports.

    Args:
        user_id: None in a cycle that was closed, which keeps names.
        agency: for which they work in the plan.
        last_at: when they last reported in the plan; None for never.
        asked: when they were asked in the cycle.
    """

    name: str
    cells: list[Cell]
    user_id: int | None = None
    agency: str = ""
    last_at: datetime | None = None
    asked: Sequence[datetime] = ()


class Answers(NamedTuple):
    """How a cycle was answered.

    Args:
        unspoken: the agencies that owe something and for which nobody speaks in the plan.
        to_ask: who owes something and was not asked today.
    """

    agencies: list[AgencyLine]
    people: list[PersonLine]
    unspoken: list[str] = []  # noqa: RUF012  # nobody changes it
    to_ask: frozenset[int] = frozenset()

    @property
    def tasks(self) -> set[int]:
        """The tasks of the cycle."""
        return {cell.task_id for line in self.agencies for cell in line.cells}

    @property
    def missed(self) -> list[Cell]:
        """The tasks that are not reported, each once."""
        missed = (cell for line in self.agencies for cell in line.cells if cell.is_missed)
        return [*{cell.task_id: cell for cell in missed}.values()]

    @property
    def shown(self) -> str:
        """What is not reported, as closing wants to hear that it was seen."""
        return ",".join(c.shown for line in self.agencies for c in line.cells if c.is_missed)

    @property
    def reported(self) -> int:
        """On how many tasks each lead agency has answered."""
        return len(self.tasks) - len(self.missed)


def answers_of(session: Session, plan: Plan, cycle: ReportingCycle, now: datetime) -> Answers:
    """Return how a cycle is answered; what was closed as it was kept."""
    if cycle.state == CycleState.CLOSED:
        return _kept(session, cycle)
    return _live(session, plan, cycle, now)


def _live(session: Session, plan: Plan, cycle: ReportingCycle, now: datetime) -> Answers:
    owed = completeness(session, plan, cycle)
    names = closing.names_of(session, {who for one in owed for who in one.owed_by})
    lines: dict[str, AgencyLine] = {}
    owing = defaultdict[int, list[Cell]](list)
    unspoken = []
    for one in owed:
        led = one.led
        owes = tuple(sorted(names[who] for who in one.owed_by))
        cell = Cell(
            *(led.task_id, led.code, led.name, one.answered, one.answered_at, owes),
            closing.shown(one),
        )
        line = lines.setdefault(led.label, AgencyLine(led.agency_code, led.label, []))
        line.cells.append(cell)
        for who in one.owed_by:
            owing[who].append(cell)
        if one.is_missed and not one.owed_by:
            unspoken.append(led.label)
    for code, label in _all_leads(session, plan):
        lines.setdefault(label, AgencyLine(code, label, []))
    to_ask = asking.to_ask(session, plan, cycle, owed, now)
    return Answers(
        _sorted(lines.values()),
        _people(session, plan, cycle, owing),
        [*dict.fromkeys(unspoken)],
        frozenset(to_ask),
    )


def _kept(session: Session, cycle: ReportingCycle) -> Answers:
    wanted = (
        select(
            CycleAnswer.task_id,
            CycleTask.code,
            CycleTask.name,
            CycleAnswer.answered,
            CycleAnswer.answered_at,
            Agency.code.label("agency"),
            Agency.label,
            CycleAnswer.owed_by,
        )
        .join(
            CycleTask,
            (CycleTask.cycle_id == CycleAnswer.cycle_id)
            & (CycleTask.task_id == CycleAnswer.task_id),
        )
        .join(Agency, Agency.id == CycleAnswer.agency_id)
        .where(CycleAnswer.cycle_id == cycle.id)
        .order_by(CycleTask.position, CycleAnswer.id)
    )
    lines: dict[str, dict[int, Cell]] = defaultdict(dict)
    codes, owing = dict[str, str](), defaultdict[str, dict[int, Cell]](dict)
    for row in session.execute(wanted):
        owes = tuple(row.owed_by.splitlines())
        cell = Cell(row.task_id, row.code, row.name, row.answered, row.answered_at, owes)
        codes[row.label] = row.agency
        # Two agencies that were merged since stand as one, which has missed what either has.
        if (other := lines[row.label].get(row.task_id)) is not None:
            both = tuple(sorted({*other.owed_by, *owes}))
            cell = (other if other.is_missed else cell)._replace(owed_by=both)
        lines[row.label][row.task_id] = cell
        for name in owes:
            owing[name][row.task_id] = cell
    return Answers(
        _sorted(
            AgencyLine(codes[label], label, [*cells.values()]) for label, cells in lines.items()
        ),
        [PersonLine(name, [*owing[name].values()]) for name in sorted(owing)],
    )


def _sorted(lines: Iterable[AgencyLine]) -> list[AgencyLine]:
    """Return the lines with what is missed first: who misses most on top, who has nothing last."""
    found = sorted(lines, key=lambda one: (not one.cells, -one.missed, one.label))
    return [
        one._replace(cells=sorted(one.cells, key=lambda cell: not cell.is_missed)) for one in found
    ]


class _Lead(NamedTuple):
    code: str
    label: str


def _all_leads(session: Session, plan: Plan) -> list[_Lead]:
    wanted = (
        select(Agency.code, Agency.label)
        .distinct()
        .join(TaskAgency, TaskAgency.agency_id == Agency.id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == plan.id, TaskAgency.role == "lead", states.counts_itself())
        .order_by(Agency.label)
    )
    return read(_Lead, session.execute(wanted))


class _Person(NamedTuple):
    id: int
    name: str
    agency: str | None
    last_at: datetime | None


def _people(
    session: Session, plan: Plan, cycle: ReportingCycle, owing: Mapping[int, list[Cell]]
) -> list[PersonLine]:
    """Return who owes what, the longest silent first."""
    last = (
        select(func.max(StatusReport.reported_at))
        .join(Task, Task.id == StatusReport.task_id)
        .where(StatusReport.user_id == User.id, Task.plan_id == plan.id)
        .correlate(User)
        .scalar_subquery()
        .label("last_at")
    )
    wanted = (
        select(User.id, User.name, Agency.label.label("agency"), last)
        .outerjoin(Membership, (Membership.user_id == User.id) & (Membership.plan_id == plan.id))
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(User.id.in_(owing))
    )
    asked = defaultdict[int, list[datetime]](list)
    for one in asking.asked_in(session, cycle):
        for person in one.meant:
            asked[person].append(one.told_at)
    found = [
        PersonLine(one.name, owing[one.id], one.id, one.agency or "", one.last_at, asked[one.id])
        for one in read(_Person, session.execute(wanted))
    ]
    return sorted(found, key=lambda one: (one.last_at is not None, one.last_at, one.name))
