"""Print every measure beside its bar; `python -m benchmarks engine` measures a part."""

from __future__ import annotations

import sys

from benchmarks import charts, engine, imports, mails, pages, searches, sheets
from benchmarks.timing import show, show_yardstick


def main(parts: list[str]) -> None:
    """Measure the parts that were named, or all of them."""
    show_yardstick()
    if not parts or "engine" in parts:
        show("Engine: all dates, floats and drivers (median of 11)", engine.measure())
    if not parts or "charts" in parts:
        show("Chart files (median of 5)", charts.measure())
    if not parts or "imports" in parts:
        show("Imports: read, scheduled and saved on SQLite (median of 3)", imports.measure())
    if not parts or "sheets" in parts:
        show("A whole sheet, understood and scheduled on SQLite (median of 3)", sheets.measure())
    if not parts or "searches" in parts:
        show("Finding words, in process, on SQLite (median of 11)", searches.measure())
    if not parts or "mails" in parts:
        show("Sending, in processes of their own, to a server on this machine", mails.measure())
    if not parts or "pages" in parts:
        measured, seen, counted = pages.measure()
        show("Pages over HTTP, one client, SQLite (median of 11)", measured)
        show("In a browser", seen)
        show("Queries a page", counted)


main(sys.argv[1:])
