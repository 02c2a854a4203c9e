"""Errors that a person can act on: each says what is wrong, with which value, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class WorkplanError(Exception):
    """Base of every error that the edges turn into a clear answer."""


class InvalidInput(WorkplanError):
    """A value that someone gave cannot be taken.

    Args:
        field: the form field, JSON key or command option that holds the value.
        message: a whole sentence: the value, what is wrong with it, and the way out.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class BeyondLimit(InvalidInput):
    """A change that moves an approved plan by more than a coordinator may; it can be asked for."""

    def __init__(self, message: str) -> None:
        super().__init__("limit", message)


class NotFound(WorkplanError):
    """What was asked for does not exist, or is not the asker's to know about."""


class NotAllowed(WorkplanError):
    """The person may see this, but not do that with it."""


class StaleVersion(WorkplanError):
    """Somebody saved first; the caller shows both texts and loses neither."""

    def __init__(self, submitted: int, current: int) -> None:
        super().__init__(
            f"You started from version {submitted}, and version {current} has been saved since."
        )
        self.submitted = submitted
        self.current = current


class Contradiction(NamedTuple):
    """Something in a report that does not fit; the sentence names both sides."""

    id: str
    sentence: str


class Contradicted(WorkplanError):
    """A report that contradicts itself or the plan; it is saved with a reason only."""

    def __init__(self, found: list[Contradiction]) -> None:
        super().__init__(" ".join(one.sentence for one in found))
        self.found = found


class LinkWouldLoop(InvalidInput):
    """A dependency, or a place below a task, that would make a task wait for itself.

    Args:
        cycle: the names of the tasks in order, the first repeated at the end.
        said: the same in words, with which of them lies in which.
        place: of a loop of one dependency, why one task cannot lie in the other.
        task_ids: the tasks in the same order.
    """

    def __init__(
        self,
        cycle: list[str],
        said: str = "",
        place: str = "",
        task_ids: Sequence[int] = (),
    ) -> None:
        self.cycle, self.place, self.task_ids = cycle, place, task_ids
        self.said = said or " → ".join(cycle)
        super().__init__(
            "predecessor",
            f"This dependency would make a loop: {self.said}. "
            "Choose another predecessor, or first remove one of these dependencies.",
        )

    def of_place(self) -> InvalidInput:
        """Return the same as said to somebody who chose a parent, and no predecessor."""
        why = self.place or f"This place would make a loop: {self.said}"
        return InvalidInput(
            "parent_id", f"{why}. Choose another parent, or first remove a dependency between them."
        )


class PlanIsFrozen(WorkplanError):
    """A closed plan takes no more changes."""
