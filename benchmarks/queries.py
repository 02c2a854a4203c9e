"""How many queries each page makes, on plans of several sizes, counted inside the app."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.timing import Measure
from config import Settings, sqlite_url
from workplan.app import create_app
from workplan.extensions import db

PAGES = ("", "/tasks", "/gantt", "/burndown")


def queries_of(instance: Path, sizes: Sequence[tuple[int, int]]) -> list[Measure]:
    """Return the queries of each page on the smallest plan, with those on the others beside."""
    app = create_app(Settings.for_tests(instance, sqlite_url(instance)))
    counted: list[str] = []
    with app.app_context():
        event.listen(
            db.engine, "before_cursor_execute", lambda *given: counted.append(str(given[2]))
        )
    client = app.test_client()
    _sign_in(client, instance)
    measures = []
    for page in PAGES:
        numbers = []
        for tasks, links in sizes:
            counted.clear()
            client.get(f"/plans/synthetic-{tasks}-{links}-1{page}")
            numbers.append(len(counted))
        others = ", ".join(
            f"{number} at {tasks:,}"
            for number, (tasks, _) in zip(numbers[1:], sizes[1:], strict=True)
        )
        label = f"queries of {page or '/ (overview)'} at {sizes[0][0]} tasks"
        measures.append(Measure(label, numbers[0], "", None, others))
    return measures


def _sign_in(client: FlaskClient, instance: Path) -> None:
    people = json.loads((instance / "sample-sign-ins.json").read_text(encoding="utf-8"))
    person = next(p for p in people if p["role"] == "coordinator")
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/login").text)
    assert found is not None
    fields = {key: person[key] for key in ("email", "password")}
    client.post("/login", data={"csrf_token": found.group(1), **fields})
