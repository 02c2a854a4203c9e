"""Made-up plans of any size: the same seed makes the same plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from models import (
    Baseline,
    BaselineTask,
    Dependency,
    JournalEntry,
    Plan,
    StatusReport,
    Suspense,
    Task,
    TaskAgency,
)
from support.record.counting import by_counting, in_journal
from support.record.snapshots import snapshot
from workplan.extensions import db
from workplan.services.record import journal

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("app_context")

APART = ("id", "task_id", "plan_id", "baseline_id", "initiative_id", "driver")


def generate(app: Flask, slug: str, *arguments: str) -> str:
    """Run the command and return what it printed."""
    wanted = ("--tasks", "60", "--links", "70", "--seed", "3", "--slug", slug)
    result = app.test_cli_runner().invoke(args=["sample", "generate", *(arguments or wanted)])
    assert result.exit_code == 0, result.output
    return result.output


def of_plan(slug: str) -> dict[str, Any]:
    """Return a plan without the numbers that its rows happen to have."""
    plan = db.session.scalars(select(Plan.id).where(Plan.slug == slug)).one()
    uid = {t.id: t.uid for t in db.session.execute(select(Task.id, Task.uid)).all()}
    columns = [c for c in Task.__table__.c if c.name not in APART]
    tasks = select(*columns).where(Task.plan_id == plan).order_by(Task.uid)
    links = select(Dependency).where(Dependency.plan_id == plan)
    mine = select(Task.id).where(Task.plan_id == plan)
    return {
        "tasks": [tuple(row) for row in db.session.execute(tasks)],
        "drivers": [
            _by_uid(driver, uid)
            for driver in db.session.scalars(
                select(Task.driver).where(Task.plan_id == plan).order_by(Task.uid)
            )
        ],
        "links": sorted(
            (uid[d.predecessor_id], uid[d.successor_id], d.type, d.lag_days, d.is_elapsed)
            for d in db.session.scalars(links)
        ),
        "suspenses": sorted(
            (uid[s.task_id], s.rule, s.fixed_on)
            for s in db.session.scalars(select(Suspense).where(Suspense.task_id.in_(mine)))
        ),
        "agencies": sorted(
            (uid[a.task_id], a.agency_id, a.role)
            for a in db.session.scalars(select(TaskAgency).where(TaskAgency.task_id.in_(mine)))
        ),
        "reports": sorted(
            (uid[r.task_id], r.reported_on, r.percent, r.status)
            for r in db.session.scalars(select(StatusReport).where(StatusReport.task_id.in_(mine)))
        ),
        "baseline": sorted(
            (uid[b.task_id], b.start_on, b.finish_on, b.due_on)
            for b in db.session.scalars(
                select(BaselineTask)
                .join(Baseline, Baseline.id == BaselineTask.baseline_id)
                .where(Baseline.plan_id == plan)
            )
        ),
        "journal": [
            (e.on_day, e.verb, uid.get(e.subject_id or 0) if e.subject_type == "task" else None)
            for e in db.session.scalars(
                select(JournalEntry).where(JournalEntry.plan_id == plan).order_by(JournalEntry.seq)
            )
        ],
    }


def _by_uid(driver: str | None, uid: dict[int, int]) -> str:
    kind, *rest = (driver or "").split(":")
    return ":".join([kind, str(uid[int(rest[0])]), *rest[1:]] if kind == "link" else [kind, *rest])


def test_the_same_seed_makes_the_same_plan_twice(app: Flask) -> None:
    generate(app, "one")
    generate(app, "two")
    one, two = of_plan("one"), of_plan("two")
    for part, rows in one.items():
        assert rows == two[part], part
    assert len(one["tasks"]) == 60
    assert len(one["links"]) == 70
    assert len(one["reports"]) > 60
    assert in_journal("one") == by_counting("one")
    journal.verify(db.session())


def test_another_seed_makes_another_plan(app: Flask) -> None:
    generate(app, "one")
    generate(app, "", "--tasks", "60", "--links", "70", "--seed", "4")
    assert of_plan("one")["tasks"] != of_plan("synthetic-60-70-4")["tasks"]


def test_a_plan_of_that_address_is_not_overwritten(app: Flask) -> None:
    generate(app, "one")
    before = snapshot()
    result = app.test_cli_runner().invoke(
        args=["sample", "generate", "--tasks", "5", "--links", "5", "--slug", "one"]
    )
    assert result.exit_code == 1
    assert "“one” already" in result.output
    assert snapshot() == before


@pytest.mark.parametrize(("tasks", "links"), [("1", "0"), ("1", "5"), ("2", "5")])
def test_the_smallest_plans_can_be_made(app: Flask, tasks: str, links: str) -> None:
    generate(app, "", "--tasks", tasks, "--links", links, "--slug", "small")
    assert db.session.scalar(select(func.count()).select_from(Task)) == int(tasks)
