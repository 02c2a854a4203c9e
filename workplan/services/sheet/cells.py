"""What a sheet is made of: cells as texts, rows as somebody typed them, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workplan.errors import WorkplanError
from workplan.notation.refusals import Mending


class Cells(NamedTuple):
    """The texts of a row, column by column."""

    code: str = ""
    name: str = ""
    leads: str = ""
    supports: str = ""
    days: str = ""
    waits: str = ""
    suspense: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in any of them."""
        return not any(text.strip() for text in self)

    def tidied(self) -> Cells:
        """Return the same on one line each, with single spaces."""
        return Cells(*(" ".join(text.split()) for text in self))


COLUMNS = Cells._fields
HEADINGS = {
    "code": "No.",
    "name": "Task",
    "leads": "Lead",
    "supports": "Supports",
    "days": "Days",
    "waits": "Waits for",
    "suspense": "Suspense",
}
LEVEL = "level"
"""Where a problem of the outline stands, which is no column."""
MOST_ROWS = 500


class Spot(NamedTuple):
    """A row in the order of the sheet: 0 is a line of effort, 1 a task, 2 a subtask, and so on."""

    key: str
    level: int


@dataclass(frozen=True)
class TypedRow:
    """A row as somebody typed it.

    Args:
        key: `t` and the number of a task, or `n` and any number for one that is new.
        was: the cells as they were shown.
        version: the version of the task that was shown.
        sentence: of the directive, that orders a new one.
    """

    key: str
    cells: Cells
    was: Cells = Cells()  # noqa: RUF009  # a tuple, which cannot change
    version: int = 0
    is_removed: bool = False
    sentence: str = ""

    @property
    def task_id(self) -> int | None:
        """The number of its task, unless it is new."""
        return int(self.key[1:]) if self.key[:1] == "t" else None


@dataclass(frozen=True)
class Typed:
    """A sheet as somebody typed it.

    Args:
        rows: the rows that were touched; any other stays as it is.
        shown: the order in which the page showed its rows, lines of effort among them.
        wanted: the order that somebody gave them, with the new ones.
    """

    rows: tuple[TypedRow, ...]
    shown: tuple[Spot, ...] = ()
    wanted: tuple[Spot, ...] = ()

    def row(self, key: str) -> TypedRow | None:
        """Return a row that was touched."""
        return self.by_key.get(key)

    @property
    def by_key(self) -> Mapping[str, TypedRow]:
        """The rows that were touched, by their keys."""
        return {row.key: row for row in self.rows}


class Problem(NamedTuple):
    """What is wrong with a cell.

    Args:
        mendings: texts that put it right at once.
        theirs: what somebody else made of the cell meanwhile, where that is what is wrong.
    """

    key: str
    column: str
    message: str
    mendings: Sequence[Mending] = ()
    theirs: str | None = None


@dataclass
class Read:
    """What was understood of a sheet, and what was not.

    Args:
        words: what each changed cell was understood as, by row and column.
        numbered: the numbers that new rows without one get, by row.
        present: the cells of the touched rows as they stand now, by row.
        versions: the versions of their tasks now.
    """

    problems: list[Problem] = field(default_factory=list)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    numbered: dict[str, str] = field(default_factory=dict)
    present: dict[str, Cells] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    changed: set[tuple[str, str]] = field(default_factory=set)

    def refuse(self, key: str, column: str, message: str, mendings: Iterable[Mending] = ()) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(Problem(key, column, message, tuple(mendings)))

    def at(self, key: str, column: str) -> Problem | None:
        """Return the first thing that is wrong with a cell."""
        return next((p for p in self.problems if (p.key, p.column) == (key, column)), None)


class CellsRefused(WorkplanError):
    """A sheet of which some cells need another look; nothing of it is saved.

    Args:
        read: what was understood, and what was not.
    """

    def __init__(self, read: Read) -> None:
        count = len(read.problems)
        super().__init__(
            "One cell needs another look." if count == 1 else f"{count} cells need another look."
        )
        self.read = read
