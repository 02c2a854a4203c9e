"""The words of a document, whatever kind of file it is: its content decides, not its name."""

from __future__ import annotations

import re

from workplan.errors import InvalidInput
from workplan.exchange.documents.pdf import pdf_text
from workplan.exchange.documents.web_page import page_text
from workplan.exchange.documents.word import word_text

MAX_BYTES = 32 * 1024 * 1024
OLD_WORD = b"\xd0\xcf\x11\xe0"
PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<div|<p[ >])", re.I)


def text_of(content: bytes) -> str:
    """Return the words of a document, its paragraphs apart by blank lines.

    Raises:
        InvalidInput: in one sentence, when the file cannot be read or holds no words.
    """
    if len(content) > MAX_BYTES:
        size = len(content) // 1024 // 1024
        raise InvalidInput("file", f"The file has {size} MB, and 32 MB can be taken.")
    if content.startswith(OLD_WORD):
        raise InvalidInput(
            "file",
            "This is a Word file of the old kind. Save it as .docx, or paste its text.",
        )
    if content.startswith(b"%PDF"):
        text = pdf_text(content)
    elif content.startswith(b"PK\x03\x04"):
        text = word_text(content)
    else:
        text = _decoded(content)
        if PAGE.match(content[:2048]):
            text = page_text(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")
    if not re.search(r"\w", text):
        raise InvalidInput("file", "The file holds no words. Choose another, or paste the text.")
    return text


def _decoded(content: bytes) -> str:
    """Return plain text; what is no UTF-8 is read as Windows writes it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:4096]:
        raise InvalidInput(
            "file",
            "We cannot read this file. Text, web pages, Word files (.docx) and PDFs with text can "
            "be read; or paste the text.",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
