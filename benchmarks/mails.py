"""Sending: mails a second with several senders, the memory of each, and a beat with nothing due."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.timing import Measure, median_ms

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

MAILS = 10_000
SENDERS = {"PostgreSQL": 4, "SQLite": 1}
FASTEST = {"PostgreSQL": 200.0}
TASKS = 100_000
BEAT_MS = 300.0


def measure() -> list[Measure]:
    """Return how fast mails leave on each database, and how long a beat takes that finds nothing.

    The mail server is one of Python on this machine, which takes a share of it.
    """
    measures = []
    for kind in SENDERS:
        with (
            TemporaryDirectory(prefix="workplan-bench-") as folder,
            _databases(kind, Path(folder)) as databases,
        ):
            measures += _sent(kind, Path(folder) / "sending", databases)
            measures.append(_idle(kind, Path(folder) / "idle", databases))
    return measures


@contextmanager
def _databases(kind: str, folder: Path) -> Iterator[Any]:
    from support.ground.databases import PostgresDatabases, SQLiteDatabases
    from support.programs.postgres import running_server

    with ExitStack() as stack:
        if kind == "SQLite":
            made: Any = SQLiteDatabases(folder)
        else:
            made = PostgresDatabases(stack.enter_context(running_server()).url, folder)
        stack.callback(made.close)
        yield made


def _sent(kind: str, instance: Path, databases: Any) -> list[Measure]:
    from support.drill.post import EIGHT, a_post, counted

    count = SENDERS[kind]
    with a_post(databases, instance, people=MAILS) as post:
        post.owe(1)
        with ExitStack() as stack:
            crew = [stack.enter_context(post.process()) for _ in range(count)]
            sizes = []
            began, beat = time.perf_counter(), 0
            while len(post.server.mails) < MAILS:
                for process in crew:
                    process.beat(EIGHT + timedelta(minutes=beat))
                for process in crew:
                    process.done()
                sizes.append(max(_memory_mb(process.process.pid) for process in crew))
                beat += 1
            took = time.perf_counter() - began
        found = counted(post)
        assert (found.missed, found.copies) == (0, 0), found
        name = f"{kind}, {count} {'sender' if count == 1 else 'senders'}: {MAILS:,} mails"
        rate = MAILS / took
        more = f"{post.server.connections:,} connections, {sizes[0]:.0f} to {sizes[-1]:.0f} MB each"
        return [Measure(name, rate, "/s", FASTEST.get(kind), more, is_least=True)]


def _memory_mb(pid: int) -> float:
    """Return what a process holds in memory now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _idle(kind: str, instance: Path, databases: Any) -> Measure:
    """Return how long a beat takes over many open tasks of which none is due."""
    from sqlalchemy import insert

    from models import Task, TaskAgency
    from support.drill.post import a_post
    from support.ground.moments import washington
    from workplan.extensions import db
    from workplan.services.operations import beats

    with a_post(databases, instance, people=20) as post:
        plan = post.office.plan()
        far = date(2027, 6, 1)
        rows = [
            {
                "plan_id": plan.id,
                "uid": 1_000_000 + n,
                "position": 1_000 + n,
                "code": f"b{n}",
                "name": f"Task {n}",
                "duration_days": 1,
                "due_on": far,
                "due_set_on": far,
                "is_open": True,
                "folded_code": f"b{n}",
                "folded_name": f"task {n}",
                "folded_description": "",
            }
            for n in range(TASKS)
        ]
        db.session.execute(insert(Task), rows)
        ids = db.session.scalars(db.select(Task.id).where(Task.uid >= 1_000_000))
        agency = post.office.agencies["DSCA"]
        db.session.execute(
            insert(TaskAgency), [{"task_id": n, "agency_id": agency, "role": "lead"} for n in ids]
        )
        db.session.commit()
        now = washington(2026, 11, 25, 23)
        beats.tick(post.sender, now)
        taken = median_ms(lambda: beats.tick(post.sender, now), 5)
        return Measure(f"{kind}: a beat over {TASKS:,} open tasks", taken, "ms", BEAT_MS)
