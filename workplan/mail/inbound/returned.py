"""What a mail server reports of a mail that it could not deliver (RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import EmailMessage, Message
from typing import NamedTuple

from workplan.plain_text import one_line

LONGEST_WORDS = 500
NUMBER = re.compile(r"<[!-;=?-~]{1,900}>")
"""A Message-ID. No database takes every control character, and ours have none."""
IN_HEADS = re.compile(rf"^Message-ID:\s{{0,9}}({NUMBER.pattern})", re.IGNORECASE | re.MULTILINE)
LONGEST_HEADS = 64 * 1024


class Returned(NamedTuple):
    """What a report says of one recipient.

    Args:
        message_id: of the mail that it is about; empty when the report does not say.
        recipient: whom the mail was for, in small letters.
        has_failed: whether it is over; a report may also say that it takes longer.
        words: the server's own, on one line.
    """

    message_id: str
    recipient: str
    has_failed: bool
    words: str


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
        _number(parts),
        one_line(recipient.rpartition(";")[2].strip().strip("<>").lower(), LONGEST_WORDS),
        _action(group) == "failed",
        one_line(said, LONGEST_WORDS),
    )


def _groups(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _action(group: Message) -> str:
    return str(group["Action"]).strip().lower()


def _number(parts: Sequence[Message]) -> str:
    """Return the Message-ID of the mail that is enclosed, whole or by its head."""
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            for inner in _groups(part):
                found = NUMBER.search(str(inner["Message-ID"] or ""))
                return found[0] if found else ""
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            found = IN_HEADS.search(text[:LONGEST_HEADS])
            return found[1] if found else ""
    return ""
