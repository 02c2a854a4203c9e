"""The longer sentences of the verbs about what all plans share: agencies and directives."""

from __future__ import annotations

from workplan.services.record.sentences import Told, count


def agency_added(t: Told) -> str:
    """Say that an agency was added, and what is known of it."""
    rest = {key: value for key, value in t.after.items() if key != "label"}
    return f"Agency “{t.now('label')}” added: {t.facts(rest)}"


MOVED_WITH = {
    "tasks": "task",
    "initiatives": "line of effort",
    "memberships": "member",
    "handovers": "offer",
    "support_lines": "word of support",
    "saved_views": "view",
}
"""The tables whose rows follow a merged agency, each with the noun for one row."""


def agency_merged(t: Told) -> str:
    """Say which agency was merged into which, and what follows in the plan that tells it."""
    counted = [count(t.after[key], one) for key, one in MOVED_WITH.items() if t.after.get(key)]
    text = f"Agency {t.was('agency_id')} was merged into {t.now('agency_id')}"
    return f"{text}: {', '.join(counted)} went there" if counted else text


def agencies_merged(t: Told) -> str:
    """Say who leads and supports a task now that two agencies are one."""
    return f"Two agencies were merged: {t.changes(t.after)}"


def directive_merged(t: Told) -> str:
    """Say that one directive stood twice, and which of the two stays."""
    return f"Directive “{t.was('citation')}” was a double, and is one with “{t.now('citation')}”"
