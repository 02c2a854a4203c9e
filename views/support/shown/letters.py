"""The HTML of a stranger's mail, so that a page of ours can hold it: its outline, and no more.

Nothing remote is left: no picture, no style, no form, no frame. A link leads to a whole address,
which the page shows beside it, and leaves no trace of the page that it stands on.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from markupsafe import Markup

from workplan.mail.inbound.html_words import text_of

TAGS = {
    *("p", "br", "div", "strong", "b", "em", "i", "u", "s", "sub", "sup", "a", "hr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code"),
    *("table", "tbody", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
}
WITH_THEIR_WORDS = {
    *("script", "style", "title", "noscript", "template", "textarea", "select", "iframe", "object"),
}
"""Tags whose words go, too: nobody wrote these to be read."""
DEEPEST = 100
"""How deep tags stand in each other at most: what is deeper costs far more than it shows."""
HEADINGS = re.compile(r"<(/?)h[1-6]>")
HEADS = re.compile(r"<(/?)th>")


def cleaned(html: str) -> Markup:
    """Return a letter as it was laid out, from HTML that nobody trusts.

    Headings are paragraphs: those of the page stand above them, whatever the letter calls its own.
    """
    if _depth(html) > DEEPEST:
        return Markup("<br>").join(text_of(html).splitlines())
    kept = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=WITH_THEIR_WORDS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative="deny",
    )
    kept = HEADINGS.sub(r"<\1p>", kept)
    # A table of a letter lays out; it has no heads that name anything.
    return Markup(HEADS.sub(r"<\1td>", kept))  # noqa: S704  # nh3 has just cleaned it


class _Depth(HTMLParser):
    """Follows how deep tags stand in each other, in one go over the text."""

    EMPTY = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.now += tag not in self.EMPTY
        self.most = max(self.most, self.now)

    def handle_endtag(self, tag: str) -> None:
        self.now -= tag not in self.EMPTY and self.now > 0


def _depth(html: str) -> int:
    """Return how deep the tags of a text stand in each other at most, if none closes by itself."""
    found = _Depth()
    found.feed(html)
    return found.most
