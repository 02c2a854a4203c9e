"""What could not be read, and what had to be decided, each with the address of its cell."""

from __future__ import annotations

from workplan.exchange.planfile import Remark, RemarkKind
from workplan.exchange.sheets.cells.grid import address

LONGEST_VALUE = 40
MOST_CELLS = 10


class Findings:
    """What became of the cells of a sheet, in the order in which it was found."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.uids: dict[int, int] = {}  # of the task of each row, once they are known
        self.without_length: list[tuple[int, int]] = []
        self.until_suspense: list[tuple[int, int]] = []
        self.unused: list[tuple[int, int]] = []
        self.driven: list[tuple[int, int]] = []
        self.uncomputed: list[tuple[int, int]] = []
        self.several: list[tuple[int, int]] = []

    def cell(
        self, place: tuple[int, int], uid: int | None, field: str, value: str, said: str
    ) -> None:
        """Say of a cell that it cannot be read, such as “D14: ‘TBD’ is no date”.

        Args:
            place: its row and column.
            said: what follows the value: why, and what that means for the task.
        """
        shown = " ".join(value.split())[:LONGEST_VALUE]
        self.remarks.append(Remark("dropped", uid, field, f"{address(*place)}: “{shown}” {said}."))

    def decided(
        self,
        place: tuple[int, int],
        uid: int | None,
        field: str,
        said: str,
        kind: RemarkKind = "changed",
    ) -> None:
        """Say how a cell was read, where it can be read in several ways."""
        self.remarks.append(Remark(kind, uid, field, f"{address(*place)}: {said}."))

    def say_gathered(self) -> None:
        """Say once where durations come from that no cell gives, and which dates nothing uses."""
        if self.without_length:
            said = "Neither a duration nor start and finish: 1 day is taken for"
            self.whole("Duration", f"{said} {_listed(self.without_length)}.")
        if self.until_suspense:
            said = "No finish is given, so it is taken to last from its start to its suspense:"
            self.whole("Duration", f"{said} {_listed(self.until_suspense)}.")
        if self.unused:
            said = "A task in which others lie lasts as long as they do, so its own is not used:"
            self.whole("Dates", f"{said} {_listed(self.unused)}.")
        if self.several:
            said = "Of several names the first leads, and the others support its task:"
            self.whole("Lead agencies", f"{said} {_listed(self.several)}.")

    def say_of_whole(self) -> None:
        """Say once which starts follow from predecessors, and which formulas have no result."""
        if self.driven:
            said = "Predecessors say when these tasks start, so their own starts are left out:"
            each = self._each(self.driven, "this start is left out, since predecessors decide it")
            self.whole("Start", f"{said} {_areas(self.driven)}.", each)
        if self.uncomputed:
            self.whole(
                "Formulas",
                "The file holds no result of these formulas, so their cells count as empty: "
                f"{_areas(self.uncomputed)}. Open it where it was made, save it, and bring it in "
                "again.",
                self._each(self.uncomputed, "the formula has no result in the file"),
            )

    def whole(self, field: str, said: str, of_tasks: tuple[tuple[int, str], ...] = ()) -> None:
        """Say something of the whole sheet, and what of it is to be said of single tasks."""
        self.remarks.append(Remark("changed", None, field, said, of_tasks))

    def _each(self, places: list[tuple[int, int]], said: str) -> tuple[tuple[int, str], ...]:
        """Return what is said of the task of each cell, with its address."""
        return tuple(
            (self.uids[place[0]], f"{address(*place)}: {said}.")
            for place in places
            if place[0] in self.uids
        )


def _listed(places: list[tuple[int, int]]) -> str:
    cells = ", ".join(address(*place) for place in places[:MOST_CELLS])
    return f"{cells} and {len(places) - MOST_CELLS} more" if len(places) > MOST_CELLS else cells


def _areas(places: list[tuple[int, int]]) -> str:
    """Return every cell, those below each other as an area: D4:D9, E2."""
    areas: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for row, column in sorted(set(places), key=lambda place: place[::-1]):
        if areas and areas[-1][1] == (row - 1, column):
            areas[-1] = (areas[-1][0], (row, column))
        else:
            areas.append(((row, column), (row, column)))
    return ", ".join(
        address(*first) if first == last else f"{address(*first)}:{address(*last)}"
        for first, last in areas
    )
