"""Versions of a plan: its text, its tasks and its dates, frozen together under a number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from models import JournalEntry, Plan, PlanVersion
from workplan.errors import InvalidInput, NotFound
from workplan.services.consultation.text import frozen
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import placing

SUBJECT = "plan_version"


def keep(change: Change, slug: str, name: str, reason: str = "") -> int:
    """Keep a plan as it stands as its next version, and return the number of that.

    Args:
        name: what the version is for, such as “Draft for clearance”.

    Raises:
        InvalidInput: when nothing changed since the last version, and for a plan without a text.
    """
    name = placing.checked_line("name", "version", name)
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        return keep_in(change, plan, name, reason).number


def keep_in(change: Change, plan: Plan, name: str, reason: str = "") -> PlanVersion:
    """Keep a version in the caller's transaction."""
    session = change.session
    content = frozen.content_of(session, plan)
    if not any(section["body"] for section in content["sections"]):
        raise InvalidInput("name", "No section of the text says anything yet. Write one first.")
    digest = frozen.digest_of(content)
    last = last_of(session, plan.id)
    if last is not None and last.digest == digest:
        raise InvalidInput(
            "name",
            f"Nothing changed since version {last.number}: text, tasks and dates are its. Use that "
            "one.",
        )
    version = PlanVersion(
        plan_id=plan.id,
        number=last.number + 1 if last else 1,
        name=name,
        kept_at=change.now,
        kept_by_id=change.actor.id,
        content=content,
        digest=digest,
    )
    session.add(version)
    session.flush()
    after: dict[str, Any] = {"number": version.number, "name": name, "checksum": digest}
    subject = (SUBJECT, version.id)
    journal.note(
        change, plan.id, journal.Entry("plan_version.kept", subject, after=after, reason=reason)
    )
    return version


def last_of(session: Session, plan_id: int) -> PlanVersion | None:
    """Return the last version of a plan, if it has one; its content is read when asked for."""
    newest = select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan_id)
    return session.scalar(
        select(PlanVersion).where(
            PlanVersion.plan_id == plan_id, PlanVersion.number == newest.scalar_subquery()
        )
    )


def of_number(session: Session, plan_id: int, number: int) -> PlanVersion:
    """Return a version of a plan with its content.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalar(
        select(PlanVersion)
        .options(undefer(PlanVersion.content))
        .where(PlanVersion.plan_id == plan_id, PlanVersion.number == number)
    )
    if found is None:
        raise NotFound(f"There is no version {number} of this plan.")
    return found


def is_as_kept(session: Session, version: PlanVersion) -> bool:
    """Tell whether a version holds what was kept, by its digest and by that in the journal.

    It does not once words of it were removed for good.
    """
    entry = session.scalar(
        select(JournalEntry)
        .where(
            JournalEntry.plan_id == version.plan_id,
            JournalEntry.subject_type == SUBJECT,
            JournalEntry.subject_id == version.id,
        )
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    )
    journalled = (entry.after or {}).get("checksum") if entry else None
    return frozen.digest_of(version.content) == version.digest == journalled
