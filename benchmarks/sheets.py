"""A sheet of 200 rows pasted into an empty plan: understood, tried, saved and scheduled."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.site import app_in
from benchmarks.timing import Measure
from workplan.services.record.change import Change
from workplan.services.sheet.cells import Cells, Typed, TypedRow

ROWS, RUNS = 200, 3
BAR_SECONDS = 2.0


def measure() -> list[Measure]:
    """Return how long it takes to try such a sheet, to save it, and to take it back."""
    with TemporaryDirectory(prefix="workplan-bench-") as folder:
        import flask_migrate

        app = app_in(Path(folder))
        with app.app_context():
            flask_migrate.upgrade()
            play = _player()
            play()  # The first is a warm-up.
            times = [play() for _ in range(RUNS)]
        Path(folder, "workplan.sqlite3").unlink(missing_ok=True)
    tried, saved, undone = (median(found) for found in zip(*times, strict=True))
    return [
        Measure(f"{ROWS} rows pasted into an empty plan: tried", tried, "s", BAR_SECONDS),
        Measure(f"{ROWS} rows pasted into an empty plan: saved", saved, "s", BAR_SECONDS),
        Measure(f"the same {ROWS} rows taken back", undone, "s"),
    ]


def _player() -> Callable[[], list[float]]:
    from datetime import date

    from models import Agency, Plan
    from workplan import clock
    from workplan.exchange.planfile import FileTask, PlanFile
    from workplan.extensions import db
    from workplan.services.accounts import accounts
    from workplan.services.changes.undoing.undo import offered, undo
    from workplan.services.interchange import imports
    from workplan.services.interchange.imports import ImportWishes
    from workplan.services.record.actor import Actor
    from workplan.services.sheet import saving, trying

    operator = Actor(None, "Operator", "cli")
    person, _ = accounts.add(
        Change(operator, clock.now()), "bench@example.gov", "Bench", is_admin=False
    )
    coordinator = Actor(person, "Bench", "web")
    with Change(operator, clock.now()).transaction() as session:
        session.add(Agency(code="WAR", label="War", name="Department of War"))
    numbers, typed = count(1), Typed(_rows())

    def play() -> list[float]:
        slug = f"plan-{next(numbers)}"
        empty = PlanFile("Empty", date(2026, 9, 14), tasks=[FileTask(1, "The one", 1, "one")])
        imports.import_plan(Change(operator, clock.now()), empty, person, ImportWishes(slug))
        times, change = [], Change(coordinator, clock.now())

        def undone() -> None:
            found = offered(change)
            assert found is not None
            undo(Change(coordinator, clock.now()), found[0])

        def tried() -> None:
            plan = db.session.query(Plan).filter_by(slug=slug).one()
            assert not trying.tried(change, plan, typed).read.problems

        for step in (tried, lambda: saving.save(change, slug, typed), undone):
            begun = time.perf_counter()
            step()
            times.append(time.perf_counter() - begun)
        return times

    return play


def _rows() -> tuple[TypedRow, ...]:
    return tuple(
        TypedRow(
            f"n{number}",
            Cells(
                f"{number // 10}({chr(97 + number % 10)})",
                f"Task {number}",
                "War",
                "",
                str(3 + number % 12),
                f"{(number - 3) // 10}({chr(97 + (number - 3) % 10)}) FS+1" if number > 2 else "",
                "15 Jan 2028" if number % 3 or not number else "after 0(a) +300",
            ),
        )
        for number in range(ROWS)
    )
