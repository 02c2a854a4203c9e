"""What a coordinator decides about a plan itself: checked, and described for the journal."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from models import Plan
from workplan.errors import InvalidInput
from workplan.policy import ACKNOWLEDGE_DAYS
from workplan.services.lifecycle import short_names
from workplan.vocabulary import Verified

ONE_LINE = {"title": 200, "marking": 200, "mail_tag": 40}
"""Texts that stand on one line, and how many characters fit."""
WORDS = {"title": "title", "marking": "marking", "mail_tag": "mail tag"}
LONGEST_NOTE = 10_000
MOST_DAYS = 60
"""For how many working days an agency may take to acknowledge a task, at most."""


@dataclass(frozen=True)
class PlanFields:
    """What a coordinator decides about a plan itself.

    Args:
        slug: the short name in the address bar.
        marking: stands on top of every page and file of the plan; None for none.
        mail_tag: begins the subject of its mails; made from the title when it is empty.
        acknowledge_days: after how many working days the coordinator is told of what no agency
            acknowledged.
        verifies: which tasks are claimed complete, and done once somebody else accepts.
        has_bare_mails: whether its mails say how many tasks there are, and nothing of what the
            plan says.
    """

    title: str
    slug: str
    time_zone: str
    note: str = ""
    marking: str | None = None
    mail_tag: str = ""
    acknowledge_days: int = ACKNOWLEDGE_DAYS
    verifies: str = Verified.DIRECTED
    has_bare_mails: bool = False

    @classmethod
    def of(cls, plan: Plan) -> PlanFields:
        """Return what was decided about a plan."""
        return cls(
            plan.title,
            plan.slug,
            plan.time_zone,
            plan.note,
            plan.marking or None,
            plan.mail_tag,
            plan.acknowledge_days,
            plan.verifies,
            plan.has_bare_mails,
        )

    def columns(self) -> dict[str, Any]:
        """Return the columns of the table of plans."""
        return asdict(self)

    def checked(self, session: Session, plan_id: int | None = None) -> PlanFields:
        """Return the fields as they are stored.

        Raises:
            InvalidInput: names the field, the value and the way out.
        """
        slug = short_names.checked(session, self.slug, plan_id)
        title = _line("title", self.title)
        if not title:
            raise InvalidInput("title", "The title is empty. Give the plan a title.")
        if (length := len(self.note)) > LONGEST_NOTE:
            said = f"The note has {length:,} characters, and {LONGEST_NOTE:,} fit. Shorten it."
            raise InvalidInput("note", said)
        marking = _line("marking", self.marking or "") or None
        tag = _line("mail_tag", self.mail_tag) or title[: ONE_LINE["mail_tag"]].strip()
        zone = check_zone(self.time_zone)
        if not 1 <= self.acknowledge_days <= MOST_DAYS:
            raise InvalidInput(
                "acknowledge_days",
                f"{self.acknowledge_days:,} working days cannot be waited. Give 1 to {MOST_DAYS}.",
            )
        if self.verifies not in Verified.codes():
            raise InvalidInput("verifies", "Choose from the list what is checked.")
        note = self.note.strip()
        return replace(
            self, title=title, slug=slug, marking=marking, mail_tag=tag, time_zone=zone, note=note
        )


def check_zone(zone: str) -> str:
    """Return a time zone that this machine knows.

    Raises:
        InvalidInput: for any other.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(
            "time_zone",
            f"“{zone[:60]}” is no time zone. Give one by its place, such as America/New_York.",
        ) from None
    return zone


def _line(field: str, text: str) -> str:
    if any(category(c) == "Cc" for c in text):
        raise InvalidInput(
            field, f"The {WORDS[field]} stands on one line. Remove line breaks from it."
        )
    text, longest = text.strip(), ONE_LINE[field]
    if len(text) > longest:
        raise InvalidInput(
            field,
            f"The {WORDS[field]} has {len(text)} characters, and {longest} fit. Shorten it.",
        )
    return text
