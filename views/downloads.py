"""Files that people take away."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

from workplan.extensions import db
from workplan.services import journal


def served(content: bytes, mime: str, name: str) -> Response:
    """Return a file to be saved under its name; a page can show it as an image all the same.

    Opened as a page of its own, an SVG file would lose its colours to our rules for styles.
    """
    return send_file(BytesIO(content), mime, as_attachment=True, download_name=name, etag=False)


def journal_source() -> str:
    """Return the source line of a chart: which state of the journal it shows."""
    seq, head = journal.head(db.session())
    return f"Source: Workplan journal, entry {seq:,}, head {head[:12]}"
