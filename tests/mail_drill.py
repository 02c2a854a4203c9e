"""Break the sending of reminders in every way that we know, and count what arrived: `make drill`.

On SQLite and on PostgreSQL, with real processes, a real mail server on loopback and real kills.
Each fault meets reminders that are due; afterwards healthy beats go on until nothing waits. Then
the ledger is held against what the server accepted:

missed: a row that is due and neither sent nor listed as failed;
copies: mails that arrived more than once, each under one Message-ID and marked in the ledger;
stuck: rows that still wait or are being sent.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from support.drill.faults import FAULTS, Fault, database_stopped, killed_at_random
from support.drill.post import a_post, counted
from support.ground.databases import PostgresDatabases, SQLiteDatabases
from support.programs.postgres import running_server

if TYPE_CHECKING:
    from support.ground.databases import Databases

MAY_COPY = ("killed", "cut", "held", "PostgreSQL stopped", "clock")
"""What may lead to a second copy: a kill, and a connection that dies before the answer."""


def tried(kind: str, databases: Databases, folder: Path, faults: dict[str, Fault]) -> int:
    """Meet reminders with each fault, print a line a fault, and return how many were due."""
    due = 0
    print(f"{kind}:\n  {'fault':<38}   due  sent failed missed stuck copies  mails     s")
    for number, (name, fault) in enumerate(faults.items()):
        people = 150 if "at random" in name else 20
        with a_post(databases, folder / f"{number}", people=people) as post:
            post.owe(4)
            began = time.monotonic()
            fault(post)
            found = counted(post)
            took = time.monotonic() - began
        print(
            f"  {name:<38} {found.due:>5} {found.sent:>5} {found.failed:>6} {found.missed:>6} "
            f"{found.stuck:>5} {found.copies:>6} {found.mails:>6} {took:>5.1f}",
            flush=True,
        )
        assert found.missed == found.stuck == 0, f"{name}: {found}"
        assert found.due >= 4 * people, f"{name}: {found}"
        assert not found.unmarked, f"{name}: {found.unmarked} copies are not marked"
        assert not found.copies or any(word in name for word in MAY_COPY), f"{name}: {found}"
        due += found.due
    return due


def main() -> int:
    """Do the whole drill on both databases."""
    with tempfile.TemporaryDirectory(prefix="workplan-mail-drill-") as name, ExitStack() as stack:
        due = 0
        folder = Path(name) / "sqlite"
        folder.mkdir()
        sqlite = SQLiteDatabases(folder)
        stack.callback(sqlite.close)
        due += tried("SQLite", sqlite, folder, FAULTS | {"killed at random": killed_at_random(2)})
        folder = Path(name) / "postgres"
        folder.mkdir()
        server = stack.enter_context(running_server())
        postgres = PostgresDatabases(server.url, folder)
        stack.callback(postgres.close)
        faults = FAULTS | {
            "PostgreSQL stopped and started": database_stopped(server),
            "killed at random": killed_at_random(4),
        }
        due += tried("PostgreSQL", postgres, folder, faults)
        print(f"{due:,} reminders were due; none is missed, none is stuck.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
