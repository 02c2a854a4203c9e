"""Codes of reporting cycles: how one stands, and how an agency answered it on a task."""

from __future__ import annotations

from workplan.vocabulary.code import Code


class CycleState(Code):
    """How a reporting cycle stands."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Answered(Code):
    """What an agency did on a task that it leads in a cycle."""

    REPORTED = "reported", "Reported"
    CONFIRMED = "confirmed", "Confirmed: nothing changed"
    ON_BEHALF = "on_behalf", "Reported by the coordinator on behalf of the agency"
    MISSED = "missed", "Not reported"
