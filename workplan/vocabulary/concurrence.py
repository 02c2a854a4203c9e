"""Codes of coordination: how a round stands, what agencies answer, and what becomes of comments."""

from __future__ import annotations

from workplan.vocabulary.code import Code


class RoundState(Code):
    """How a round of coordination stands."""

    OPEN = "open", "Open"
    CLEARED = "cleared", "Cleared"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Concurrence(Code):
    """What an agency answers on a version."""

    CONCUR = "concur", "Concur"
    COMMENT = "comment", "Concur with comment"
    NON_CONCUR = "non_concur", "Non-concur"


class Decision(Code):
    """What becomes of a comment."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "in_part", "Accepted in part"
    DECLINED = "declined", "Declined"
