"""What a mail server answered, kept on disk until the ledger has it.

On SQLite one long write makes every other writer wait, and any database can be away for a moment.
The answer is written down at once all the same; the ledger takes it over when it can, before any
mail is claimed again, so that no accepted mail goes out twice.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

log = logging.getLogger(__name__)

ENDING, DAMAGED = ".json", ".damaged"
LONGEST_REPLY = 2_000


class Outcome(NamedTuple):
    """What became of one mail, as the ledger tells it.

    Args:
        state: sent, dead, or failed and to be tried again.
        was_offered: whether the server was told whom the mail is for; if not, it is the server's
            trouble, and any other mail would have met it too.
        is_alarm: somebody has to mend the settings before any mail passes.
        may_have_arrived: nobody knows whether the server took it.
    """

    state: str
    reply: str
    was_offered: bool = True
    is_alarm: bool = False
    may_have_arrived: bool = False

    @classmethod
    def told(cls, state: str, reply: object, **more: bool) -> Outcome:
        """Return an outcome with an answer that every database and file can hold."""
        plain = "".join(c if c.isprintable() else " " for c in str(reply))
        return cls(state, plain[:LONGEST_REPLY].strip(), **more)


class Kept(NamedTuple):
    """An outcome with the claim that it is of, and when it came."""

    token: str
    outcome: Outcome
    at: datetime


@dataclass(frozen=True)
class Outcomes:
    """A folder with a file for each outcome that no ledger has yet."""

    folder: Path

    def keep(self, token: str, outcome: Outcome, at: datetime) -> None:
        """Write an outcome down; it is on the disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{token}.part"
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump([token, outcome, at.isoformat()], file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / f"{token}{ENDING}")

    def all(self) -> list[Kept]:
        """Return what is kept, in the order of the claims' tokens."""
        found = []
        for path in sorted(self.folder.glob(f"*{ENDING}")):
            try:
                token, outcome, at = json.loads(path.read_text(encoding="utf-8"))
                found.append(Kept(token, Outcome(*outcome), datetime.fromisoformat(at)))
            except FileNotFoundError:
                continue  # Another process has handed it over meanwhile.
            except (ValueError, TypeError):
                self.set_aside(path.stem, "cannot be read")
        return found

    def set_aside(self, token: str, why: str) -> None:
        """Put an outcome out of the way that no ledger can take; it holds up no other."""
        path = self.folder / f"{token}{ENDING}"
        path.replace(path.with_suffix(DAMAGED))
        log.error("The answer %s %s; it is kept beside the others.", path.name, why)

    def let_go(self, kept: Kept) -> None:
        """Forget an outcome that the ledger has."""
        (self.folder / f"{kept.token}{ENDING}").unlink(missing_ok=True)
