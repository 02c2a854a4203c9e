"""Take back what was done to a reminder rule; what it owes then, the planner finds by itself."""

from __future__ import annotations

from models import JournalEntry
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure import reminder_rules
from workplan.services.structure.rule_terms import kept_terms


def take_back(change: Change, entry: JournalEntry) -> None:
    """Set a rule back as it was before an entry.

    Raises:
        InvalidInput: when it was changed again since.
    """
    before, after = entry.before or {}, journal.kept_after(entry)
    kept = after or before
    rule = reminder_rules.alike(change.session, entry.plan_id or 0, kept_terms(kept))
    match entry.verb:
        case "reminder_rule.added" | "reminder_rule.restored":
            reminder_rules.retire(change, rule.id, rule.version)
        case "reminder_rule.retired":
            is_active = before.get("is_active", True)
            reminder_rules.restore(change, rule.id, rule.version, is_active=is_active)
        case "reminder_rule.switched":
            is_active = not after["is_active"]
            reminder_rules.switch(change, rule.id, rule.version, is_active=is_active)
        case "reminder_rule.changed":
            reminder_rules.amend(change, rule.id, rule.version, kept_terms(before))
