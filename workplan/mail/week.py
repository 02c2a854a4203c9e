"""The week of a plan, as a mail tells it to those who coordinate it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage

from workplan.scheduling.explain import day_words

LONGEST_TEXT = 12_000
"""How much of a week a mail says, so that it stays under 100 KB with its picture."""
PICTURE = "burndown@workplan"


@dataclass(frozen=True)
class DigestWeek:
    """What happened in a week, and where the plan stands.

    Args:
        last: its last day.
        link: the page of what was reported.
        finding: what the burndown shows, in a sentence.
        pace: when the work ends as it goes now.
        text: what was reported, ready to be pasted.
        comments: how many comments from outside wait, and how many are overdue; empty for none.
        picture: the burndown as PNG; empty where none is drawn.
    """

    last: date
    link: str
    finding: str = ""
    pace: str = ""
    text: str = ""
    picture: bytes = b""
    comments: str = ""

    @property
    def title(self) -> str:
        """Which week it is."""
        return f"The week to {day_words(self.last)}"

    @property
    def stands(self) -> str:
        """Where the plan stands, in a sentence or two."""
        pace = self.pace[:1].upper() + self.pace[1:]
        return " ".join(f"{said}." for said in (self.finding, pace, self.comments) if said)

    @property
    def reported(self) -> str:
        """What was reported, as far as a mail has room."""
        if len(self.text) <= LONGEST_TEXT:
            return self.text.rstrip()
        return self.text[:LONGEST_TEXT].rpartition("\n")[0] + "\n…"


def with_picture(message: EmailMessage, week: DigestWeek | None) -> None:
    """Put the burndown into the HTML of a mail, which shows it where it names it."""
    if week is None or not week.picture:
        return
    html = message.get_body(("html",))
    assert isinstance(html, EmailMessage)
    html.add_related(
        week.picture,
        "image",
        "png",
        cid=f"<{PICTURE}>",
        filename="burndown.png",
        disposition="inline",
    )
