"""When a task counts as done: its closing criteria, evidence, and who checks it (TASKING.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ClosingTerms, Membership, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, StaleVersion
from workplan.plain_text import one_line
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.reporting.endings.verification import outside

MOST_CRITERIA, LONGEST = 20, 300


@dataclass(frozen=True)
class Terms:
    """What a coordinator decides about the closing of a task.

    Args:
        criteria: sentences, in their order.
        verifier_id: a member of the plan who checks instead of the coordinators.
    """

    criteria: tuple[str, ...] = ()
    needs_evidence: bool = False
    verifier_id: int | None = None

    @classmethod
    def of(cls, row: ClosingTerms | None) -> Terms:
        """Return the terms that are stored; none where nobody has set any."""
        if row is None:
            return cls()
        return cls(tuple(row.criteria), row.needs_evidence, row.verifier_id)

    @classmethod
    def kept(cls, facts: Mapping[str, Any]) -> Terms:
        """Return the terms that the journal keeps."""
        return cls(tuple(facts["criteria"]), facts["needs_evidence"], facts["verifier_id"])

    def described(self) -> dict[str, Any]:
        """Return what the journal keeps of them."""
        return {**vars(self), "criteria": [*self.criteria]}

    def checked(self) -> Terms:
        """Return them with plain lines, or raise InvalidInput with the way out."""
        lines = tuple(filter(None, (one_line(words, LONGEST + 1) for words in self.criteria)))
        if len(lines) > MOST_CRITERIA:
            raise InvalidInput(
                "criteria", f"These are {len(lines)} criteria, and {MOST_CRITERIA} fit. Join some."
            )
        for line in lines:
            if len(line) > LONGEST:
                raise InvalidInput(
                    "criteria",
                    f"“{line[:40]}…” is longer than {LONGEST} characters. Say it in fewer.",
                )
        if len(set(lines)) < len(lines):
            raise InvalidInput("criteria", "One criterion stands there twice. Remove one of them.")
        return Terms(lines, self.needs_evidence, self.verifier_id)


def set_terms(
    change: Change, task_id: int, version: int, terms: Terms, reason: str = ""
) -> ClosingTerms:
    """Say when a task counts as done, and return what is stored.

    Args:
        version: of the terms, as the person saw them; 0 where there were none.

    Raises:
        NotAllowed, PlanIsFrozen: as the rights say.
        StaleVersion: when somebody changed them since.
        InvalidInput: for criteria that do not fit, and for a verifier who may not check.
    """
    terms = terms.checked()
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_structure(session, standing)
        if task.removed_at is not None:
            raise InvalidInput("criteria", f"“{task.name}” was removed from its plan.")
        row = session.get(ClosingTerms, task.id)
        if version != (row.version if row else 0):
            raise StaleVersion(version, row.version if row else 0)
        _check_verifier(session, task, terms.verifier_id)
        before = Terms.of(row)
        if row is None:
            row = ClosingTerms(task_id=task.id, version=0)
            session.add(row)
        row.criteria, row.needs_evidence = [*terms.criteria], terms.needs_evidence
        row.verifier_id = terms.verifier_id
        row.version += 1
        session.flush()
        if terms != before:
            plan = session.get_one(Plan, task.plan_id)
            entry = journal.Entry(
                "task.closing_changed",
                ("task", task.id),
                before.described(),
                terms.described(),
                reason,
            )
            journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [entry])
        return row


def set_back(
    change: Change, task_id: int, kept: Mapping[str, Any], left: Mapping[str, Any], reason: str
) -> None:
    """Set terms as an entry of the journal keeps them from before it.

    Args:
        left: the terms after it.

    Raises:
        InvalidInput: when somebody changed them since.
    """
    with change.transaction() as session:
        row = session.get(ClosingTerms, task_id)
        if Terms.of(row) != Terms.kept(left):
            raise InvalidInput(
                "entry", "Since then somebody changed the closing criteria again. Undo that first."
            )
        set_terms(change, task_id, row.version if row else 0, Terms.kept(kept), reason)


def _check_verifier(session: Session, task: Task, user_id: int | None) -> None:
    if user_id is None:
        return
    member = session.scalar(
        select(Membership.id).where(
            Membership.plan_id == task.plan_id, Membership.user_id == user_id
        )
    )
    if member is None:
        raise InvalidInput("verifier", "Whoever checks has to be in the plan. Add them first.")
    if user_id not in may_verify(session, task):
        raise InvalidInput(
            "verifier",
            "Nobody of the agency that leads the task, or of its bureaus, checks it. Choose "
            "somebody of another agency.",
        )


def may_verify(session: Session, task: Task) -> dict[int, str]:
    """Return who may be named to check a task, by name: members of agencies that do not lead it.

    An auditor looks at all of it afterwards, and takes part in none of it.
    """
    return outside(session, task, Membership.role != "auditor")
