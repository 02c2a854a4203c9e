"""Finding words, in process: how long it takes, and what its index weighs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.timing import Measure, median_ms
from workplan.services.record.change import Change

SIZES = (5_000, 20_000)
REPORTS_A_TASK = 5
WORDS = {
    "one word in a thousand": ("xylograph", 40.0),
    "the inside of it": ("ylogra", 40.0),
    "two words": ("xylograph review", 40.0),
    "two characters": ("xy", 200.0),
    "a word of each tenth text": ("review", 200.0),
}
"""What is looked for, and the limit: an index knows where long words stand, not the short ones."""
BAR_MS = 60.0


def measure() -> list[Measure]:
    """Return the medians of searches in plans of each size, each with five reports a task."""
    measures = []
    for size in SIZES:
        with TemporaryDirectory(prefix="workplan-bench-") as folder:
            measures += _of_size(Path(folder), size)
    return measures


def _of_size(folder: Path, size: int) -> list[Measure]:
    import flask_migrate

    from config import Settings, sqlite_url
    from workplan import clock
    from workplan.app import create_app
    from workplan.extensions import db
    from workplan.services.finding import search, task_lists
    from workplan.services.people import rights
    from workplan.services.tasks import states

    os.environ["INSTANCE"] = str(folder)
    app = create_app(Settings.for_tests(folder, sqlite_url(folder)))
    name = f"{size:,} tasks, {size * REPORTS_A_TASK:,} reports"
    with app.app_context():
        flask_migrate.upgrade()
        actor, slug = _fill(size)
        measures = [
            Measure(
                f"{name}: {label}",
                median_ms(partial(search.find, db.session(), actor, typed)),
                "ms",
                bar,
                f"{len(search.find(db.session(), actor, typed))} shown",
            )
            for label, (typed, bar) in WORDS.items()
        ]
        plan, standing = rights.plan_for(db.session(), actor, slug)
        day = states.day_of(db.session(), plan, clock.now())
        wanted = task_lists.TaskFilter(text="ylogra")
        spent = median_ms(partial(task_lists.page_of, db.session(), standing, wanted, day))
        measures.append(Measure(f"{name}: the list's filter", spent, "ms", BAR_MS))
        measures.append(Measure(f"{name}: index", _megabytes("search_%"), "MB"))
        measures.append(Measure(f"{name}: whole database", _megabytes("%"), "MB"))
        db.session.remove()
        db.engine.dispose()
    return measures


def _fill(size: int) -> tuple[Any, str]:
    """Import a plan with names and notes of the length that people write, and report on it."""
    from sqlalchemy import insert, select

    from models import StatusReport, Task
    from workplan import clock
    from workplan.exchange.planfile import FileTask, PlanFile
    from workplan.services.accounts import accounts
    from workplan.services.interchange import imports
    from workplan.services.interchange.imports import ImportWishes
    from workplan.services.record.actor import Actor
    from workplan.services.record.transaction import writing

    chance, now = Random(size), clock.now()  # noqa: S311  # made-up data
    vocabulary = _vocabulary(chance)
    operator = Actor(None, "Operator", "cli")
    person, _ = accounts.add(Change(operator, now), "bench@example.gov", "Bench", is_admin=False)
    plan = PlanFile("Synthetic", now.date(), holidays=())
    plan.tasks = [
        FileTask(n, _text(chance, vocabulary, 7), 5, f"{n}", note=_text(chance, vocabulary, 20))
        for n in range(1, size + 1)
    ]
    slug = imports.import_plan(Change(operator, now), plan, person, ImportWishes()).slug
    with writing() as session:
        row = {"user_id": person, "reported_on": now.date(), "status": "on_track", "percent": 10}
        session.execute(
            insert(StatusReport),
            [
                {
                    **row,
                    "task_id": task_id,
                    "reported_at": now - timedelta(days=7 * n),
                    "done": _text(chance, vocabulary, 25),
                }
                for task_id in session.scalars(select(Task.id)).all()
                for n in range(REPORTS_A_TASK)
            ],
        )
    return Actor(person, "Bench", "web"), slug


def _vocabulary(chance: Random) -> list[str]:
    """Return made-up words."""
    return [
        "".join(chance.choices("etaoinshrdlucmfwpgb", k=chance.randint(2, 11))) for _ in range(4000)
    ]


def _text(chance: Random, vocabulary: Sequence[str], words: int) -> str:
    """Return words; in one of ten is “review”, in one of a thousand “xylograph”."""
    said = chance.choices(vocabulary, k=words)
    if chance.random() < 0.1:
        said.append("review")
    if chance.random() < 0.001:
        said += ["xylograph", "review"]
    return " ".join(said)


def _megabytes(names: str) -> float:
    """Return what tables and indexes of certain names take in the file."""
    from sqlalchemy import text

    from workplan.extensions import db

    found = text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE :names")
    return (db.session.scalar(found, {"names": names}) or 0) / 2**20
