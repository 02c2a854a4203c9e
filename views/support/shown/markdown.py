"""Text that people write, as HTML: Markdown, and nothing that could do harm."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "code", "pre", "blockquote", "a"}
OPTIONS = {"html": False, "breaks": True, "linkify": True}
MARKDOWN = (
    MarkdownIt("commonmark", OPTIONS)
    .enable("linkify")
    .disable(["heading", "lheading", "image", "hr"])
)


def marked_down(text: str) -> Markup:
    """Return a text as HTML; links leave no trace of the page that they stand on."""
    html = nh3.clean(
        MARKDOWN.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(html)  # noqa: S704  # nh3 has just cleaned it
