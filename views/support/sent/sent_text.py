"""The text of a directive, as somebody pasted it or as a file holds it."""

from __future__ import annotations

from hashlib import sha256

from flask import request

from views.support.sent import uploads
from views.support.session import actor
from workplan.errors import InvalidInput, NotFound
from workplan.exchange.documents.texts import text_of

LONGEST = 400_000
"""How many characters of text are taken: some 120 pages."""


def sent_text() -> str:
    """Return the text that was pasted, or that a file holds.

    Raises:
        InvalidInput: when there is none, or more than can be taken.
    """
    file = request.files.get("file")
    text = text_of(file.read()) if file and file.filename else request.form.get("text", "")
    if not text.strip():
        raise InvalidInput("text", "Paste the text of the directive, or choose its file.")
    return bounded(text)


def bounded(text: str) -> str:
    """Return a text with plain ends of lines.

    Raises:
        InvalidInput: when it is longer than can be taken.
    """
    if len(text) > LONGEST:
        raise InvalidInput(
            "text",
            f"The text has {len(text):,} characters, and {LONGEST:,} can be taken. Leave out its "
            "annexes.",
        )
    return text.replace("\r\n", "\n")


def keep_for(directive_id: int, text: str) -> None:
    """Keep the text of a directive for a day, for the plan that its person makes from it."""
    uploads.keep(text.encode(), "directive.txt", actor().id or 0, _token(directive_id))


def kept_for(directive_id: int | None) -> str:
    """Return the text that the person gave for a directive within a day; "" for none."""
    if directive_id is None:
        return ""
    try:
        return uploads.kept(_token(directive_id), actor().id or 0)[1].decode()
    except NotFound:
        return ""


def _token(directive_id: int) -> str:
    return sha256(f"directive {directive_id}".encode()).hexdigest()[:32]
