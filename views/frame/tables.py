"""Tables on a phone: each row becomes a block, and each cell in it says what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Flask
from markupsafe import Markup, escape

CELL = re.compile(r"<(tr|td|th)\b([^>]*)>")
TAG = re.compile(r"<[^>]*>")
UNSEEN = 'class="usa-sr-only"'


def headed(rows: Markup, heads: Sequence[object]) -> Markup:
    """Return the rows of a table with each cell naming its head, for style sheets to show.

    Args:
        heads: of each column a text, or a text and a class; a head for listeners only is not
            shown, nor is that of the cell that names its row.
    """
    texts = [escape(_seen(head)) for head in heads]
    column = -1

    def name(found: re.Match[str]) -> str:
        nonlocal column
        tag, attributes = found.groups()
        if tag == "tr":
            column = -1
            return found[0]
        column += 1
        text = texts[column] if column < len(texts) else ""
        if tag == "th" or not text or "colspan" in attributes:
            return found[0]
        return f'<td{attributes} data-head="{text}">'

    return Markup(CELL.sub(name, rows))  # noqa: S704  # the rows are safe, and so is what is added


def _seen(head: object) -> str:
    text = str(head[0] if isinstance(head, tuple) else head)
    if UNSEEN in text:
        return ""
    return " ".join(Markup(TAG.sub("", text)).unescape().split())  # noqa: S704  # read, not shown


def init_app(app: Flask) -> None:
    """Bind the filter to an app's templates."""
    app.jinja_env.filters["headed"] = headed
