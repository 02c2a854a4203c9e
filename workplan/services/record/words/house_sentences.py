"""The longer sentences of the verbs about what all plans share: agencies and directives."""

from __future__ import annotations

from workplan.services.record.words.sentences import Told, count


def agency_added(t: Told) -> str:
    """Say that an agency was added, and what is known of it."""
    rest = {key: value for key, value in t.after.items() if key != "label"}
    return f"Agency “{t.now('label')}” added: {t.facts(rest)}"


MOVED_WITH = {
    "tasks": "task",
    "initiatives": "line of effort",
    "memberships": "member",
    "handovers": "offer",
    "acknowledgements": "acknowledgement",
    "support_lines": "word of support",
    "saved_views": "view",
    "register_entries": "register entry",
    "inner_suspenses": "inner suspense",
}
"""The tables whose rows follow a merged agency, each with the noun for one row."""


def agency_merged(t: Told) -> str:
    """Say which agency was merged into which, and what follows in the plan that tells it."""
    counted = [count(t.after[key], one) for key, one in MOVED_WITH.items() if t.after.get(key)]
    text = f"Agency {t.was('agency_id')} was merged into {t.now('agency_id')}"
    text = f"{text}: {', '.join(counted)} went there" if counted else text
    if t.after.get("names_moved"):
        text += f"; it is also called {t.now('names_moved')} now"
    if t.after.get("names_lost"):
        text += f"; there was no room for the names {t.now('names_lost')}"
    return text


def agencies_merged(t: Told) -> str:
    """Say who leads and supports a task now that two agencies are one."""
    return f"Two agencies were merged: {t.changes(t.after)}"


def directive_merged(t: Told) -> str:
    """Say that one directive stood twice, and which of the two stays."""
    return f"Directive “{t.was('citation')}” was a double, and is one with “{t.now('citation')}”"


def mail_tested(t: Told) -> str:
    """Say what came of a test of mail."""
    became = "accepted" if t.after.get("is_accepted") else "not accepted"
    return f"A test mail to {t.now('to')} was {became}: {t.now('reply')}"


def backup_made(t: Told) -> str:
    """Say which backup was made, and what it holds."""
    megabytes = t.after["size_bytes"] / 1_000_000
    held = count(t.after["entries"], "journal entry")
    return f"The backup {t.now('name')} was made: {megabytes:,.1f} MB, {held}"


def backup_deleted(t: Told) -> str:
    """Say which backup was deleted, and by which rule."""
    if t.after.get("newest"):
        rule = f"older than the {count(t.after['newest'], 'newest whole one')}"
    else:
        days = count(t.after["backup_days"], "day")
        rule = f"more than {days} older than the newest, and not the last of its month"
    return f"The backup {t.now('name')} was deleted: {rule}"


def backup_checked(t: Told) -> str:
    """Say what was found in a backup that was looked through."""
    found = "is whole" if t.after.get("is_whole") else f"is not whole: {t.now('said')}"
    return f"The backup {t.now('name')} was looked through, and {found}"


def journal_verified(t: Told) -> str:
    """Say from where to where the journal was walked, and whether it holds."""
    walked = f"The journal was walked from entry {t.after['first']:,} to {t.after['last']:,}"
    return walked + (", and holds" if t.after.get("holds") else f": {t.now('said')}")


def objective_followed(t: Told) -> str:
    """Say what became of an objective of a superseded directive."""
    text = f"Objective {t.now('objective')} of {t.subject}"
    if t.after.get("heir"):
        return f"{text}: carried over as {t.now('heir')} of {t.now('heir_of')}"
    return f"{text}: {'dropped' if t.after.get('became') else 'no more said what became of it'}"
