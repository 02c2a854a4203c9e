"""The longer sentences of the verbs about plans, and about what stands in one."""

from __future__ import annotations

from typing import Any

from workplan.reminders.ladder import rung_words
from workplan.services.record.words.sentences import Told, count, sentence
from workplan.vocabulary import DayKind, RuleCondition


def plan_changed(t: Told) -> str:
    """Say what changed of a plan."""
    parts = []
    if "start_on" in t.after:
        parts.append(f"start of the plan moved from {t.was('start_on')} to {t.now('start_on')}")
    other = {key: value for key, value in t.after.items() if key != "start_on"}
    if other:
        parts.append(t.changes(other))
    return sentence("; ".join(parts))


def effort_added(t: Told) -> str:
    """Say which line of effort was added, and who leads it."""
    text = f"Line of effort “{t.now('code')} {t.now('title')}” added"
    return text + (f", led by {t.now('agency')}" if t.after.get("agency") else "")


def effort_emptied(t: Told) -> str:
    """Say which line of effort was retired, and where its tasks went."""
    moved = count(t.after["tasks"], "task")
    where = f"“{t.now('initiative_id')}”" if t.after.get("initiative_id") else "no line of effort"
    return f"Line of effort “{t.was('initiative_id')}” retired; {moved} went to {where}"


def moved_in_order(t: Told, what: str) -> str:
    """Say that something was put at another place among its neighbours."""
    return f"{what} “{t.subject}” moved from place {t.was('place')} to {t.now('place')}"


def register_added(t: Told) -> str:
    """Say what was added to the registers: its kind, its number, and whose it is."""
    told = {key: t.after[key] for key in ("agency_id", "decider", "wanted_on", "touches")}
    kept = {key: value for key, value in told.items() if value}
    return f"{sentence(t.now('kind'))} {t.subject} added; {t.facts(kept)}"


def joined(t: Told) -> str:
    """Say as what somebody joined, or what they are now."""
    after = membership(t, t.after)
    if t.before:
        return f"{t.subject} is {after}, after {membership(t, t.before)}"
    return f"{t.subject} joined as {after}"


def replaced(t: Told) -> str:
    """Say who left the plan, and who has their tasks now."""
    tasks = count(t.after["tasks"], "task")
    to = t.now("user_id") if t.after.get("user_id") else "the lead agencies"
    return f"{t.was('user_id')} left the plan; {tasks} went to {to}"


def membership(t: Told, kept: dict[str, Any]) -> str:
    """Return what somebody is in a plan."""
    text = t.value("role", kept.get("role"))
    if kept.get("agency"):
        text += f" of {t.value('agency', kept['agency'])}"
    return text + (", and supervisor" if kept.get("is_supervisor") else "")


def stage(t: Told) -> str:
    """Say from which stage to which."""
    by = f", superseded by {t.now('superseding_id')}" if t.after.get("superseding_id") else ""
    return f"Stage: from {t.was('stage')} to {t.now('stage')}{by}"


def frozen(t: Told) -> str:
    """Say what was frozen, who approved it, and what charts compared with before."""
    text = f"Baseline “{t.now('name')}” frozen"
    if t.after.get("approved_by"):
        text += f", approved by {t.now('approved_by')}"
    if t.after.get("charted_before"):
        text += f"; charts compare with it, and no longer with “{t.now('charted_before')}”"
    return text


def charted(t: Told) -> str:
    """Say with which baseline charts compare."""
    text = f"Charts compare with the baseline “{t.now('name')}”"
    return text + (f", no longer with “{t.was('name')}”" if t.before.get("name") else "")


def rule(t: Told) -> str:
    """Return what a rule says."""
    return _rule(t, t.after)


def rule_before(t: Told) -> str:
    """Return what a rule said before it was changed or retired."""
    return _rule(t, t.before)


def _rule(t: Told, kept: dict[str, Any]) -> str:
    """Return when a rule writes, to whom, on which condition, in which words."""
    text = rung_words(kept["rung_days"], kept.get("counted_in") or DayKind.WORKING)
    text += f", to {t.value('audience', kept['audience'])}"
    if kept.get("people"):
        text += f" ({', '.join(t.value('user_id', one['user_id']) for one in kept['people'])})"
    if kept.get("condition", RuleCondition.OPEN) != RuleCondition.OPEN:
        text += f", {t.value('condition', kept['condition'])}"
    return text + (f", saying “{kept['wording']}”" if kept.get("wording") else "")


def view(t: Told) -> str:
    """Say which view was kept."""
    shared = f", for {t.now('agency_id')}" if t.after.get("agency_id") else ""
    return f"View “{t.now('name')}” kept{shared}"


def imported(t: Told) -> str:
    """Say what was imported."""
    links = count(t.after["links"], "dependency")
    return f"Plan imported: {count(t.after['tasks'], 'task')}, {links}"


def copied(t: Told) -> str:
    """Say what a copy took over."""
    links = count(t.after["links"], "dependency")
    return f"{count(t.after['tasks'], 'task')}, {links}"
