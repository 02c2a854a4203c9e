"""Take back what was settled about parts of a plan: efforts, objectives, agencies, registers,
comments from outside, the text, and the inner suspenses of agencies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import Agency, Initiative, JournalEntry, Objective, Plan
from workplan.errors import InvalidInput
from workplan.services.consultation import comment_undo
from workplan.services.consultation.text import text_undo
from workplan.services.coordination.registers import register_undo
from workplan.services.coordination.tasking import inner_suspenses
from workplan.services.history.field_words import label
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure import (
    agencies_of_plans,
    lines_of_effort,
    objective_ties,
    objectives,
    retired_efforts,
)

OF_EFFORTS, OF_OBJECTIVES, OF_AGENCIES = "initiative.", "objective.", "plan_agency."
OF_REGISTERS, OF_INNER, OF_COMMENTS = "register.", "inner_suspense.", "comment."
OF_TEXTS = ("section.", "section_source.")
PARTS = (OF_EFFORTS, OF_OBJECTIVES, OF_AGENCIES, OF_REGISTERS, OF_INNER, OF_COMMENTS, *OF_TEXTS)


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Set the part of an entry back as it was before it.

    Raises:
        InvalidInput: when it was changed again since.
    """
    before, after = entry.before or {}, journal.kept_after(entry)
    if entry.verb.startswith(OF_REGISTERS):
        register_undo.set_back(change, entry, reason)
    elif entry.verb.startswith(OF_COMMENTS):
        comment_undo.set_back(change, entry, reason)
    elif entry.verb.startswith(OF_TEXTS):
        text_undo.set_back(change, entry, reason)
    elif entry.verb.startswith(OF_INNER):
        inner_suspenses.set_back(change, entry, reason)
    elif entry.verb.startswith(OF_AGENCIES):
        _agency_back(change, entry, after, reason)
    elif entry.verb == "task.objectives_changed":
        objective_ties.set_back(change, entry, reason)
    elif entry.verb.startswith(OF_EFFORTS):
        _effort_back(change, entry, before, after, reason)
    else:
        _objective_back(change, entry, before, after, reason)


def is_about_a_part(verb: str) -> bool:
    """Tell whether entries of a verb are about such a part."""
    return verb.startswith(PARTS) or verb == objective_ties.OF_TASK


def _agency_back(
    change: Change, entry: JournalEntry, after: Mapping[str, Any], reason: str
) -> None:
    plan = change.session.get_one(Plan, entry.plan_id)
    agency = change.session.get_one(Agency, after["agency_id"])
    match entry.verb:
        case "plan_agency.joined":
            agencies_of_plans.leave(change, plan, agency, reason)
        case "plan_agency.left":
            agencies_of_plans.join(change, plan, agency, reason)


def _effort_back(
    change: Change,
    entry: JournalEntry,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str,
) -> None:
    session = change.session
    effort = session.get_one(Initiative, entry.subject_id)
    plan = session.get_one(Plan, effort.plan_id)
    match entry.verb:
        case "initiative.added" | "initiative.restored":
            retired_efforts.take_away(change, effort.id, reason)
        case "initiative.retired":
            retired_efforts.restore_in(change, plan, effort, reason)
        case "initiative.moved":
            _same({"place": lines_of_effort.place_of(session, effort)}, after)
            lines_of_effort.put_in(change, plan, effort, before["place"], reason)
        case "initiative.renamed":
            _same({"title": effort.title, "code": effort.code}, after)
            lines_of_effort.rename(change, effort, **before, reason=reason)
        case "initiative.changed":
            _same(lines_of_effort.fields_of(session, effort), after)
            lines_of_effort.set_back(change, effort.id, dict(before), reason)


def _objective_back(
    change: Change,
    entry: JournalEntry,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str,
) -> None:
    session = change.session
    objective = session.get_one(Objective, entry.subject_id)
    plan = session.get_one(Plan, entry.plan_id)
    match entry.verb:
        case "objective.added" | "objective.restored":
            objectives.switch(change, plan, objective, is_retired=True, reason=reason)
        case "objective.retired":
            objectives.switch(change, plan, objective, is_retired=False, reason=reason)
        case "objective.moved":
            _same({"place": objectives.place_of(session, plan, objective)}, after)
            objectives.put_in(change, plan, objective, before["place"], reason)
        case "objective.changed":
            _same({"code": objective.code, "statement": objective.statement}, after)
            objectives.set_back(change, plan.id, objective.id, dict(before), reason)


def _same(now: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Refuse to overwrite what was changed again since."""
    if built_on := [key for key, value in after.items() if now[key] != value]:
        what = ", ".join(f"“{label(key)}”" for key in built_on)
        raise InvalidInput("entry", f"Since then somebody changed {what} again. Undo that first.")
