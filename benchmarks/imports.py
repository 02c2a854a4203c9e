"""A plan of 5,000 tasks read from each kind of file, scheduled, and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engine import network
from benchmarks.site import app_in
from benchmarks.timing import Measure, median_ms
from workplan.services.record.change import Change

TASKS, LINKS = 5_000, 6_000
BAR_SECONDS = 4.0


def measure() -> list[Measure]:
    """Return the medians of three imports of each form, in seconds."""
    with TemporaryDirectory(prefix="workplan-bench-") as folder:
        import flask_migrate

        app = app_in(Path(folder))
        with app.app_context():
            flask_migrate.upgrade()
            bring_in = _importer()
            measures = []
            for form, content in _files().items():
                spent = median_ms(partial(bring_in, content), runs=3) / 1000
                size = f"{len(content) / 1024:.0f} KB"
                name = f"import {TASKS:,} tasks from {form}"
                measures.append(Measure(name, spent, "s", BAR_SECONDS, size))
        Path(folder, "workplan.sqlite3").unlink(missing_ok=True)
    return measures


def _importer() -> Callable[[bytes], object]:
    from workplan import clock
    from workplan.exchange import formats
    from workplan.services.accounts import accounts
    from workplan.services.interchange import imports
    from workplan.services.interchange.imports import ImportWishes
    from workplan.services.record.actor import Actor

    operator = Actor(None, "Operator", "cli")
    person, _ = accounts.add(
        Change(operator, clock.now()), "bench@example.gov", "Bench", is_admin=False
    )
    numbers = count(1)

    def bring_in(content: bytes) -> object:
        plan_file = formats.read(content, "plan")
        wishes = ImportWishes(f"plan-{next(numbers)}")
        return imports.import_plan(Change(operator, clock.now()), plan_file, person, wishes)

    return bring_in


def _files() -> dict[str, bytes]:
    from workplan.exchange import neutral_json
    from workplan.exchange.planfile import FileLink, FileTask, PlanFile
    from workplan.exchange.project import writing
    from workplan.exchange.tables import xlsx_file

    drawn = network(TASKS, LINKS)
    plan = PlanFile("Synthetic", drawn.start_on, holidays=())
    plan.tasks = [
        FileTask(a.uid + 1, f"Task {a.uid}", a.duration, str(a.uid), deadline_on=a.deadline_on)
        for a in drawn.activities
    ]
    plan.links = [
        FileLink(li.predecessor + 1, li.successor + 1, li.type, li.lag) for li in drawn.links
    ]
    return {
        "Project XML": writing.write(plan),
        "JSON": json.dumps(neutral_json.write(plan)).encode(),
        "XLSX": xlsx_file.write(plan),
    }
