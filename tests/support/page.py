"""Reads pages as a browser does: elements, their text, and what their forms would send."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "polyline"}
CELLS = ("td", "th")
BUTTONS = ("submit", "button", "reset", "image", "file")


@dataclass
class Element:
    """An element with everything that stands in it."""

    tag: str
    attributes: dict[str, str]
    raw_text: str = ""
    inner: list[Element] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def text(self) -> str:
        """What a person reads, with single spaces."""
        return " ".join(self.raw_text.split())

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements in it of a tag with some attributes (aria_label: aria-label)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.inner
            if tag in ("", element.tag) and wanted.items() <= element.attributes.items()
        ]

    def one(self, tag: str = "", **attributes: str) -> Element:
        """Return the only element in it that fits."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements are {tag or 'elements'} with {attributes}"
        return found[0]

    def values(self) -> dict[str, str]:
        """Return what this form would send."""
        sent = {}
        for control in self.inner:
            name, kind = control.attributes.get("name"), control.attributes.get("type", "text")
            if name is None:
                continue
            if control.tag == "textarea":
                sent[name] = control.raw_text.replace("\r\n", "\n").removeprefix("\n")
            elif control.tag == "select":
                options = control.all("option")
                chosen = [o for o in options if "selected" in o.attributes] or options[:1]
                if chosen:
                    sent[name] = chosen[0].attributes.get("value", chosen[0].text)
            elif control.tag == "input" and kind not in BUTTONS:
                is_off = kind in ("checkbox", "radio") and "checked" not in control.attributes
                if not is_off:
                    sent[name] = control.attributes.get("value", "")
        return sent


class Page(HTMLParser):
    """A page that was answered."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self._open = [self.root]
        self.feed(text)
        self.close()

    @classmethod
    def of(cls, response: TestResponse) -> Page:
        return cls(response.text)

    @property
    def text(self) -> str:
        return self.root.text

    @property
    def heading(self) -> str:
        return self.one("h1").text

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        return self.root.all(tag, **attributes)

    def one(self, tag: str = "", **attributes: str) -> Element:
        return self.root.one(tag, **attributes)

    def form(self, action: str | None = None) -> Element:
        """Return the main form of the page, or the one that posts to an address."""
        forms = self.all("form", method="post")
        if action is not None:
            return next(form for form in forms if form.attributes.get("action") == action)
        aside = ("/logout", "undo")
        return next(
            form
            for form in forms
            if not {form.attributes.get("action"), form.attributes.get("class")} & {*aside}
        )

    def section(self, heading: str) -> Element:
        """Return the section whose heading has an id."""
        return next(section for section in self.all("section") if section.all(id=heading))

    def column(self, title: str, table: int = 0) -> list[str]:
        """Return the texts under a column's title."""
        rows = [row.inner for row in self.all("table")[table].all("tr")]
        cells = [[cell.text for cell in row if cell.tag in CELLS] for row in rows]
        at = cells[0].index(title)
        return [row[at] for row in cells[1:]]

    # What the parser calls.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in CELLS:
            self._end(*CELLS)
        elif tag == "tr":
            self._end(*CELLS)
            self._end("tr")
        if tag in (*CELLS, "br", "tr"):
            self.handle_data(" ")
        element = Element(tag, {name: value or "" for name, value in attrs})
        for outer in self._open:
            outer.inner.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        tags = [element.tag for element in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.raw_text += data

    def _end(self, *tags: str) -> None:
        """Close the innermost element if it is one of these, whose end tags may be left out."""
        if self._open[-1].tag in tags:
            self._open.pop()
