"""What a person is in one plan, and which tasks, entries and mails are theirs by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from models import (
    ChangeRequest,
    InnerSuspense,
    JournalEntry,
    RegisterEntry,
    Reminder,
    Task,
    TaskAgency,
)
from models.reminding.outgoing import Outgoing
from workplan.services.people.which_plans import listed_plans as listed_plans
from workplan.services.people.which_plans import visible_plans as visible_plans

Reach = Literal["all", "agency", "handed", "none"]
REPORTS: Mapping[str, Reach] = {"coordinator": "all", "lead": "agency", "contributor": "handed"}
"""On whose tasks each role may report: all, those that the agency leads, those handed to them."""


@dataclass(frozen=True)
class Standing:
    """What a person is in one plan: a role, and the agency with its bureaus.

    Args:
        covers: what the absent people are whose tasks the person has as well while they are away.
        above_ids: the agencies above theirs.
        is_by_request: whether they work at the structure by a change request.
    """

    plan_id: int
    user_id: int
    role: str
    agency_ids: frozenset[int] = frozenset()
    covers: tuple[Standing, ...] = ()
    above_ids: frozenset[int] = frozenset()
    is_by_request: bool = False

    @property
    def may_change_structure(self) -> bool:
        """Tasks, dependencies, suspenses, baselines and reminder rules are the coordinator's."""
        return self.role == "coordinator"

    @property
    def may_ask_for_changes(self) -> bool:
        """Tell whether they may ask for a change of the structure that others decide on."""
        return self.role in ("coordinator", "lead")

    @property
    def may_read_journal(self) -> bool:
        """Tell whether any part of the journal is theirs to read."""
        return self.role in ("coordinator", "lead", "auditor")

    @property
    def may_read_everything(self) -> bool:
        """Tell whether the whole journal and the whole ledger of the plan are theirs to read."""
        return self.role in ("coordinator", "auditor")

    @property
    def reports_on(self) -> Reach:
        """On whose tasks they may report; the coordinator does so on the agency's behalf."""
        return REPORTS.get(self.role, "none")

    @property
    def has_own_work(self) -> bool:
        """Tell whether tasks can be theirs to report on, so that they have work of their own."""
        return self.reports_on in ("agency", "handed")

    @property
    def has_voice(self) -> bool:
        """Tell whether they may comment and answer."""
        return self.reports_on != "none"

    def reportable(self) -> ColumnElement[bool]:
        """Return the condition on tasks that they may report on."""
        own = and_(Task.plan_id == self.plan_id, Task.removed_at.is_(None))
        if self.reports_on == "all":
            return own
        return and_(own, self.owned())

    def owned(self) -> ColumnElement[bool]:
        """Return the condition on tasks that are theirs: led by their agency, or handed to them.

        Those of the people in whose place they stand are theirs, too.
        """
        theirs = or_(self._own(), *(absent._own() for absent in self.covers))
        return and_(Task.plan_id == self.plan_id, theirs)

    def alone(self) -> Standing:
        """Return what they are without those in whose place they stand."""
        return replace(self, covers=())

    def own_agency(self, agency_id: Any) -> ColumnElement[bool]:
        """Return the condition that an agency may show them what it keeps among its own people.

        That is their own, one above or below it, and those of whom they stand in for; coordinators
        and auditors are shown it, and those who only look on are not.
        """
        if self.may_read_everything:
            return true()
        return and_(agency_id.in_(self._inside()))

    def sees_inside(self, agency_id: int) -> bool:
        """Tell whether an agency may show them what it keeps among its own people."""
        return self.may_read_everything or agency_id in self._inside()

    def _inside(self) -> frozenset[int]:
        """Return the agencies that show them what they keep among their own people."""
        if not self.has_own_work:
            return frozenset()
        voices = (self, *self.covers)
        return frozenset().union(*(v.agency_ids | v.above_ids for v in voices))

    def _own(self) -> ColumnElement[bool]:
        handed = Task.assignee_id == self.user_id
        if self.reports_on == "agency":
            return or_(led_by(self.agency_ids), handed)
        return and_(handed) if self.reports_on == "handed" else false()

    def readable_journal(self) -> ColumnElement[bool]:
        """Return the condition on journal entries that they may read."""
        return self._of_their_tasks(JournalEntry.plan_id, self._own_entry())

    def readable_mail(self, ledger: type[Outgoing]) -> ColumnElement[bool]:
        """Return the condition on the rows of a ledger of mail that they may read."""
        theirs = and_(ledger.task_id.in_(select(Task.id).where(led_by(self.agency_ids))))
        if ledger is Reminder:
            theirs = and_(
                theirs, or_(~Reminder.is_inner, self.own_agency(Reminder.inner_agency_id))
            )
        return self._of_their_tasks(ledger.plan_id, theirs)

    def _own_entry(self) -> ColumnElement[bool]:
        """Return the condition on entries about a task, a register or a day of their agency’s."""
        kept = select(RegisterEntry.id).where(RegisterEntry.agency_id.in_(self.agency_ids))
        inner = select(InnerSuspense.id).where(self.own_agency(InnerSuspense.agency_id))
        about, number = JournalEntry.subject_type, JournalEntry.subject_id
        led = select(Task.id).where(led_by(self.agency_ids))
        asked = select(ChangeRequest.id).where(ChangeRequest.agency_id.in_(self.agency_ids))
        return or_(
            and_(about == "task", number.in_(led)),
            and_(about == "change_request", number.in_(asked)),
            and_(about == "register", number.in_(kept)),
            and_(about == "inner_suspense", number.in_(inner)),
        )

    def _of_their_tasks(self, plan: Any, theirs: ColumnElement[bool]) -> ColumnElement[bool]:
        if self.may_read_everything:
            return and_(plan == self.plan_id)
        if self.role == "lead":
            return and_(plan == self.plan_id, theirs)
        return false()


def led_by(agency_ids: frozenset[int]) -> ColumnElement[bool]:
    """Return the condition that one of these agencies leads the task."""
    return (
        select(TaskAgency.task_id)
        .where(
            TaskAgency.task_id == Task.id,
            TaskAgency.role == "lead",
            TaskAgency.agency_id.in_(agency_ids),
        )
        .exists()
    )
