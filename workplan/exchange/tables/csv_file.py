"""A plan as CSV: one row a task."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from workplan.errors import InvalidInput
from workplan.exchange.planfile import PlanFile
from workplan.exchange.tables.columns import (
    HEADINGS,
    OtherColumns,
    missing_headings,
    read_rows,
    rows_of,
)
from workplan.exchange.tables.text_file import delimiter_of, text_in
from workplan.scheduling.schedule import schedule


def read(content: bytes, title: str = "Imported plan", start_on: date | None = None) -> PlanFile:
    """Return the plan in a table of text: with commas, semicolons or tabs, in any usual letters."""
    text = text_in(content)
    delimiter = delimiter_of(text)
    try:
        reader = csv.DictReader(StringIO(text.lstrip("\r\n")), delimiter=delimiter)
        headings = [h.strip() for h in reader.fieldnames or ()]
        if missing := missing_headings(headings):
            raise OtherColumns("file", f"The table has no column {', '.join(missing)}.")
        reader.fieldnames = headings
        rows = ({k: v for k, v in row.items() if k} for row in reader)
        return read_rows(title, headings, rows, start_on)
    except csv.Error as error:
        raise InvalidInput("file", f"The table cannot be read: {error}.") from error


def write(plan: PlanFile, status_on: date | None = None) -> bytes:
    """Return the plan as CSV with our computed dates; cells that look like formulas are marked."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(rows_of(plan, schedule(plan.network(status_on))))
    return out.getvalue().encode("utf-8-sig")
