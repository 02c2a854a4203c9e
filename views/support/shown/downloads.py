"""Files that people take away."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

from flask import Response, send_file

from workplan.exchange.tables.cells import safe
from workplan.storage.kinds import KINDS


def served(content: bytes, mime: str, name: str) -> Response:
    """Return a file to be saved under its name; a page can show it as an image all the same.

    Opened as a page of its own, an SVG file would lose its colours to our rules for styles.
    """
    return send_file(BytesIO(content), mime, as_attachment=True, download_name=name, etag=False)


def table(name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return a list as CSV that spreadsheets read as UTF-8, and take for no formulas."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    for row in rows:
        writer.writerow(map(_cell, row))
    return served(("\ufeff" + out.getvalue()).encode(), "text/csv", f"{name}.csv")


def workbook(
    name: str, title: str, sheet: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> Response:
    """Return a list as a workbook.

    Args:
        title: of the plan, for the foot of each printed page.
        sheet: the name of its only sheet.
    """
    from workplan.exchange.tables import xlsx_lists  # Here: it loads what no page needs.

    content = xlsx_lists.write(title, sheet, headings, rows)
    return served(content, KINDS["xlsx"].mime, f"{name}.xlsx")


def _cell(value: object) -> object:
    """Return what a spreadsheet shows: a moment in UTC to the minute, and no formula."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    return safe(value) if isinstance(value, str) else value
