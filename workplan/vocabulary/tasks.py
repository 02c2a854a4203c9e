"""Codes of tasks: how they stand, what gives them their dates, how they leave the open work."""

from __future__ import annotations

from workplan.vocabulary.code import Code


class Status(Code):
    """How an agency says that a task stands."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    LATE = "late", "Reported late"
    BLOCKED = "blocked", "Blocked"
    ON_HOLD = "on_hold", "On hold"
    COMPLETE = "complete", "Complete"


class Ending(Code):
    """How a task left the open work without being done, or not yet (TASKING.md)."""

    CLAIMED = "claimed", "Claimed, to be checked"
    NOT_DONE = "not_done", "Not done"
    SUPERSEDED = "superseded", "Superseded"
    MERGED = "merged", "Merged"


WAYS_OUT = (Ending.NOT_DONE, Ending.SUPERSEDED, Ending.MERGED)
"""By which a coordinator ends a task that will not be done here; each is counted, none hidden."""


OF_SUBTASKS = "children:"
"""What gives a task its dates that has subtasks, as the schedule stores it."""


class TaskState(Code):
    """What a task is on a day, whatever its agency reports; never stored."""

    OPEN = "open", "Open"
    OVERDUE = "overdue", "Overdue"
    WILL_MISS = "will_miss", "Will miss its suspense"
    CLAIMED = "claimed", Ending.CLAIMED.words
    DONE = "done", "Done"
    NOT_DONE = "not_done", Ending.NOT_DONE.words
    SUPERSEDED = "superseded", Ending.SUPERSEDED.words
    MERGED = "merged", Ending.MERGED.words


class Chip(Code):
    """What one shape and word say of a task, the first that holds (DESIGN.md, status chip)."""

    COMPLETE = "complete", "Complete"
    CLAIMED = "claimed", "Claimed"
    NOT_DONE = "not_done", Ending.NOT_DONE.words
    SUPERSEDED = "superseded", Ending.SUPERSEDED.words
    MERGED = "merged", Ending.MERGED.words
    OVERDUE = "overdue", "Overdue"
    BLOCKED = "blocked", "Blocked"
    WILL_MISS = "will_miss", "Will miss"
    LATE = "late", "Reported late"
    AT_RISK = "at_risk", "At risk"
    ON_HOLD = "on_hold", "On hold"
    ON_TRACK = "on_track", "On track"
    NOT_STARTED = "not_started", "Not started"


class Confidence(Code):
    """How sure the coordinator is that a task keeps its suspense; it enters no count."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    RED = "red", "Red"


class Source(Code):
    """Where the dates of a task come from."""

    RECORD = "record", "Public record"
    ILLUSTRATIVE = "illustrative", "Illustrative"
    PLAN = "plan", "Set in this plan"


class Constraint(Code):
    """What holds a task to a date (SCHEDULING.md, constraints)."""

    ASAP = "ASAP", "As soon as possible"
    ALAP = "ALAP", "As late as possible"
    SNET = "SNET", "May not start before"
    FNET = "FNET", "May not finish before"
    SNLT = "SNLT", "Must start no later than"
    FNLT = "FNLT", "Must finish no later than"
    MSO = "MSO", "Must start on"
    MFO = "MFO", "Must finish on"


class SuspenseKind(Code):
    """By which rule a suspense falls."""

    FIXED = "fixed", "On a fixed date"
    SIGNED = "signed", "After the directive was signed"
    AFTER_TASK = "after_task", "After another task ends"
    EVENT = "event", "After something happens"
    RECURRING = "recurring", "Again and again"
    NONE = "none", "No date (“promptly”)"


class OrderedBy(Code):
    """Who ordered a suspense: one that the directive orders is not moved here."""

    DIRECTIVE = "directive", "The directive"
    COORDINATOR = "coordinator", "The coordinator"


class LinkType(Code):
    """How a task waits for another: what the other one must do."""

    FS = "FS", "Must finish first"
    SS = "SS", "Must start first"
    FF = "FF", "Must finish no later"
    SF = "SF", "Must start no later"


def stands(code: str) -> str:
    """Return how a task stands, in words: as its agency reports, or how it left the open work."""
    return Ending.by_code().get(code) or Status.said(code)


def state_words(state: str, days: int) -> str:
    """Return what a task is, and by how many working days."""
    unit = "working day" if days == 1 else "working days"
    if state == "done":
        return f"done {days} {unit} late" if days else "done"
    if state == "claimed":
        return f"claimed {days} {unit} late" if days else "claimed, to be checked"
    if state in WAYS_OUT:
        return Ending.said(state).lower()
    return {"overdue": f"overdue by {days} {unit}", "will_miss": f"will miss by {days} {unit}"}.get(
        state, "open"
    )


def finish_verb(state: str) -> str:
    """Return what a task of a state does on its last day: it ends then, or it has come to it."""
    if state in WAYS_OUT:
        return "ended"
    return {"done": "finished", "claimed": "claimed"}.get(state, "ends")


def finish_source(state: str) -> str:
    """Return who says the last day of a task of a state."""
    if state in WAYS_OUT:
        return "decided"
    return "reported" if state in ("done", "claimed") else "computed"
