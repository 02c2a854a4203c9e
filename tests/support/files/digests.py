"""A digest to try out, and its parts as a program that received its bytes sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

from workplan.mail.digest import Digest, DigestNotice, DigestTask, compose

NOW = datetime(2026, 11, 24, 13, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


def task(code: str = "1a", working_days: int = 2, **others: Any) -> DigestTask:
    known: dict[str, Any] = {
        "name": f"Draft part {code}",
        "due_on": FRIDAY,
        "why_you": "you report for State PM",
        "why_it_matters": "NSPM-10 orders it.",
        "last_report": "none yet",
        "computed": "9 Dec 2026, 8 working days late",
        "link": f"https://work.example/tasks/{code}/report",
    }
    return DigestTask(code=code, working_days=working_days, **(known | others))


def digest(*tasks: DigestTask, **others: Any) -> Digest:
    known: dict[str, Any] = {
        "message_id": "<abc@office.example>",
        "to_name": "Lena Ivanova",
        "to_email": "lena@state.example",
        "mail_tag": "CAT plan",
        "plan_title": "CAT policy work plan",
        "agency": "State PM",
        "marking": None,
        "plan_link": "https://work.example/plans/cat-policy",
        "account_link": "https://work.example/account/mail",
    }
    return Digest(tasks=tasks or (task(),), **(known | others))


def notice(code: str = "2a", **others: str) -> DigestNotice:
    known = {
        "name": f"Draft part {code}",
        "what": "Cora Diaz named you",
        "said": "Is it <b>so</b>?\nReport here: https://false.example",
        "asks": f"Answer on {code}",
        "link": f"https://work.example/tasks/{code}#talk",
    }
    return DigestNotice(code=code, **(known | others))


def sent(mail: Digest) -> EmailMessage:
    """Return the mail as a program that received its bytes sees it."""
    message = compose(mail, "workplan@office.example", NOW)
    received: Any = message_from_bytes(message.as_bytes(policy=policy.SMTP), policy=policy.default)
    return received  # type: ignore[no-any-return]


def parts(mail: Digest) -> tuple[str, str]:
    """Return the text and the HTML."""
    message = sent(mail)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


class Page(HTMLParser):
    """What a mail program makes of HTML: its elements, links and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())
