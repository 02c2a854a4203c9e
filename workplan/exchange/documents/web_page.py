"""The words of a web page: its paragraphs and list items with their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, blockquote, td, pre"
AROUND = "script, style, nav, header, footer, aside, form, noscript, template, sup.footnote"
NUMERALS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def page_text(page: str) -> str:
    """Return the words of a page, its paragraphs apart by blank lines."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    for node in tree.css(AROUND):
        node.decompose()
    root = tree.css_first("article") or tree.css_first("main") or tree.body
    if root is None:
        return ""
    for line in root.css("br"):
        line.replace_with("\n")
    blocks = [node for node in root.css(BLOCKS) if not node.css(f":is({BLOCKS})")[1:]]
    if not blocks:
        return root.text()
    return "\n\n".join(filter(None, (_words(node) for node in blocks)))


def _words(node: LexborNode) -> str:
    words = re.sub(r"[^\S\n]+", " ", node.text()).strip()
    if not words:
        return ""
    return f"{_number(node)}{words}" if node.tag == "li" else words


def _number(item: LexborNode) -> str:
    """Return the number that a browser would print before an item, as directives write it."""
    above = item.parent
    if above is None or above.tag != "ol":
        return "• "
    place = 1
    before = item.prev
    while before is not None:
        place += before.tag == "li"
        before = before.prev
    kind = above.attributes.get("type") or "1"
    if kind in ("a", "A"):
        letter = chr(ord("a") + (place - 1) % 26)
        return f"({letter.upper() if kind == 'A' else letter}) "
    if kind in ("i", "I"):
        numeral = roman(place)
        return f"({numeral.upper() if kind == 'I' else numeral}) "
    return f"({place}) "


def roman(number: int) -> str:
    """Return a number up to 89 as a small Roman numeral."""
    found = ""
    for value, letters in NUMERALS:
        while number >= value:
            found, number = found + letters, number - value
    return found
