"""The HTML of a stranger's mail, so that a page of ours can hold it: its outline, and no more.

Nothing remote is left: no picture, no style, no form, no frame; a link says where it leads, and
leaves no trace of the page that it stands on.
"""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

TAGS = {
    *("p", "br", "div", "strong", "b", "em", "i", "u", "s", "sub", "sup", "a", "hr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code"),
    *("table", "tbody", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
}
WITH_THEIR_WORDS = {
    *("script", "style", "title", "noscript", "template", "textarea", "select", "iframe", "object"),
}
"""Tags whose words go, too: nobody wrote these to be read."""
HEADINGS = re.compile(r"<(/?)h[1-6]>")
HEADS = re.compile(r"<(/?)th>")


def cleaned(html: str) -> Markup:
    """Return a letter as it was laid out, from HTML that nobody trusts.

    Headings are paragraphs: those of the page stand above them, whatever the letter calls its own.
    """
    kept = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=WITH_THEIR_WORDS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    kept = HEADINGS.sub(r"<\1p>", kept)
    # A table of a letter lays out; it has no heads that name anything.
    return Markup(HEADS.sub(r"<\1td>", kept))  # noqa: S704  # nh3 has just cleaned it
