"""A plan as CSV: one row a task."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from workplan.errors import InvalidInput
from workplan.exchange.planfile import PlanFile
from workplan.exchange.tables import HEADINGS, missing_headings, read_rows, rows_of
from workplan.scheduling.schedule import schedule


def read(content: bytes, title: str = "Imported plan", start_on: date | None = None) -> PlanFile:
    """Return the plan in a CSV file, in UTF-8 or in what Excel writes on Windows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise InvalidInput("file", "The file holds binary data, not a table of text.")
    delimiter = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )
    try:
        reader = csv.DictReader(StringIO(text), delimiter=delimiter)
        headings = [h.strip() for h in reader.fieldnames or ()]
        if missing := missing_headings(headings):
            raise InvalidInput("file", f"The table has no column {', '.join(missing)}.")
        reader.fieldnames = headings
        return read_rows(title, ({k: v for k, v in row.items() if k} for row in reader), start_on)
    except csv.Error as error:
        raise InvalidInput("file", f"The table cannot be read: {error}.") from error


def write(plan: PlanFile, status_on: date | None = None) -> bytes:
    """Return the plan as CSV with our computed dates; cells that look like formulas are marked."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(rows_of(plan, schedule(plan.network(status_on))))
    return out.getvalue().encode("utf-8-sig")
