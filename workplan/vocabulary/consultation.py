"""Codes of what stakeholders wrote to a plan, and of what became of it."""

from __future__ import annotations

from workplan.vocabulary.code import Code


class CommentSource(Code):
    """How a comment came in."""

    MAIL = "mail", "By mail"
    TYPED = "typed", "Typed in"
    FORM = "form", "By the public form"


class Disposition(Code):
    """What became of a point of a comment."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "in_part", "Accepted in part"
    DECLINED = "declined", "Declined"
    OUT_OF_SCOPE = "out_of_scope", "Out of scope"
    DUPLICATE = "duplicate", "Said already"


class CommentMailKind(Code):
    """Why whoever sent a comment gets a mail."""

    RECEIPT = "receipt", "Receipt"
    ANSWER = "answer", "Answer"


class SourceKind(Code):
    """Where words of a plan's text come from."""

    DIRECTIVE = "directive", "The directive"
    COMMENT = "comment", "A comment from outside"
    CLEARANCE = "clearance", "A comment of the clearance"
    OTHER = "other", "Something else"
