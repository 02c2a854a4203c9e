"""A verb of the journal, and why some of what it tells cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workplan.services.record.words.sentences import Told

FOLLOWS = "It follows from another change, and goes back with that one."
SAID = "What was said stays said: say what holds now."
ANSWERED = "Another agency has answered: hand it on anew."
REVERSED = "A decision stays on the record: reverse it, with a reason, on the page of the task."
OPPOSITE = "Another action says the opposite, in words of its own."
LEFT = "A mail or a link has left already."
HAPPENED = "It records what happened; nothing could be set back."
SHOWN = "It may be in use or was shown already: retire it, so that it stays named."
ONE = "Which row came from which of the two is not told apart any more."
GONE = "What was purged is not there any more; its journal is."


@dataclass(frozen=True)
class Verb:
    """What an entry of the journal says happened.

    Args:
        sentence: says it of one entry, with names and words only, and without its reason.
        raises_version: whether it raises the version of its task by one.
        is_report: whether an agency reports by it.
        is_group: whether it stands for a group, which is taken back part by part.
        undone_by: the verb of the entry that takes one back; empty when nothing does.
        not_undone: why nothing takes it back; empty when something does.
    """

    sentence: Callable[[Told], str]
    raises_version: bool = False
    is_report: bool = False
    is_group: bool = False
    undone_by: str = ""
    not_undone: str = ""

    @property
    def is_undoable(self) -> bool:
        """Tell whether its entries can be taken back."""
        return self.is_group or bool(self.undone_by)
