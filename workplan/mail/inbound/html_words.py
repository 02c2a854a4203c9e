"""The words of a mail that came as HTML only, without the mail that it answers."""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

DROPPED = "style, script, head, title"
OLD = "blockquote, .gmail_quote, .gmail_attr, .moz-cite-prefix, .yahoo_quoted"
OLD_FROM = "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container"
"""Where Outlook begins the mail of before; it and all that stands after it beside it goes."""
LONGEST, MOST_TAGS = 256 * 1024, 10_000
"""Characters and tags that are looked at: a tag costs by those that it stands in."""
BREAKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "hr", "table")


def text_of(html: str) -> str:
    """Return the words, a line for each paragraph, item or row."""
    html = html[:LONGEST]
    beyond = next(islice(re.finditer("<", html), MOST_TAGS, None), None)
    tree = LexborHTMLParser(html[: beyond.start()] if beyond else html)
    for node in tree.css(f"{DROPPED}, {OLD}"):
        node.decompose()
    begin = tree.css_first(OLD_FROM)
    while begin is not None:
        after = begin.next
        begin.decompose()
        begin = after
    body = tree.body
    if body is None:
        return ""
    for name in BREAKS:
        for node in body.css(name):
            node.insert_before("\n")
    words = body.text(deep=True)
    lines = [" ".join(line.split()) for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
