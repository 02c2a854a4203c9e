"""Codes of what agencies do for a task, and of what they ask of each other."""

from __future__ import annotations

from workplan.vocabulary.code import Code


class AgencyRole(Code):
    """What an agency does for a task."""

    LEAD = "lead", "Lead"
    CONSULT = "consult", "Consult"
    COORDINATE = "coordinate", "Coordinate"
    ASSIST = "assist", "Assist"
    CLEAR = "clear", "Clear"


class SupportStatus(Code):
    """How the support of a task stands."""

    OPEN = "open", "Not begun"
    CONFIRMED = "confirmed", "Confirmed: it will be done"
    DONE = "done", "Done"
    CANNOT = "cannot", "Cannot be done as asked"


class OfferState(Code):
    """How an offer of a task stands."""

    PROPOSED = "proposed", "Waits for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ExtensionState(Code):
    """How a later suspense stands that was asked for."""

    ASKED = "asked", "Waits for an answer"
    RETURNED = "returned", "Returned with a question"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RequestState(Code):
    """How a change stands that was asked for."""

    ASKED = "asked", "Waits for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def extension_words(number: int) -> str:
    """Return the how manyth extension of a task it is: “second extension”; empty for none."""
    if not number:
        return ""
    return (
        f"{ORDINALS[number - 1]} extension" if number <= len(ORDINALS) else f"{number} extensions"
    )


class ClaimState(Code):
    """How a claim that a task is complete stands."""

    OPEN = "open", "To be checked"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REVERSED = "reversed", "Acceptance reversed"
