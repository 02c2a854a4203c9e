"""Put plans away and bring them back: archive what is closed, delete what is a draft only."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from models import Baseline, JournalEntry, Membership, Plan, Reminder
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.policy import DELETED_DRAFTS_KEPT
from workplan.services.lifecycle import short_names
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read


class PutAway(NamedTuple):
    """A plan that stands in no list any more, and since when."""

    id: int
    slug: str
    title: str
    since: datetime


def archive(change: Change, slug: str, reason: str = "") -> Plan:
    """Take a closed plan out of the lists, or retire a template, and return it.

    Raises:
        InvalidInput: for a plan that is not closed, and one that is archived already.
    """
    with change.transaction() as session:
        plan = _own(session, change.actor, slug)
        if plan.stage != "closed" and not plan.is_template:
            raise InvalidInput("stage", "Only a closed plan is archived. Use “Close” first.")
        if plan.archived_at is not None:
            raise InvalidInput(
                "stage", "This is archived already. Use “Bring back” to have it in the lists."
            )
        plan.archived_at = change.now
        _note(change, plan, "plan.archived", reason=reason)
        return plan


def unarchive(change: Change, slug: str, reason: str = "") -> Plan:
    """Bring an archived plan back into the lists, or a retired template back, and return it.

    Raises:
        InvalidInput: for one that is not archived.
    """
    with change.transaction() as session:
        plan = _own(session, change.actor, slug)
        if plan.archived_at is None:
            raise InvalidInput(
                "stage", "This is not archived. Use “Archive” to take it out of the lists."
            )
        plan.archived_at = None
        _note(change, plan, "plan.unarchived", reason=reason)
        return plan


def delete(change: Change, slug: str, reason: str = "") -> Plan:
    """Delete a draft: it leaves every list, and can be brought back for thirty days.

    Its short name is free at once.

    Raises:
        InvalidInput: for what is no draft, or was approved once; that is closed and archived.
    """
    with change.transaction() as session:
        plan = _own(session, change.actor, slug)
        rights.require_open(session, plan.id)
        if (why := why_kept(session, plan)) is not None:
            raise InvalidInput("stage", why)
        plan.removed_at = change.now
        before = {"slug": plan.slug}
        plan.slug = f"{plan.slug[:40]}-deleted-{plan.id}"
        _note(change, plan, "plan.deleted", before=before, reason=reason)
        return plan


def why_kept(session: Session, plan: Plan) -> str | None:
    """Return why a plan cannot be deleted, with the way out; None when it can."""
    if plan.is_template:
        return "A template is not deleted. Use “Retire” instead; it can be brought back."
    if plan.stage != "drafting":
        return "Only a draft is deleted. Use “Close”, and then “Archive”, instead."
    was_approved = or_(
        exists().where(Baseline.plan_id == plan.id, Baseline.retired_at.is_not(None)),
        exists().where(Reminder.plan_id == plan.id),
    )
    if session.scalar(select(Plan.id).where(Plan.id == plan.id, was_approved)):
        return (
            "This plan was approved once, so its record stays. Use “Close”, and then “Archive”, "
            "instead."
        )
    return None


def bring_back(change: Change, plan_id: int, reason: str = "") -> Plan:
    """Bring back a draft that one deleted or coordinated, and return it.

    It has its short name again, or one like it when that was given away since.

    Raises:
        NotFound: when there is no such draft of theirs, or its thirty days have passed.
    """
    with change.transaction() as session:
        plan = session.scalar(_deleted_drafts(change.actor).where(Plan.id == plan_id))
        if plan is None:
            raise NotFound("There is no such deleted draft among yours. Its days may have passed.")
        entry = session.scalar(
            select(JournalEntry)
            .where(JournalEntry.plan_id == plan.id, JournalEntry.verb == "plan.deleted")
            .order_by(JournalEntry.seq.desc())
            .limit(1)
        )
        had = (entry.before or {}).get("slug", "") if entry is not None else ""
        is_free = had and not short_names.is_taken(session, had)
        plan.slug = had if is_free else short_names.proposed(session, plan.title)
        plan.removed_at = None
        session.flush()
        _note(change, plan, "plan.brought_back", after={"slug": plan.slug}, reason=reason)
        return plan


def archived_of(session: Session, actor: Actor) -> list[PutAway]:
    """Return the archived plans of a person, the last archived first."""
    wanted = (
        select(Plan.id, Plan.slug, Plan.title, Plan.archived_at.label("since"))
        .join(Membership, Membership.plan_id == Plan.id)
        .where(
            Membership.user_id == actor.id,
            Plan.archived_at.is_not(None),
            Plan.removed_at.is_(None),
            ~Plan.is_template,
        )
        .order_by(Plan.archived_at.desc(), Plan.id)
    )
    return read(PutAway, session.execute(wanted))  # type: ignore[arg-type]  # archived is not null


def deleted_of(session: Session, actor: Actor) -> list[PutAway]:
    """Return the deleted drafts that a person can bring back, the last deleted first."""
    found = session.scalars(_deleted_drafts(actor).order_by(Plan.removed_at.desc(), Plan.id))
    return [
        PutAway(plan.id, plan.slug, plan.title, plan.removed_at)
        for plan in found
        if plan.removed_at is not None
    ]


def gone_at(deleted: PutAway) -> datetime:
    """Return from when a deleted draft cannot be brought back."""
    return deleted.since + DELETED_DRAFTS_KEPT


def _deleted_drafts(actor: Actor) -> Select[Plan]:
    # The plan of an import that was undone is closed, and is no deleted draft.
    return (
        select(Plan)
        .join(Membership, Membership.plan_id == Plan.id)
        .where(
            Membership.user_id == actor.id,
            Membership.role == "coordinator",
            Plan.removed_at.is_not(None),
            Plan.purged_at.is_(None),
            Plan.stage == "drafting",
        )
    )


def _own(session: Session, actor: Actor, slug: str) -> Plan:
    plan, standing = rights.plan_for(session, actor, slug)
    rights.require_coordinator(standing)
    return plan


def _note(
    change: Change,
    plan: Plan,
    verb: str,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
    reason: str = "",
) -> None:
    plan.version += 1
    entry = journal.Entry(verb, ("plan", plan.id), before, after, reason)
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [entry])
