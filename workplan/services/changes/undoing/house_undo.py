"""Take back a change of what all plans share: an agency, or a directive."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Directive, JournalEntry
from workplan.errors import InvalidInput
from workplan.services.people import agencies, agency_fields, agency_names, house_rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks.directive import directive_columns, directives
from workplan.services.tasks.task_fields import TaskFields, with_described

ABOUT = ("agency", "directive")
"""What the entries are about that belong to no plan, and can be taken back."""


def find(session: Session, actor: Actor, seq: int) -> JournalEntry | None:
    """Return an entry that is about an agency or a directive, and that somebody may take back.

    Raises:
        NotAllowed: when they could not make such a change themselves.
    """
    entry = session.scalar(
        select(JournalEntry).where(
            JournalEntry.seq == seq,
            JournalEntry.plan_id.is_(None),
            JournalEntry.subject_type.in_(ABOUT),
        )
    )
    if entry is not None and entry.subject_type == "agency":
        house_rights.require_agencies(actor)
    elif entry is not None:
        house_rights.require_directives(session, actor)
    return entry


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Set an agency or a directive back as it was before an entry.

    Raises:
        InvalidInput: when it was changed again since.
    """
    session, before = change.session, entry.before or {}
    after = journal.kept_after(entry)
    if entry.subject_type == "agency":
        agency = session.get_one(Agency, entry.subject_id)
        match entry.verb:
            case "agency.changed":
                kept = agencies.columns_kept(before)
                _refuse_built_on(agency, agencies.columns_kept(after))
                wanted = agencies.with_columns(session, agency, kept)
                columns = agency_fields.stored(session, wanted, agency)
                agencies.set_to(change, agency, columns, reason)
            case "agency.retired":
                agencies.restore(change, agency.code, reason)
            case "agency.restored":
                agencies.retire(change, agency.code, reason)
        return
    directive = session.get_one(Directive, entry.subject_id)
    match entry.verb:
        case "directive.changed":
            _refuse_built_on(directive, directive_columns.columns_of(after))
            wanted_now = directive_columns.with_kept(directive_columns.fields_of(directive), before)
            directives.change(change, directive.id, directive.version, wanted_now, reason)
        case "directive.retired":
            directives.restore(change, directive.id, reason)
        case "directive.restored":
            directives.retire(change, directive.id, reason)


def after_merges(session: Session, fields: TaskFields, kept: dict[str, Any]) -> dict[str, Any]:
    """Return what an entry keeps of a task, its agencies as they are one now.

    Args:
        fields: the task as it stands.
    """
    into = agency_names.successors(session)
    if not into:
        return kept
    owners: dict[str, Any] = {
        key: value for key, value in kept.items() if key in ("leads", "supports")
    }
    then = with_described(fields, owners)
    found = dict(kept)
    if "leads" in kept:
        found["leads"] = [*dict.fromkeys(into.get(one, one) for one in then.leads)]
    if "supports" in kept:
        roles = {into.get(one, one): role for one, role in reversed(then.supports)}
        found["supports"] = [[agency, role] for agency, role in sorted(roles.items())]
    return found


def _refuse_built_on(row: Agency | Directive, after: dict[str, Any]) -> None:
    if any(getattr(row, key) != value for key, value in after.items()):
        raise InvalidInput("entry", "Since then somebody changed it again. Undo that first.")
