"""A directive as its numbered parts: each paragraph with the number under which people cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workplan.directives.wording.numbering import Mark, below, marks_at

SECTION = re.compile(r"\s*[“\"]?(?:Section|SECTION|Sec\.?|SEC\.?)\s+(\d{1,2}[A-Z]?)\s*[.:—-]\s*")
NUMBERED = re.compile(r"\s*(\d{1,2})\.\s+(?=[A-Z])")
HEADING = re.compile(r"((?:[^.;:()“”]|(?<=\bU\.S)\.|(?<=\bU)\.){2,150}?)\.(?=\s|$)")
BULLET = re.compile(r"\s*(?:[•▪●◦‣■*·]|[-–—](?=\s))\s*")
LABELLED = re.compile(r"\s*([A-Z][^.:;]{2,60}):\s+(?=[A-Z])")
FOOTNOTE = re.compile(r"\s*(?:⬑|\[\d+\]\s)")
OPENS = re.compile(r"[:—–-]\s*$")
CUT_SHORT = re.compile(r"[.:;!?”\"—)]\s*$|\b(?:and|or)\s*$")
INLINE_LIST = re.compile(r"[:.]\s+(?=\((?:a|1|i)\)\s)")


@dataclass
class Unit:
    """A paragraph of a directive.

    Args:
        section: how it is cited, "3(b)(ii)"; without numbers its heading, and which bullet.
        heading: of the section that it belongs to; empty when there is none.
        text: its words, without its number, on one line.
        at: how many characters of the whole text come before its words.
        number_at: the same for its number, with which a quotation of it begins.
        parent: the paragraph above its list, that may hold its owner, verb and date.
    """

    section: str
    heading: str
    text: str
    at: int
    number_at: int
    parent: Unit | None = None
    children: list[Unit] = field(default_factory=list, repr=False)

    @property
    def opens_list(self) -> bool:
        """Tell whether its words announce what stands below."""
        return bool(OPENS.search(self.text))


class _Paragraph(NamedTuple):
    text: str
    at: int


def outline_of(text: str) -> list[Unit]:
    """Return the paragraphs of a directive in order, each under its number."""
    paragraphs = list(_parts(_paragraphs(text)))
    has_sections = any(SECTION.match(paragraph.text) for paragraph in paragraphs)
    numbers = [marks_at(paragraph.text)[0] for paragraph in paragraphs]
    reader = _Reader(SECTION if has_sections else NUMBERED)
    for place, paragraph in enumerate(paragraphs):
        after = [mark for marks in numbers[place + 1 : place + 40] for mark in marks[:1]]
        reader.take(paragraph, after)
    return reader.units


class _Reader:
    """What is known of the place in a directive, while its paragraphs are gone through."""

    def __init__(self, section_head: re.Pattern[str]) -> None:
        self.section_head = section_head
        self.units: list[Unit] = []
        self.section, self.heading, self.quoted_in = "", "", ""
        self.stack: list[Mark] = []
        self.bullets = 0
        self.is_numbered = False
        self.above: dict[tuple[str, ...], Unit] = {}

    def take(self, paragraph: _Paragraph, after: Sequence[str]) -> None:
        """Add a paragraph, or take it as the heading of those that follow."""
        text, at = paragraph
        if (head := self.section_head.match(text)) is not None:
            self._begin(head, text)
            rest = head.end()
            if (title := HEADING.match(text[rest:])) is not None and _is_title(title[1]):
                self.heading = title[1].strip()
                rest += title.end()
            self._number(text[rest:], at + rest, after)
        elif (bullet := BULLET.match(text)) is not None:
            self.bullets += 1
            section = ", ".join(filter(None, (self._place(), f"bullet {self.bullets}")))
            self._add(section, text[bullet.end() :], at + bullet.end(), at, self._chapeau())
        elif not self.is_numbered and _is_heading(text):
            self.heading, self.bullets, self.section = text.strip(" :#*"), 0, ""
            self.stack, self.above = [], {}
        else:
            self._number(text, at, after)
        if text.rstrip().endswith(("”", '"')) and self.quoted_in:
            self.quoted_in = ""

    def _begin(self, head: re.Match[str], text: str) -> None:
        if text.lstrip().startswith(("“", '"')):
            self.quoted_in = self.quoted_in or self._place()
        elif not self.quoted_in:
            self.is_numbered = True
        self.section = head[1]
        self.stack, self.above, self.heading, self.bullets = [], {}, "", 0

    def _number(self, text: str, at: int, after: Sequence[str]) -> None:
        if not text.strip():
            return
        begin = len(text) - len(text.lstrip())
        if text.lstrip()[:1] in '“"' and marks_at(text.lstrip()[1:])[0]:
            self.quoted_in = self.quoted_in or self._place()
            begin += 1
        marks, words = marks_at(text[begin:])
        if not marks:
            label = None if self.is_numbered else LABELLED.match(text)
            section = f"{self._place()}, {label[1]}" if label and self.heading else self._place()
            start = label.end() if label else begin
            self._add(section, text[start:], at + start, at + start, None)
            return
        last = self.units[-1] if self.units else None
        for place, mark in enumerate(marks):
            opens = place > 0 or last is None or last.opens_list
            following = [*marks[place + 1 :], *after]
            self.stack = below(self.stack, mark, opens=opens, after=following)
        path = tuple(mark.text for mark in self.stack)
        parent = next(
            (self.above[path[:n]] for n in range(len(path) - 1, -1, -1) if path[:n] in self.above),
            None,
        )
        start = begin + words
        unit = self._add(self._place(), text[start:], at + start, at + begin, parent)
        self.above = {kept: u for kept, u in self.above.items() if path[: len(kept)] == kept}
        self.above[path] = unit

    def _chapeau(self) -> Unit | None:
        """Return the words above a list of bullets."""
        for unit in reversed(self.units):
            if ", bullet " not in unit.section:
                return unit if unit.heading == self.heading else None
        return None

    def _place(self) -> str:
        number = self.section + "".join(mark.text for mark in self.stack)
        own = number or self.heading
        return f"{self.quoted_in}/{own}" if self.quoted_in else own

    def _add(self, section: str, text: str, at: int, number_at: int, parent: Unit | None) -> Unit:
        unit = Unit(section, self.heading, text.rstrip(), at, number_at, parent)
        if parent is not None:
            parent.children.append(unit)
        if not self.stack and ", bullet " not in section:
            self.above[()] = unit
        self.units.append(unit)
        return unit


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Yield paragraphs, their lines joined; as long as they were, so that places stay right."""
    begin, end, is_open = 0, 0, False
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        begins_one = bool(
            SECTION.match(bare)
            or NUMBERED.match(bare)
            or BULLET.match(bare)
            or marks_at(bare)[0]
            or FOOTNOTE.match(bare)
        )
        if is_open and (not bare or (begins_one and CUT_SHORT.search(text[begin:end].rstrip()))):
            yield _Paragraph(_on_one_line(text[begin:end]), begin)
            is_open = False
        if bare:
            if not is_open:
                begin, is_open = at, True
            end = at + len(line)
        at += len(line)
    if is_open:
        yield _Paragraph(_on_one_line(text[begin:end]), begin)


def _on_one_line(text: str) -> str:
    return re.sub(r"[\n\r\t\v\f\u00a0]", " ", text).rstrip()


def _parts(paragraphs: Iterator[_Paragraph]) -> Iterator[_Paragraph]:
    """Cut the first paragraph of a section before a list that begins in it; leave out "
    "footnotes."""
    for paragraph in paragraphs:
        if FOOTNOTE.match(paragraph.text):
            continue
        head = SECTION.match(paragraph.text)
        cut = INLINE_LIST.search(paragraph.text, head.end()) if head else None
        if cut is None or head is None:
            yield paragraph
            continue
        yield _Paragraph(paragraph.text[: cut.end()].rstrip(), paragraph.at)
        yield _Paragraph(paragraph.text[cut.end() :], paragraph.at + cut.end())


def _is_title(text: str) -> bool:
    """Tell whether what stands before the first stop names a section, and is no sentence."""
    words = re.findall(r"[A-Za-z’'-]+", text)
    small = [w for w in words if w[0].islower() and len(w) > 4]
    return bool(words) and len(words) <= 16 and len(small) <= max(1, len(words) // 4)


def _is_heading(text: str) -> bool:
    """Tell whether a paragraph without a number is a heading."""
    bare = text.strip()
    return (
        2 < len(bare) <= 90
        and not bare.endswith((".", ";", ",", "?"))
        and not marks_at(bare)[0]
        and bare[0].isupper()
        and not re.search(r"\b(?:shall|must|will)\b", bare)
    )
