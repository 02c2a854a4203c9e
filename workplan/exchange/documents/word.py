"""The words of a Word file, with the numbers that Word prints and does not write."""

from __future__ import annotations

import re
from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from workplan.errors import InvalidInput
from workplan.exchange.documents.web_page import roman

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MAX_UNPACKED = 128 * 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Levels = dict[int, tuple[str, str]]
"""By level, how its number is written: its kind (decimal, lowerLetter, …) and its form, "(%1)"."""


def word_text(content: bytes) -> str:
    """Return the words of a Word file, its paragraphs apart by blank lines.

    Raises:
        InvalidInput: when it is none, is broken, or unpacks to more than 128 MB.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise InvalidInput("file", "The Word file unpacks to more than 128 MB.")
        document = docx.Document(BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as broken:
        raise InvalidInput(
            "file", "This is no Word file, or it is broken. Save it again, or paste its text."
        ) from broken
    numbers = _Numbers(document)
    paragraphs = [
        f"{numbers.of(paragraph)}{paragraph.text.strip()}"
        for paragraph in document.paragraphs
        if paragraph.text.strip()
    ]
    return "\n\n".join(paragraphs)


class _Numbers:
    """Counts the lists of a document as Word does."""

    def __init__(self, document: Document) -> None:
        self.levels = _levels(document)
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def of(self, paragraph: Paragraph) -> str:
        """Return the number before a paragraph, with a space; empty where Word prints none."""
        found = paragraph._p.find(f"{W}pPr/{W}numPr")
        if found is None:
            return ""
        list_id, level = _value(found, "numId"), int(_value(found, "ilvl") or 0)
        levels = self.levels.get(list_id)
        if levels is None or level not in levels:
            return ""
        counts = self.counts[list_id]
        counts[level] = counts.get(level, 0) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        kind, form = levels[level]
        if kind == "bullet":
            return "• "
        return f"{_filled(form, levels, counts)} " if kind != "none" else ""


def _filled(form: str, levels: Levels, counts: dict[int, int]) -> str:
    """Return a number in its form: "%1" is the count of the first level, and so on."""

    def count(found: re.Match[str]) -> str:
        level = int(found[1]) - 1
        return _written(counts.get(level, 1), levels.get(level, ("decimal", ""))[0])

    return re.sub(r"%(\d)", count, form)


def _written(number: int, kind: str) -> str:
    if kind.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman"):
        numeral = roman(number)
        return numeral.upper() if kind.startswith("upper") else numeral
    return str(number)


def _levels(document: Document) -> dict[str, Levels]:
    """Return, by list, how the numbers of its levels are written."""
    try:
        root: Any = document.part.numbering_part._element
    except (KeyError, NotImplementedError):
        return {}
    abstract: dict[str, Levels] = {}
    for kind in root.findall(f"{W}abstractNum"):
        abstract[kind.get(f"{W}abstractNumId")] = {
            int(level.get(f"{W}ilvl")): (_value(level, "numFmt"), _value(level, "lvlText"))
            for level in kind.findall(f"{W}lvl")
        }
    return {
        one.get(f"{W}numId"): abstract.get(_value(one, "abstractNumId"), {})
        for one in root.findall(f"{W}num")
    }


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") or "" if found is not None else ""
