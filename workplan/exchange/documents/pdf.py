"""The words of a PDF that has a text layer, without the lines that stand on every page."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

from workplan.errors import InvalidInput

MOST_PAGES = 400
PAGE_NUMBER = re.compile(r"\s*(?:-\s*)?(?:[Pp]age )?\d{1,4}(?: of \d{1,4})?(?:\s*-)?\s*")
CUT_WORD = re.compile(r"([a-z])-\n(?=[a-z])")


def pdf_text(content: bytes) -> str:
    """Return the words of a PDF; its lines end where they are printed.

    Raises:
        InvalidInput: when it is broken, locked, longer than 400 pages or only pictures of pages.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InvalidInput(
                "file", "The PDF is locked. Take its password off, or paste the text."
            )
        if len(reader.pages) > MOST_PAGES:
            raise InvalidInput("file", f"The PDF has {len(reader.pages)} pages; 400 can be read.")
        pages = [page.extract_text().splitlines() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, RecursionError) as broken:
        raise InvalidInput(
            "file", "This PDF is broken. Save it again, or paste its text."
        ) from broken
    if not any(line.strip() for page in pages for line in page):
        raise InvalidInput(
            "file", "The PDF holds pictures of pages and no text. Paste the text instead."
        )
    text = "\n".join("\n".join(_without_edges(page, _repeated(pages))) for page in pages)
    return CUT_WORD.sub(r"\1", text)


def _repeated(pages: list[list[str]]) -> set[str]:
    """Return the first and last lines that more than half of the pages share."""
    edges = Counter(
        line for page in pages for line in {_plain(line) for line in (*page[:2], *page[-2:])}
    )
    return {line for line, count in edges.items() if line and count > max(2, len(pages) / 2)}


def _plain(line: str) -> str:
    return re.sub(r"\d+", "#", line).strip()


def _without_edges(page: list[str], repeated: set[str]) -> list[str]:
    last = len(page) - 2
    return [
        line
        for place, line in enumerate(page)
        if not (
            (place < 2 or place >= last)
            and (_plain(line) in repeated or PAGE_NUMBER.fullmatch(line))
        )
    ]
