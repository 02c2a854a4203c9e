"""The terms on which a plan takes comments from outside."""

from __future__ import annotations

from typing import NamedTuple

from models import Plan
from workplan.errors import InvalidInput

BARE = (
    "A plan that answers comments by mail says something of itself there. Choose one: comments "
    "from outside, or mails that name nothing."
)
MOST_COMMENT_DAYS = 250
"""Within how many working days a comment may be answered at the latest: about a year."""
MOST_SENDER_MONTHS = 600


class CommentTerms(NamedTuple):
    """Whether a plan takes comments from outside, shows what became of them, and how soon.

    Args:
        sender_months: for how many months after the answer it is kept who wrote one; 0 keeps it.
    """

    takes_comments: bool
    shows_comments: bool
    comment_days: int
    offers_form: bool = False
    sender_months: int = 0

    def check(self) -> None:
        """Refuse a number of days or months that is none."""
        if not 1 <= self.comment_days <= MOST_COMMENT_DAYS:
            raise InvalidInput(
                "comment_days",
                f"{self.comment_days:,} working days cannot be set. Give 1 to {MOST_COMMENT_DAYS}.",
            )
        if not 0 <= self.sender_months <= MOST_SENDER_MONTHS:
            raise InvalidInput(
                "sender_months",
                f"{self.sender_months:,} months cannot be set. Give 0 to {MOST_SENDER_MONTHS}.",
            )

    def check_mails(self, plan: Plan) -> None:
        """Refuse comments that would be answered by mails which name nothing."""
        if (self.takes_comments or self.offers_form) and plan.has_bare_mails:
            raise InvalidInput("takes_comments" if self.takes_comments else "offers_form", BARE)
