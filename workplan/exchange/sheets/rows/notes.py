"""What is kept of a row as text: its notes, the columns nobody knew, and who leads and supports."""

from __future__ import annotations

from collections.abc import Callable

from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.rows.table import Table
from workplan.exchange.sheets.values.owners import Owners, owners_in
from workplan.notation.agencies import PLAIN_ROLE


def owners_of(table: Table, row: int, is_agency: Callable[[str], bool]) -> Owners:
    """Return who leads and who supports a task; of several columns of owners the first leads."""
    found = [owners_in(text, is_agency) for _, text in table.texts(row, Field.OWNER)]
    leads = next((each.leads for each in found if each.leads), ())
    supports = {name: role for each in reversed(found) for name, role in each.supports}
    for name in (name for each in found for name in each.leads):
        supports.setdefault(name, PLAIN_ROLE)
    return Owners(leads, tuple(one for one in supports.items() if one[0] not in leads))


def note_of(table: Table, row: int, status: str) -> str:
    """Return the note of a task: what stands in its columns of notes, and what else is kept."""
    lines = [text for _, text in table.texts(row, Field.NOTE)]
    lines += [
        f"{table.mapping.headings[at] or 'Beside'}: {text}"
        for at, text in table.texts(row, Field.KEEP)
    ]
    if status:
        lines.append(f"Status: {status}")
    return "\n".join(lines)
