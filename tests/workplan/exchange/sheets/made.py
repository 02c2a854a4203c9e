"""Sheets as people have them, made of a few lines of text; and plans as a few words a task."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from workplan.exchange.tables.links_text import write_links
from workplan.notation.suspenses import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workplan.exchange.planfile import FileTask, PlanFile

Rows = list[list[Any]]


class Sheet(NamedTuple):
    """A sheet that somebody made, and what it is.

    Args:
        name: as a test is called.
        content: of the file.
        fields: the proposed field of each column, in order.
        tasks: the resulting tasks, as `words_of` has them.
        said: parts of remarks that there must be.
    """

    name: str
    content: bytes
    fields: str
    tasks: list[str]
    said: tuple[str, ...] = ()


def rows_of(text: str) -> Rows:
    """Return cells: a line a row, a bar between cells, · a blank, = before a date or a number."""
    lines = [line for line in text.strip("\n").split("\n") if not line.startswith("//")]
    return [[_cell(cell) for cell in line.split("|")] for line in lines]


def _cell(text: str) -> Any:
    text = text.strip().replace("·", " ").replace("¶", "\n")
    if not text.startswith("="):
        return text or None
    return date.fromisoformat(text[1:]) if text.count("-") == 2 else float(text[1:])


def comma(text: str, sign: str = ",", letters: str = "utf-8") -> bytes:
    """Return a table of text."""
    out = StringIO()
    csv.writer(out, delimiter=sign).writerows(rows_of(text))
    return out.getvalue().encode(letters)


def xlsx(
    *texts: str,
    merged: Iterable[str] = (),
    bold: Iterable[str] = (),
    indents: dict[str, int] | None = None,
    names: Sequence[str] = (),
) -> bytes:
    """Return a workbook; merged, bold and indented cells are those of its first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, text in enumerate(texts):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows_of(text):
            sheet.append(row)
    first = book.worksheets[0]
    for area in merged:
        first.merge_cells(area)
    for place in bold:
        first[place].font = Font(bold=True)
    for place, depth in (indents or {}).items():
        first[place].alignment = Alignment(indent=depth)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def ods(text: str, *, row_times: int = 1) -> bytes:
    """Return an OpenDocument sheet; its last row can be repeated."""
    rows = [
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
        for row in rows_of(text)
    ]
    rows[-1] = rows[-1].replace("row>", f'row table:number-rows-repeated="{row_times}">', 1)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Plan">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("of:="):
        return f"<table:table-cell table:formula={quoteattr(value)}/>"
    if isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value}"', str(value)
    elif isinstance(value, float):
        kind, shown = f'office:value-type="float" office:value="{value}"', f"{value:g}"
    else:
        kind, shown = 'office:value-type="string"', quoteattr(value)[1:-1]
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def words_of(plan: PlanFile) -> list[str]:
    """Return each task as a line: only what it has."""
    return [_words(task, plan) for task in plan.tasks]


def _words(task: FileTask, plan: PlanFile) -> str:
    links = write_links(li for li in plan.links if li.successor == task.uid)
    code = "" if task.code == str(task.uid) else f"[{task.code}]"
    parts = (
        f"{task.uid}{code} {task.name}: {task.duration_days - task.short_parts / 1440:g}d",
        f"{_short(task.start_on)}..{_short(task.finish_on)}"
        if task.start_on or task.finish_on
        else "",
        f"{task.constraint} {_short(task.constraint_on)}" if task.constraint != "ASAP" else "",
        f"in {task.parent}" if task.parent else "",
        f"after {links}" if links else "",
        f"due {_short(task.deadline_on)}" if task.deadline_on and not task.due_rule else "",
        f"due {written(task.due_rule)}" if task.due_rule else "",
        "due {1} after {0}".format(*task.due_after) if task.due_after else "",
        f"{task.percent}%" if task.percent else "",
        f"began {_short(task.actual_start_on)}" if task.actual_start_on else "",
        f"ended {_short(task.actual_finish_on)}" if task.actual_finish_on else "",
        f"by {', '.join(task.owners)}" if task.owners else "",
        f"with {', '.join(map(': '.join, task.supports))}" if task.supports else "",
        f"({'; '.join(task.note.splitlines())})" if task.note else "",
    )
    return " ".join(filter(None, parts))


def _short(day: date | None) -> str:
    return f"{day:%y%m%d}" if day else "–"
