"""The numbers of the tasks of a plan, found at the beginning of a text: the longest wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workplan.notation.refusals import NotUnderstood, nearest, use

ENDS = ",;"


class Codes:
    """The numbers of tasks, as they are compared: without regard to capitals.

    Args:
        codes: each number as the plan writes it; one that stands twice names no task.
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self._found: dict[str, str] = {}
        self._twice: set[str] = set()
        for code in codes:
            folded = code.casefold()
            if folded in self._found:
                self._twice.add(folded)
            self._found[folded] = code
        self._lengths = sorted({len(folded) for folded in self._found}, reverse=True)

    def __contains__(self, code: str) -> bool:
        return code.casefold() in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found.values())

    def at_start(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each number with which a text begins, and what follows it; the longest first."""
        folded = text.casefold()
        if len(folded) != len(text):  # a few letters fold to two, and places would not be the same
            folded = text
        for length in self._lengths:
            code = self._found.get(folded[:length])
            if code is not None and len(text) >= length:
                yield code, text[length:]

    def require_one(self, code: str) -> None:
        """Refuse a number that two tasks have."""
        if code.casefold() in self._twice:
            raise NotUnderstood(
                f"Two tasks have the number {code}. Give one of them another number first."
            )

    def unknown(self, typed: str, text: str) -> NotUnderstood:
        """Return the refusal of a number that no task has.

        Args:
            text: the whole cell, of which it is a part.
        """
        near = nearest(typed, self)
        way = "" if near else " Give a number as the column “No.” shows it."
        mendings = use(near, typed, text) if near else ()
        return NotUnderstood(f"No task has the number “{typed[:40]}”.{way}", *mendings)
