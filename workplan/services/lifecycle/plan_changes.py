"""Change a plan itself: what it is called, when it starts, and which directive it carries out."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Suspense, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, StaleVersion
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.history.field_words import label
from workplan.services.lifecycle import founding, short_names
from workplan.services.lifecycle.comment_terms import BARE, CommentTerms
from workplan.services.lifecycle.founding import NewPlan
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import plan_members, rights
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.suspenses import check_day
from workplan.services.tasks.work_calendars import require_unused
from workplan.vocabulary import Role, Stage

BEFORE_APPROVAL = (Stage.DRAFTING, Stage.CLEARANCE)
APART = ("slug", "directive")
"""What an entry keeps of a plan that is not simply a column of it."""


def save_details(
    change: Change, slug: str, version: int, wanted: PlanFields, reason: str = ""
) -> Plan:
    """Change title, short name, note, marking, time zone or mail tag of a plan, and return it.

    Args:
        version: the version of the plan that the person saw.

    Raises:
        StaleVersion: when somebody saved in between; nothing is changed.
    """
    with change.transaction() as session:
        plan = _for_change(change, slug, version)
        fields = wanted.checked(session, plan.id)
        if fields.has_bare_mails and (plan.takes_comments or plan.offers_form):
            raise InvalidInput("has_bare_mails", BARE)
        _change(change, plan, fields.columns(), reason)
        return plan


def revise(change: Change, slug: str, version: int, wanted: NewPlan) -> tuple[Plan, list[Move]]:
    """Change all that was decided when a plan was founded; return it, and what moved.

    Agencies only come: who drops one says so on the page of the agencies.

    Args:
        version: the version of the plan that the person saw.

    Raises:
        StaleVersion: when somebody saved in between; nothing is changed.
    """
    with change.transaction() as session:
        plan = _for_change(change, slug, version)
        fields = wanted.fields.checked(session, plan.id)
        check_day("start_on", wanted.start_on)
        values = {**fields.columns(), **_begun(plan, wanted.start_on)}
        values |= _chosen(session, plan, founding.chosen_directive(change, wanted))
        on_day = civil_date(change.now, plan.time_zone)
        founding.take_part(session, Joining(plan.id, on_day), wanted.agencies)
        return plan, _change(change, plan, values, "")


def move_start(
    change: Change, slug: str, version: int, start_on: date, reason: str = ""
) -> list[Move]:
    """Let a plan start on another day, and return what moved.

    Args:
        version: the version of the plan that the person saw.

    Raises:
        StaleVersion: when somebody saved in between; nothing is changed.
    """
    with change.transaction():
        plan = _for_change(change, slug, version)
        check_day("start_on", start_on)
        return _change(change, plan, _begun(plan, start_on), reason)


def _begun(plan: Plan, start_on: date) -> dict[str, Any]:
    """Return the columns of a start that was typed: as its day opens, unless it stays as it is."""
    stays = start_on == plan.start_on
    return {"start_on": start_on, "start_minute": plan.start_minute if stays else None}


def take_comments(
    change: Change, slug: str, version: int, wanted: CommentTerms, reason: str = ""
) -> None:
    """Say whether a plan takes comments from outside, shows them, and how soon it answers.

    Args:
        version: the version of the plan that the person saw.

    Raises:
        StaleVersion: when somebody saved in between; nothing is changed.
        InvalidInput: for a number of days that is none, and where mails say nothing of the plan.
    """
    wanted.check()
    with change.transaction():
        plan = _for_change(change, slug, version)
        wanted.check_mails(plan)
        _change(change, plan, wanted._asdict(), reason)


def name_approver(
    change: Change, slug: str, version: int, user_id: int | None, reason: str = ""
) -> None:
    """Say which member of a plan is its approving official; None for nobody.

    Args:
        version: the version of the plan that the person saw.

    Raises:
        StaleVersion: when somebody saved in between; nothing is changed.
        InvalidInput: for somebody who is no member, and for nobody once the plan is approved.
    """
    with change.transaction() as session:
        plan = _for_change(change, slug, version)
        _check_approver(session, plan, user_id)
        _change(change, plan, {"approver_id": user_id}, reason)


def _check_approver(session: Session, plan: Plan, user_id: int | None) -> None:
    """Refuse an official of a template, who is no member, and none for an approved plan."""
    if plan.is_template:
        raise InvalidInput("approver", "A template is never approved. Use it for a plan first.")
    if plan.stage not in BEFORE_APPROVAL and user_id is None:
        raise InvalidInput(
            "approver",
            "The plan is approved already. Name another official, who decides on changes from now.",
        )
    roles = {one.user_id: one.role for one in plan_members.members_of(session, plan.id)}
    if user_id is not None and user_id not in roles:
        raise InvalidInput("approver", "Choose a member of the plan, or add them first.")
    if plan.stage not in BEFORE_APPROVAL and roles.get(user_id or 0) == Role.COORDINATOR:
        raise InvalidInput(
            "approver",
            "Who coordinates the plan would decide on their own changes. Name somebody else.",
        )


def choose_directive(
    change: Change, slug: str, version: int, directive_id: int | None, reason: str = ""
) -> list[Move]:
    """Let a plan carry out another directive, or none, and return what moved.

    The suspenses that count from a signature count from the new one. What tasks were tied to stays
    with the objectives of the old directive, and is there again with it.

    Args:
        version: the version of the plan that the person saw.

    Raises:
        StaleVersion: when somebody saved in between; nothing is changed.
        InvalidInput: for none, while a suspense counts from the signature.
    """
    with change.transaction() as session:
        plan = _for_change(change, slug, version)
        return _change(change, plan, _chosen(session, plan, directive_id), reason)


def _chosen(session: Session, plan: Plan, directive_id: int | None) -> dict[str, Any]:
    """Return what the journal keeps of a directive that a plan may carry out, or refuse it."""
    founding.check_directive(session, directive_id, plan.directive_id)
    is_let_go = directive_id is None and plan.directive_id is not None
    if is_let_go and (count := counting_from_signature(session, plan.id)):
        count_said = "One suspense counts" if count == 1 else f"{count} suspenses count"
        raise InvalidInput(
            "directive_id",
            f"{count_said} from the signature of the directive. Choose another directive, or "
            "give them other rules first.",
        )
    return founding.named(session, directive_id)


def counting_from_signature(session: Session, plan_id: int) -> int:
    """Return how many suspenses of a plan count from the signature of its directive."""
    found = (
        select(func.count())
        .select_from(Suspense)
        .join(Task, Task.id == Suspense.task_id)
        .where(Task.plan_id == plan_id, Task.removed_at.is_(None), Suspense.rule == "signed")
    )
    return session.scalar(found) or 0


def put_back(change: Change, entry: JournalEntry, reason: str) -> list[Move]:
    """Set a plan back to what it was before an entry, and return what moved.

    Raises:
        InvalidInput: when what it changed was changed again since.
    """
    session = change.session
    plan = session.get_one(Plan, entry.subject_id)
    left, before = journal.kept_after(entry), entry.before or {}
    present = _described(session, plan, left)
    if built_on := [name for name in left if present[name] != left[name]]:
        names = ", ".join(f"“{label(name)}”" for name in built_on)
        raise InvalidInput("entry", f"Since then somebody changed {names} again. Undo that first.")
    if "slug" in before:
        short_names.checked(session, before["slug"], plan.id)
    if "approver_id" in before:
        _check_approver(session, plan, before["approver_id"])
    if "directive_id" in before:
        founding.check_directive(session, before["directive_id"], before["directive_id"])
    if change.group is None:
        kept, given = (each.get("work_calendars") or {} for each in (before, left))
        require_unused(session, plan.id, {*given} - {*kept})
    values = {name: _value(name, kept) for name, kept in before.items()}
    return _change(change, plan, values, reason, entry.verb)


def _for_change(change: Change, slug: str, version: int) -> Plan:
    plan, standing = rights.plan_for(change.session, change.actor, slug)
    rights.require_structure(change.session, standing)
    if plan.version != version:
        raise StaleVersion(version, plan.version)
    return plan


def _change(
    change: Change, plan: Plan, values: dict[str, Any], reason: str, verb: str = "plan.changed"
) -> list[Move]:
    """Write what differs, journal it, and compute the dates that hang on it."""
    session = change.session
    wanted = {name: _kept(value) for name, value in values.items()}
    before = _described(session, plan, wanted)
    differ = [name for name in wanted if wanted[name] != before[name]]
    if not differ:
        return []
    for name in differ:
        if name not in APART:
            setattr(plan, name, values[name])
    if "slug" in differ:
        short_names.give(session, plan, values["slug"], change.now)
    plan.version += 1
    session.flush()
    on_day = civil_date(change.now, plan.time_zone)
    entry = journal.Entry(
        verb,
        ("plan", plan.id),
        {name: before[name] for name in differ},
        {name: wanted[name] for name in differ},
        reason,
    )
    seq = journal.record(change, on_day, plan.id, [entry])
    return reschedule(change, on_day, plan.id, seq)


def _described(session: Session, plan: Plan, names: dict[str, Any]) -> dict[str, Any]:
    directive = founding.named(session, plan.directive_id)
    return {
        name: directive[name] if name in directive else _kept(getattr(plan, name)) for name in names
    }


def _kept(value: Any) -> Any:
    return journal.day(value) if isinstance(value, date) else value


def _value(name: str, kept: Any) -> Any:
    return date.fromisoformat(kept) if name.endswith("_on") and kept is not None else kept
