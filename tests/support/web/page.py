"""Reads pages as a browser does: elements, their text, and what their forms would send."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode
    from werkzeug.test import TestResponse

APART = ("td", "th", "tr", "br")
"""Elements before which a person sees a gap."""
BUTTONS = ("submit", "button", "reset", "image", "file")


class Element:
    """An element with everything that stands in it."""

    def __init__(self, node: LexborNode, *, is_document: bool = False) -> None:
        self._node, self._is_document = node, is_document
        self.tag = node.tag or ""
        self.attributes = {name: value or "" for name, value in node.attributes.items()}

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and self._node.mem_id == other._node.mem_id

    def __hash__(self) -> int:
        return hash(self._node.mem_id)

    @cached_property
    def raw_text(self) -> str:
        """Every character in it, with a gap before each cell, row and break."""
        texts = []
        for node in self._node.traverse(include_text=True):
            if node.tag == "-text":
                texts.append(node.text(deep=False) or "")
            elif node.tag in APART:
                texts.append(" ")
        return "".join(texts)

    @property
    def text(self) -> str:
        """What a person reads, with single spaces."""
        return " ".join(self.raw_text.split())

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @cached_property
    def inner(self) -> list[Element]:
        """Every element in it, in the order of the page."""
        return self.all()

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements in it of a tag with some attributes (aria_label: aria-label)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        own = None if self._is_document else self._node.mem_id
        found = (Element(node) for node in self._node.css(tag or "*") if node.mem_id != own)
        return [element for element in found if wanted.items() <= element.attributes.items()]

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


class Page:
    """A page that was answered."""

    def __init__(self, text: str) -> None:
        root = LexborHTMLParser(text).root
        assert root is not None
        self.root = Element(root, is_document=True)

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
        rows = self.all("table")[table].all("tr")
        cells = [[cell.text for cell in row.all("td, th")] for row in rows]
        at = cells[0].index(title)
        return [row[at] for row in cells[1:]]
