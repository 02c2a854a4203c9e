"""A document as a file: a tagged PDF, or one page of HTML that needs nothing else."""

from __future__ import annotations

from pathlib import Path

from flask import render_template
from markupsafe import Markup

from workplan import papers
from workplan.palette import SHEET
from workplan.papers.paper import Paper
from workplan.storage.kinds import KINDS


def written(paper: Paper, form: str) -> tuple[bytes, str]:
    """Return a document as a file, and the type of it.

    Args:
        form: “pdf”, “html”, or “xlsx”.
    """
    if form == "xlsx":
        from workplan.exchange.tables import xlsx_papers  # Here: it loads what no page needs.

        return xlsx_papers.write(paper), KINDS["xlsx"].mime
    if form == "pdf":
        from workplan.papers import pdf  # Here: it loads what no page needs.

        return pdf.written(paper), KINDS["pdf"].mime
    page = render_template("plan_text/document.html", paper=paper, sheet=_sheet())
    return page.encode(), "text/html"


def _sheet() -> Markup:
    """Return the style sheet of a document: the palette, and what it looks like."""
    own = Path(papers.__file__).with_name("document.css")
    sheets = (sheet.read_text(encoding="utf-8") for sheet in (SHEET, own))
    return Markup("\n".join(sheets))  # noqa: S704  # both are files of ours
