"""Journal entries in words, for pages, histories, files and mails: one sentence for each verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from models import JournalEntry
from workplan.services.history.entry_fields import (
    changes_said,
    facts_said,
    link_said,
    rung_said,
    value_said,
)
from workplan.services.history.entry_names import Names


class Told(NamedTuple):
    """An entry as its sentence needs it; what is missing is empty."""

    before: dict[str, Any]
    after: dict[str, Any]
    subject: str
    names: Names
    cause_seq: int | None = None

    def now(self, key: str) -> str:
        """Return a field after the change, in words."""
        return value_said(key, self.after.get(key), self.names)

    def was(self, key: str) -> str:
        """Return a field before the change, in words."""
        return value_said(key, self.before.get(key), self.names)


def said(entry: JournalEntry, names: Names) -> str:
    """Return what an entry says, in a sentence without its reason."""
    subject = names.subject(entry.subject_type, entry.subject_id)
    told = Told(entry.before or {}, entry.after or {}, subject, names, entry.cause_seq)
    sentence = VERBS.get(entry.verb)
    if sentence is None:
        plain = entry.verb.replace(".", " ").replace("_", " ").capitalize()
        facts = facts_said(told.after or told.before, names)
        return f"{plain}: {facts}" if facts else plain
    return sentence(told)


def kind_said(verb: str) -> str:
    """Return a verb in two or three words, for when an entry of its kind is spoken of."""
    noun, _, done = verb.replace("_", " ").partition(".")
    return f"{noun} {done}"


def _moved(t: Told) -> str:
    parts: list[str] = []
    for key, what in (("finish_on", "finish"), ("start_on", "start"), ("due_on", "suspense")):
        is_told = key != "start_on" or not parts
        if is_told and t.before.get(key) != t.after.get(key):
            parts.append(f"{what} moved from {t.was(key)} to {t.now(key)}")
    cause = f" (caused by entry {t.cause_seq:,})" if t.cause_seq else ""
    return _sentence("; ".join(parts) or "what drives it changed") + cause


def _reported(t: Told) -> str:
    status = t.now("status")
    said = status if status.startswith("Reported") else f"Reported {status.lower()}"
    text = f"{said}, {t.now('percent')}"
    if t.after.get("forecast_on"):
        text += f", forecast {t.now('forecast_on')}"
    return text + (f", in place of {t.now('in_place_of')}" if t.after.get("in_place_of") else "")


def _progress_taken(t: Told) -> str:
    text = "Progress as the file says"
    if "percent" in t.after:
        text += f": {t.now('percent')}"
    if t.after.get("actual_finish_on"):
        text += f", finished {t.now('actual_finish_on')}"
    return text


def _plan_changed(t: Told) -> str:
    parts = []
    if "start_on" in t.after:
        parts.append(f"start of the plan moved from {t.was('start_on')} to {t.now('start_on')}")
    other = {key: value for key, value in t.after.items() if key != "start_on"}
    if other:
        parts.append(changes_said(t.before, other, t.names))
    return _sentence("; ".join(parts))


def _added(t: Told) -> str:
    text = "Added to the plan"
    if t.after.get("leads"):
        text += f", led by {t.now('leads')}"
    return text + (f", handed to {t.now('assignee_id')}" if t.after.get("assignee_id") else "")


def _changed(t: Told) -> str:
    changes = changes_said(t.before, t.after, t.names)
    return f"Changed {changes}" if changes else "Saved without a change"


def _removed(t: Told) -> str:
    text = "Removed from the plan"
    if t.before.get("suspenses_counted_from_it"):
        text += f"; no date counts from it any more: {t.was('suspenses_counted_from_it')}"
    return text


def _assigned(t: Told) -> str:
    taken = f", after {t.was('assignee_id')}" if t.before.get("assignee_id") else ""
    if t.after.get("assignee_id") is None:
        return f"Handed back to the agency{taken}"
    return f"Handed to {t.now('assignee_id')}{taken}"


def _offered(t: Told) -> str:
    role = t.after.get("giver_role")
    by = f" by {t.was('agency_id')}" if t.before.get("agency_id") else ""
    then = "" if role is None else f", which then has to {t.now('giver_role')}"
    how = ", to lead jointly" if role == "lead" else then
    return f"Offered to {t.now('agency_id')}{by}{how}"


def _handed_over(t: Told) -> str:
    rest = {key: value for key, value in t.after.items() if key != "agency_id"}
    changes = changes_said(t.before, rest, t.names)
    text = f"{t.now('agency_id')} took it over from {t.was('agency_id')}"
    return f"{text}: {changes}" if changes else text


def _joined(t: Told) -> str:
    after = _membership(t.after, t.names)
    if t.before:
        return f"{t.subject} is {after}, after {_membership(t.before, t.names)}"
    return f"{t.subject} joined as {after}"


def _membership(kept: dict[str, Any], names: Names) -> str:
    text = value_said("role", kept.get("role"), names)
    if kept.get("agency"):
        text += f" of {value_said('agency', kept['agency'], names)}"
    return text + (", and supervisor" if kept.get("is_supervisor") else "")


def _stage(t: Told) -> str:
    return f"Stage: from {t.was('stage')} to {t.now('stage')}"


def _rule(t: Told) -> str:
    return f"{rung_said(t.after['rung_days'])}, to {t.now('audience')}"


def _evidence(t: Told) -> str:
    checksum = t.after.get("checksum")
    return f"Attached “{t.now('name')}”" + (f" (SHA-256 {checksum[:12]}…)" if checksum else "")


def _view(t: Told) -> str:
    shared = f", for {t.now('agency_id')}" if t.after.get("agency_id") else ""
    return f"View “{t.now('name')}” kept{shared}"


def _absence(t: Told) -> str:
    text = f"{t.subject} is away from {t.now('from_on')} to {t.now('until_on')}"
    return text + (f"; {t.now('delegate_id')} stands in" if t.after.get("delegate_id") else "")


def _imported(t: Told) -> str:
    links = _count(t.after["links"], "dependency")
    return f"Plan imported: {_count(t.after['tasks'], 'task')}, {links}"


def _count(number: int, one: str) -> str:
    many = one.removesuffix("y") + "ies" if one.endswith("y") else f"{one}s"
    return f"{number:,} {one if number == 1 else many}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


VERBS: dict[str, Callable[[Told], str]] = {
    "task.moved": _moved,
    "task.added": _added,
    "task.changed": _changed,
    "task.removed": _removed,
    "task.restored": lambda t: (
        "Brought back into the plan"
        + (f"; {t.was('assignee_id')} no longer has it" if "assignee_id" in t.after else "")
    ),
    "task.reported": _reported,
    "task.confirmed": lambda _: "Confirmed that nothing changed",
    "task.update_asked": lambda t: f"Asked for an update by {t.now('wanted_on')}",
    "task.commented": lambda t: "Answered a comment" if t.after.get("thread_id") else "Commented",
    "task.thread_resolved": lambda _: "Resolved a thread",
    "task.assigned": _assigned,
    "task.offered": _offered,
    "task.handed_over": _handed_over,
    "task.offer_declined": lambda t: (
        f"{t.now('agency_id')} declined what {t.was('agency_id')} gave"
    ),
    "task.offer_withdrawn": lambda t: f"The offer to {t.now('agency_id')} was withdrawn",
    "task.supported": lambda t: f"Support of {t.now('agency_id')}: {t.now('status')}",
    "task.evidence_added": _evidence,
    "task.evidence_removed": lambda t: f"Removed “{t.was('name')}” from the evidence",
    "tasks.changed_together": lambda t: f"Changed {_count(t.after['tasks'], 'task')} together",
    "group.undone": lambda t: f"Took back all of entry {t.after['undoes']:,}",
    "dependency.added": lambda t: f"Waits for {link_said(t.after, t.names)}",
    "dependency.removed": lambda t: f"No longer waits for {link_said(t.before, t.names)}",
    "task.progress_taken": _progress_taken,
    "plan.changed": _plan_changed,
    "initiative.added": lambda t: f"Line of effort “{t.now('code')} {t.now('title')}” added",
    "initiative.renamed": lambda t: (
        f"Line of effort renamed from “{t.was('code')} "
        f"{t.was('title')}” to “{t.now('code')} {t.now('title')}”"
    ),
    "plan.founded": lambda t: f"Plan founded: {t.now('title')}",
    "plan.imported": _imported,
    "plan.merged": lambda t: (
        f"Newer file merged: {t.now('added')} added, {t.now('removed')} "
        f"removed, {t.now('changed')} changed"
        + (f". {t.now('said')}" if t.after.get("said") else "")
    ),
    "plan.removed": lambda _: "Plan removed",
    "plan.restored": lambda t: (
        "Plan restored from an archive of " + _count(t.after["entries"], "entry")
    ),
    "plan.stage": _stage,
    "plan.day_passed": lambda t: f"{t.now('on')} passed",
    "baseline.frozen": lambda t: f"Baseline “{t.now('name')}” frozen",
    "member.joined": _joined,
    "member.left": lambda t: (
        f"{t.subject} left the plan, having been " + _membership(t.before, t.names)
    ),
    "reminder_rule.added": lambda t: f"Reminder rule added: {_rule(t)}",
    "reminder_rule.switched": lambda t: (
        f"Reminder rule switched {'on' if t.after.get('is_active') else 'off'}: {_rule(t)}"
    ),
    "mail.sent_again": lambda t: f"A mail to {t.now('to')} that had failed goes out again",
    "mail.seen": lambda t: f"Marked a failed mail to {t.now('to')} as seen: {t.now('reply')}",
    "view.saved": _view,
    "view.removed": lambda t: f"View “{t.was('name')}” removed",
    "user.added": lambda t: f"Account of {t.now('name')} added",
    "user.disabled": lambda t: f"Account of {t.subject} closed",
    "user.password_reset": lambda t: f"Password of {t.subject} reset",
    "user.password_changed": lambda t: f"{t.subject} changed the password",
    "user.signed_in": lambda t: f"{t.subject} signed in",
    "user.signed_out": lambda t: f"{t.subject} signed out",
    "user.mail_chosen": lambda t: f"{t.subject} chose mail: {facts_said(t.after, t.names)}",
    "user.absence_said": _absence,
    "user.absence_ended": lambda t: f"{t.subject} is back",
    "user.feed_given": lambda t: f"{t.subject} has a new address of the calendar",
    "user.feed_ended": lambda t: f"{t.subject} has no address of the calendar any more",
}
"""The sentence for each verb of the journal; a test sees to it that none is missing."""
