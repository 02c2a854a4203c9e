"""The text of a file, whatever its letters: UTF-8, what Excel calls Unicode, or Windows's own."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from workplan.errors import InvalidInput

DELIMITERS = (",", ";", "\t")


def text_in(content: bytes) -> str:
    """Return a file's text.

    Raises:
        InvalidInput: for binary data.
    """
    try:
        is_wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise InvalidInput("file", "The file holds binary data, not a table of text.")
    return text


def delimiter_of(text: str) -> str:
    """Return what stands between the cells of a table: the delimiter most used in its headings."""
    headings = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=headings.count)
