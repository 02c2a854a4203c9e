"""What a mail server reports of a mail that it could not deliver (RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import EmailMessage, Message
from typing import NamedTuple

from workplan.mail.return_token import RETURNS_BY
from workplan.plain_text import one_line

LONGEST_WORDS = 500
NUMBER = re.compile(r"<[!-;=?-~]{1,900}>")
"""A Message-ID. No database takes every control character, and ours have none."""
TOKEN = re.compile(r"[0-9a-f]{32}")
LINES = re.IGNORECASE | re.MULTILINE
LONGEST_HEADS = 64 * 1024


class Returned(NamedTuple):
    """What a report says of one recipient.

    Args:
        message_id: of the mail that it is about; empty when the report does not say.
        recipient: whom the mail was for, in small letters.
        has_failed: whether it is over; a report may also say that it takes longer.
        words: the server's own, on one line.
        token: what the mail that came back had in its head for this, and nobody else knows.
    """

    message_id: str
    recipient: str
    has_failed: bool
    words: str
    token: str = ""


def returned_by(message: EmailMessage) -> Returned | None:
    """Return what a report says; None for any other mail.

    Of a report about several recipients the one that failed is told: each mail of ours has one.
    """
    is_report = message.get_content_type() == "multipart/report"
    if not is_report or str(message.get_param("report-type", "")).lower() != "delivery-status":
        return None
    parts = list(message.walk())
    groups = [
        group
        for part in parts
        if part.get_content_type() == "message/delivery-status"
        for group in _groups(part)
    ]
    told = [group for group in groups if group["Action"]]
    if not told:
        return None
    group = next((one for one in told if _action(one) == "failed"), told[0])
    recipient = str(group["Final-Recipient"] or group["Original-Recipient"] or "")
    # “smtp; 550 5.1.1 …”: the kind of the words stands before them.
    words = str(group["Diagnostic-Code"] or "").partition(";")[2]
    said = words or f"Status {group['Status'] or 'unknown'}"
    return Returned(
        _enclosed(parts, "Message-ID", NUMBER),
        one_line(recipient.rpartition(";")[2].strip().strip("<>").lower(), LONGEST_WORDS),
        _action(group) == "failed",
        one_line(said, LONGEST_WORDS),
        _enclosed(parts, RETURNS_BY, TOKEN),
    )


def _groups(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _action(group: Message) -> str:
    return str(group["Action"]).strip().lower()


def _enclosed(parts: Sequence[Message], name: str, wanted: re.Pattern[str]) -> str:
    """Return from a head line of the mail that is enclosed, whole or by its head, what matches."""
    for part in parts:
        said = None
        if part.get_content_type() == "message/rfc822":
            said = next((str(inner[name] or "") for inner in _groups(part)), "")
        elif part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            line = re.search(rf"^{name}:(.*(?:\n[ \t].*)?)", text[:LONGEST_HEADS], LINES)
            said = line[1] if line else ""
        if said is not None:
            found = wanted.search(said)
            return found[0] if found else ""
    return ""
