"""The longer sentences about tasks, and what others are made with; `verbs.py` names them all."""

from __future__ import annotations

from typing import Any, Protocol


class Told(Protocol):
    """An entry as its sentence needs it; what is missing is empty."""

    @property
    def before(self) -> dict[str, Any]: ...
    @property
    def after(self) -> dict[str, Any]: ...
    @property
    def subject(self) -> str: ...
    @property
    def cause_seq(self) -> int | None: ...

    def now(self, key: str) -> str:
        """Return a field after the change, in words."""

    def was(self, key: str) -> str:
        """Return a field before the change, in words."""

    def value(self, key: str, value: Any) -> str:
        """Return a value of a field, in words."""

    def changes(self, after: dict[str, Any]) -> str:
        """Return what some fields changed from and to, in words."""

    def facts(self, kept: dict[str, Any]) -> str:
        """Return some fields, in words."""

    def link(self, kept: dict[str, Any]) -> str:
        """Return a dependency, in words."""

    def link_kind(self, kept: dict[str, Any]) -> str:
        """Return the type and the lag of a dependency, in words."""


def moved(t: Told) -> str:
    """Say how the dates of a task moved."""
    parts: list[str] = []
    for key, what in (("finish_on", "finish"), ("start_on", "start"), ("due_on", "suspense")):
        is_told = key != "start_on" or not parts
        if is_told and t.before.get(key) != t.after.get(key):
            parts.append(f"{what} moved from {t.was(key)} to {t.now(key)}")
    cause = f" (caused by entry {t.cause_seq:,})" if t.cause_seq else ""
    return sentence("; ".join(parts) or "what drives it changed") + cause


def reported(t: Told) -> str:
    """Say what was reported."""
    status = t.now("status").lower()
    corrects = (
        f"; corrects the report of {t.now('corrects_on')}" if t.after.get("corrects_on") else ""
    )
    instead = f", in place of {t.now('in_place_of')}" if t.after.get("in_place_of") else ""
    if t.after.get("ending"):
        return f"Claimed complete, to be checked{instead}{corrects}"
    said = status if status.startswith("reported") else f"reported {status}"
    text = f"{sentence(said)}, {t.now('percent')}"
    if t.before.get("percent") not in (None, t.after.get("percent")):
        text += f" (before, {t.was('percent')})"
    if t.after.get("forecast_on"):
        text += f", forecast {t.now('forecast_on')}"
    return f"{text}{instead}{corrects}"


def accepted(t: Told) -> str:
    """Say that a claim was accepted."""
    text = f"Accepted as done, as claimed on {t.now('claimed_on')}"
    return text if t.after.get("status") == "complete" else f"{text}; the next one is open"


def ended(t: Told) -> str:
    """Say by which way out a task was ended."""
    heir = t.after.get("into_task_id") or t.after.get("by_directive_id")
    key = "into_task_id" if t.after.get("into_task_id") else "by_directive_id"
    verb = {"merged": "into", "superseded": "by"}.get(t.after["ending"], "")
    return f"Ended: {t.now('ending').lower()}" + (f" {verb} {t.now(key)}" if heir else "")


def progress_taken(t: Told) -> str:
    """Say what progress a file brought."""
    text = "Progress as the file says"
    if "percent" in t.after:
        text += f": {t.now('percent')}"
    if t.after.get("actual_finish_on"):
        text += f", finished {t.now('actual_finish_on')}"
    return text


def added(t: Told) -> str:
    """Say that a task was added, with who leads it."""
    text = "Added to the plan"
    if t.after.get("leads"):
        text += f", led by {t.now('leads')}"
    return text + (f", handed to {t.now('assignee_id')}" if t.after.get("assignee_id") else "")


def changed(t: Told) -> str:
    """Say what was changed, field by field."""
    changes = t.changes(t.after)
    return f"Changed {changes}" if changes else "Saved without a change"


def removed(t: Told) -> str:
    """Say that a task was removed, and what counts from it no more."""
    text = "Removed from the plan"
    if t.before.get("suspenses_counted_from_it"):
        text += f"; no date counts from it any more: {t.was('suspenses_counted_from_it')}"
    return text


def assigned(t: Told) -> str:
    """Say into whose hands a task went."""
    taken = f", after {t.was('assignee_id')}" if t.before.get("assignee_id") else ""
    if t.after.get("assignee_id") is None:
        return f"Handed back to the agency{taken}"
    return f"Handed to {t.now('assignee_id')}{taken}"


def offered(t: Told) -> str:
    """Say to whom a task was offered, and what its giver would be."""
    role = t.after.get("giver_role")
    by = f" by {t.was('agency_id')}" if t.before.get("agency_id") else ""
    then = "" if role is None else f", which then has to {t.now('giver_role')}"
    how = ", to lead jointly" if role == "lead" else then
    return f"Offered to {t.now('agency_id')}{by}{how}"


def handed_over(t: Told) -> str:
    """Say who took a task over."""
    rest = {key: value for key, value in t.after.items() if key != "agency_id"}
    changes = t.changes(rest)
    text = f"{t.now('agency_id')} took it over from {t.was('agency_id')}"
    return f"{text}: {changes}" if changes else text


def objectives_changed(t: Told) -> str:
    """Say which objectives a task serves, and which it served."""
    return f"Serves objectives: {t.now('objectives')} (before: {t.was('objectives')})"


def evidence(t: Told) -> str:
    """Say what was attached."""
    checksum = t.after.get("checksum")
    return f"Attached “{t.now('name')}”" + (f" (SHA-256 {checksum[:12]}…)" if checksum else "")


def coordination_sent(t: Told) -> str:
    """Say which version of the product of a task went round."""
    checksum = t.after.get("checksum")
    text = f"Sent version {t.now('number')} for coordination"
    return text + (f" (text, SHA-256 {checksum[:12]}…)" if checksum else "")


def absence(t: Told) -> str:
    """Say who is away, and who stands in."""
    text = f"{t.subject} is away from {t.now('from_on')} to {t.now('until_on')}"
    return text + (f"; {t.now('delegate_id')} stands in" if t.after.get("delegate_id") else "")


def closed(t: Told) -> str:
    """Say whose account was closed, and who takes the work."""
    text = f"Account of {t.subject} closed"
    return text + (f"; {t.now('assignee_id')} takes the work" if t.after.get("assignee_id") else "")


def sheet_saved(t: Told) -> str:
    """Say what was saved together of a plan, from its sheet or from the form of a task."""
    said = [
        f"{count(t.after[what], 'task')} {what}"
        for what in ("added", "changed", "removed", "moved")
        if t.after.get(what)
    ]
    return f"Saved together: {', '.join(said)}" if said else "Saved together"


VOWELS = ("ay", "ey", "oy")
"""Before which a y stays: days, moneys, envoys."""


def count(number: int, one: str) -> str:
    """Return a number with its noun."""
    is_ies = one.endswith("y") and not one.endswith(VOWELS)
    many = one.removesuffix("y") + "ies" if is_ies else f"{one}s"
    if " of " in one:
        noun, _, rest = one.partition(" of ")
        many = f"{noun}s of {rest}"
    return f"{number:,} {one if number == 1 else many}"


def assessed(t: Told) -> str:
    """Say how sure the coordinator is of a task, and by when a recovery plan is wanted."""
    before = f", before {t.was('rating')}" if t.before.get("rating") else ""
    wants = f"; recovery plan wanted by {t.now('wanted_on')}" if t.after.get("wanted_on") else ""
    return f"Assessed: {t.now('rating')}{before}{wants}"


def sentence(text: str) -> str:
    """Return a text with a capital."""
    return text[:1].upper() + text[1:]


def extension_answered(t: Told) -> str:
    """Say what a request for a later suspense was answered."""
    if t.after.get("fixed_on"):
        return f"Approved a later suspense: {t.now('fixed_on')}, before {t.was('fixed_on')}"
    if t.after.get("agreed_on"):
        return f"Agreed a later day, {t.now('agreed_on')}, beside {t.now('agreed_for')} as ordered"
    return "Declined a later suspense"


def inner_suspense(t: Told) -> str:
    """Say which earlier day an agency set for its own people, or that it cleared it."""
    of = f"Inner suspense of {t.now('agency_id')} for {t.now('task_id')}"
    if not t.after.get("inner_on"):
        return f"{of} cleared; it was {t.was('inner_on')}"
    before = f", before {t.was('inner_on')}" if t.before.get("inner_on") else ""
    words = f": {t.now('words')}" if t.after.get("words") else ""
    return f"{of}: {t.now('inner_on')}{before}{words}"
