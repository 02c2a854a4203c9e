"""The text of a directive, as somebody pasted it or as a file holds it."""

from __future__ import annotations

from flask import request

from workplan.errors import InvalidInput
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
    if len(text) > LONGEST:
        raise InvalidInput(
            "text",
            f"The text has {len(text):,} characters, and {LONGEST:,} can be taken. Leave out its "
            "annexes.",
        )
    return text.replace("\r\n", "\n")
