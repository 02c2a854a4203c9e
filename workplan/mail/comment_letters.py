"""The mails to whoever sent a comment: that it came, and what became of it.

A receipt is an automatic answer and says so (RFC 3834), so that no program answers it in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple

from workplan.mail.writing import Envelope, written

MOST_QUOTED = 400


class Point(NamedTuple):
    """A point of a comment as its sender reads it: their words, what became of it, the answer."""

    words: str
    disposition: str
    answer: str


@dataclass(frozen=True)
class ToSender:
    """What a mail to whoever sent a comment says.

    Args:
        reference: by which the comment is known.
        answer_by: the day by which it is answered, in words.
        register: the address of the public register; empty where there is none.
        points: what became of it, in an answer.
        their_message_id: of the mail that it answers; empty for none.
        return_token: by which a report shows that it is about this mail.
        reply_to: the address of the plan; empty where no mail is read.
    """

    name: str
    address: str
    reference: str
    subject: str
    plan_title: str
    marking: str
    answer_by: str
    register: str
    points: Sequence[Point]
    message_id: str
    their_message_id: str
    return_token: str
    reply_to: str


def compose(kind: str, to: ToSender, sender: str, written_at: datetime) -> EmailMessage:
    """Return a mail to whoever sent a comment.

    Args:
        kind: receipt, or answer.
    """
    is_receipt = kind == "receipt"
    what = "we have your comment" if is_receipt else "an answer to your comment"
    heads = []
    if to.their_message_id:
        heads = [("In-Reply-To", to.their_message_id), ("References", to.their_message_id)]
    if to.reply_to:
        heads.append(("Reply-To", to.reply_to))
    heads.append(("X-Return-Token", to.return_token))
    envelope = Envelope(
        f"{to.reference}: {what}",
        sender,
        to.name,
        to.address,
        to.message_id,
        written_at,
        tuple(heads),
    )
    message = written(envelope, "comment", {"to": to, "is_receipt": is_receipt}, {"quoted": quoted})
    if is_receipt:
        message.replace_header("Auto-Submitted", "auto-replied")
    return message


def quoted(words: str) -> str:
    """Return the beginning of what somebody wrote, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= MOST_QUOTED else f"{line[:MOST_QUOTED].rstrip()} …"
