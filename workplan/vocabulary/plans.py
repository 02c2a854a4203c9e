"""Codes of plans and directives."""

from __future__ import annotations

from workplan.vocabulary.code import Code


class Stage(Code):
    """How far a plan is."""

    DRAFTING = "drafting", "Drafting"
    CLEARANCE = "clearance", "In clearance"
    APPROVED = "approved", "Approved"
    IMPLEMENTING = "implementing", "Implementing"
    CLOSED = "closed", "Closed"


class DirectiveStatus(Code):
    """Whether a directive still holds."""

    IN_FORCE = "in_force", "In force"
    SUPERSEDED = "superseded", "Superseded"


class Became(Code):
    """What became of an objective when its directive was superseded."""

    CARRIED = "carried", "Carried over"
    DROPPED = "dropped", "Dropped"


class Verified(Code):
    """What a plan has checked by somebody else before it counts as done."""

    NOTHING = "nothing", "Nothing: what is reported complete is done"
    DIRECTED = "directed", "Tasks whose suspense the directive orders"
    EVERYTHING = "everything", "Every task"


class RegisterKind(Code):
    """What stands in the registers of a plan."""

    DECISION = "decision", "Decision"
    ISSUE = "issue", "Issue"
    RISK = "risk", "Risk"
