"""What the page of an agency shows, row by row."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from models import Agency, User
from workplan.services.pages.agency.cycles import Answering
from workplan.services.pages.agency.waits import Waits
from workplan.services.pages.agency.work import Comparison, Owed, SaidRow
from workplan.services.pages.lists.register_rows import RegisterRow
from workplan.services.tasks.plan_counts import Counts
from workplan.services.tasks.states import PlanDay


class Named(NamedTuple):
    """An agency as another one's page names it."""

    id: int
    code: str
    label: str
    retired_at: datetime | None


class Around(NamedTuple):
    """What stands around an agency.

    Args:
        above: the department that it is a bureau of.
        took_in: the one that it was merged into.
        bureaus: those in use that stand right below it.
        merged: those that were merged into it.
        supervisor: who supervises it, with their address for administrators.
    """

    above: Named | None
    took_in: Named | None
    bureaus: list[Named]
    merged: list[Named]
    supervisor: User | None


class PlanPart(NamedTuple):
    """A plan with the counts of the tasks that the agency leads there."""

    id: int
    slug: str
    title: str
    stage: str
    counts: Counts
    silent: int
    day: PlanDay


class PersonRow(NamedTuple):
    """Somebody who acts for the agency in a plan."""

    user_id: int
    name: str
    role: str
    is_supervisor: bool
    agency: str
    plan: str
    slug: str
    holds: int
    reported_on: date | None


class AtHome(NamedTuple):
    """Somebody whose account is at home in the agency, or who acts for it in some plans."""

    user_id: int
    name: str
    email: str
    plans: int


class Totals(NamedTuple):
    """The figures of all plans that the reader sees together."""

    done: int
    total: int
    overdue: int
    will_miss: int
    silent: int
    at_risk: int
    claimed: int
    ended: int

    @property
    def left(self) -> int:
        """How many tasks are open."""
        return self.total - self.done - self.claimed - self.ended


class Acknowledging(NamedTuple):
    """How soon an agency acknowledges what it is given.

    Args:
        median: of the working days that it took, rounded up.
        said: how many tasks it acknowledged.
        waiting: how many it has not acknowledged yet.
    """

    median: int
    said: int
    waiting: int


class AgencyPage(NamedTuple):
    """An agency, what stands around it, and what it does in the plans that the reader sees.

    Args:
        registers: what is open in the registers and owned by it.
        answering: how it reports in cycles.
        at_home: for administrators: its people, and in how many plans each is.
    """

    agency: Agency
    around: Around
    parts: list[PlanPart]
    totals: Totals
    owed: Owed
    comparison: Comparison | None
    waits: Waits
    acknowledging: Acknowledging
    people: list[PersonRow]
    said: list[SaidRow]
    at_home: list[AtHome]
    registers: list[RegisterRow]
    answering: Answering
