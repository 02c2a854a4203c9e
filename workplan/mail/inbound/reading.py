"""Read a message: from whom it is, what it says, what is attached, and what a program wrote.

Nothing that a message holds can stop the reading of others: what cannot be read is `Unreadable`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr
from itertools import islice
from typing import NamedTuple

from workplan.mail.inbound.bounds import Unreadable, head_alone, taken_apart
from workplan.mail.inbound.html_words import text_of
from workplan.mail.inbound.returned import NUMBER, Returned, returned_by
from workplan.plain_text import is_plain_line, one_line, prose

IN_ADDRESS = r"[^\x00-\x20<>,;:()\"@\x7f-\U0010ffff]{1,200}"
RECIPIENT = re.compile(f"{IN_ADDRESS}@{IN_ADDRESS}")
TO_US = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
BULK = ("bulk", "junk", "list", "auto_reply")
LONGEST_SUBJECT, LONGEST_NAME, LONGEST_TEXT = 300, 200, 256 * 1024
MOST_RECIPIENTS = 100


UNNAMED = "a part without a name"
"""What stands in place of a name, as of a mail that was forwarded as a file."""


class Incoming(NamedTuple):
    """What a message says.

    Args:
        sender: the one address that it is from, in small letters; empty for none, or for several.
        sender_name: how whoever wrote it calls themselves; their address where they do not.
        is_listed: whether it came by a mailing list.
        message_id: the number by which an answer refers to it; empty for none that is well formed.
        recipients: the addresses that it was for, as far as it says so.
        answers: the Message-IDs that it refers to.
        text: its plain words, or those of its HTML.
        attachments: names and contents, without pictures that stand in the text.
        automatic: by which of its heads a program wrote it; empty when a person did.
        returned: what a mail server says of a mail of ours, if it is a report of that.
    """

    sender: str
    recipients: tuple[str, ...]
    subject: str
    answers: tuple[str, ...]
    text: str
    attachments: tuple[tuple[str, bytes], ...]
    automatic: str
    returned: Returned | None
    sender_name: str = ""
    message_id: str = ""
    is_listed: bool = False


class Head(NamedTuple):
    """What is listed of a message, and by what each copy of it is known."""

    sender: str
    subject: str
    fingerprint: str


def head_of(content: bytes) -> Head:
    """Return the head of any message, whole or not; of one that is broken, what can be read.

    The fingerprint is that of its Message-ID, its sender and its body: a copy that came another
    way, with other marks of the way, is the same mail, and a forged one with its Message-ID is not.
    """
    head = head_alone(content)
    said = _plain_head(head)
    # Relays may change the ends of lines, which are no part of what a mail says.
    normal = content.replace(b"\r\n", b"\n")
    body = normal.partition(b"\n\n")[2]
    number, sender = said.get("message-id", ""), said.get("from", "")
    known = "\n".join((number, sender, hashlib.sha256(body).hexdigest())).encode()
    # Without a Message-ID there is nothing to know a copy by, but that each byte is the same.
    fingerprint = hashlib.sha256(known if number else normal).hexdigest()
    try:
        read = taken_apart(head)
        subject, shown = str(read["Subject"] or ""), str(read["From"] or "")
        name, address = parseaddr(shown)
        shown = f"{name} ({address})" if name and address else address or shown
    except Exception:  # The library raises what it likes on a broken head; the raw one is shown.
        subject, shown = said.get("subject", ""), sender
    return Head(one_line(shown, LONGEST_NAME), one_line(subject, LONGEST_SUBJECT), fingerprint)


def read(content: bytes) -> Incoming:
    """Return what a message says.

    Raises:
        Unreadable: with what is wrong with it.
    """
    try:
        message = taken_apart(content)
        if not message.keys():
            raise Unreadable("It has no head, so it is no mail.")
        return _read(message)
    except Unreadable:
        raise
    except Exception as error:  # The library raises what it likes on a broken message.
        raise Unreadable(f"It is broken: {type(error).__name__}, {error}") from error


def _read(message: EmailMessage) -> Incoming:
    return Incoming(
        sender=_sender(message),
        recipients=tuple(islice(_recipients(message), MOST_RECIPIENTS)),
        subject=one_line(str(message["Subject"] or ""), LONGEST_SUBJECT),
        answers=tuple(
            number
            for name in ("in-reply-to", "references")
            for value in _raw(message, name)
            for number in NUMBER.findall(value)
        ),
        text=_text(message),
        attachments=tuple(_attachments(message)),
        automatic=one_line(_automatic(message), LONGEST_NAME),
        returned=returned_by(message),
        sender_name=_sender_name(message),
        message_id=next((n for v in _raw(message, "message-id") for n in NUMBER.findall(v)), ""),
        is_listed=any(message[name] is not None for name in ("List-Id", "List-Post")),
    )


def _sender(message: EmailMessage) -> str:
    """Return the one address that a mail is from, if there is one and it is written plainly."""
    if len(list(_raw(message, "from"))) != 1:
        return ""
    found = [one.lower() for _, one in getaddresses([str(message["From"])]) if "@" in one]
    is_one = len(found) == 1 and is_plain_line(found[0]) and len(found[0]) <= LONGEST_NAME
    return found[0] if is_one else ""


def _sender_name(message: EmailMessage) -> str:
    name, address = parseaddr(str(message["From"] or ""))
    return one_line(name or address, LONGEST_NAME)


def _recipients(message: EmailMessage) -> Iterator[str]:
    """Yield whom a mail was for, from its lines as they stand: decoding them all takes minutes."""
    for name in TO_US:
        for value in _raw(message, name):
            yield from (match[0].lower() for match in RECIPIENT.finditer(value))


def _raw(message: EmailMessage, name: str) -> Iterator[str]:
    """Yield the head lines of a name, given in small letters, as they stand."""
    return (str(value) for key, value in message.raw_items() if key.lower() == name)


def _automatic(message: EmailMessage) -> str:
    """Return the head that says that a program wrote it (RFC 3834, and what came before it)."""
    said = str(message["Auto-Submitted"] or "no").partition(";")[0].strip().lower()
    if said != "no":
        return f"Auto-Submitted: {said}"
    for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder"):
        if message[name] is not None:
            return name
    precedence = str(message["Precedence"] or "").strip().lower()
    if precedence in BULK:
        return f"Precedence: {precedence}"
    if any(path.strip() == "<>" for path in _raw(message, "return-path")):
        return "Return-Path: <>"
    return ""


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    words = _decoded(part)[:LONGEST_TEXT]
    plain = text_of(words) if part.get_content_type() == "text/html" else words
    return prose(plain.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))


def html_of(content: bytes) -> str:
    """Return the HTML of a message as it came, cut where it is too long; empty where it has none.

    It is a stranger's: whoever shows it cleans it first.

    Raises:
        Unreadable: with what is wrong with it.
    """
    try:
        part = taken_apart(content).get_body(("html",))
        is_html = part is not None and part.get_content_type() == "text/html"
        return _decoded(part)[:LONGEST_TEXT] if part is not None and is_html else ""
    except Unreadable:
        raise
    except Exception as error:  # The library raises what it likes on a broken message.
        raise Unreadable(f"It is broken: {type(error).__name__}, {error}") from error


def _decoded(part: Message) -> str:
    """Return the words of a part, in whatever letters it says or does not say."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _attachments(message: EmailMessage) -> list[tuple[str, bytes]]:
    found = []
    for part in message.iter_attachments():
        stands_in_text = part.get_content_disposition() == "inline" or part["Content-ID"]
        if stands_in_text and part.get_content_maintype() == "image":
            continue
        if part.is_multipart():
            inner = part.get_payload()
            held = inner[0] if isinstance(inner, list) and inner else None
            content = held.as_bytes() if isinstance(held, Message) else b""
        else:
            decoded = part.get_payload(decode=True)
            content = decoded if isinstance(decoded, bytes) else b""
        found.append((part.get_filename() or UNNAMED, content))
    return found


def _plain_head(head: bytes) -> dict[str, str]:
    """Return the first of each head line as it stands, without decoding anything."""
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head)
    found: dict[str, str] = {}
    for line in unfolded.splitlines():
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(
                name.decode("ascii", "replace").strip().lower(),
                value.decode("utf-8", "replace").strip(),
            )
    return found
