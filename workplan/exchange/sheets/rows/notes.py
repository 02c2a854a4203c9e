"""What is kept of a row as text: its notes, the columns nobody knew, and who else is named."""

from __future__ import annotations

from collections.abc import Callable

from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.rows.table import Table
from workplan.exchange.sheets.values.owners import Owners, owners_in


def owners_of(table: Table, row: int, is_agency: Callable[[str], bool]) -> Owners:
    """Return who leads a task and who is named besides, from every column of owners."""
    found = [owners_in(text, is_agency) for _, text in table.texts(row, Field.OWNER)]
    leads = tuple(dict.fromkeys(name for each in found for name in each.leads))
    others = tuple(dict.fromkeys(name for each in found for name in each.others))
    return Owners(leads, tuple(name for name in others if name not in leads))


def note_of(table: Table, row: int, owners: Owners, status: str) -> str:
    """Return the note of a task: what stands in its columns of notes, and what else is kept."""
    lines = [text for _, text in table.texts(row, Field.NOTE)]
    lines += [
        f"{table.mapping.headings[at] or 'Beside'}: {text}"
        for at, text in table.texts(row, Field.KEEP)
    ]
    if owners.others:
        lines.append(f"Also named: {'; '.join(owners.others)}")
    if status:
        lines.append(f"Status: {status}")
    return "\n".join(lines)
