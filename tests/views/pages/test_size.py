"""A page asks the database as often for five hundred tasks as for five, and stays small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from config import Settings
from models import Membership, Plan, ReportingCycle, Task, User
from support.ground.databases import release
from support.ground.site import add_sample_people
from support.web.browsers import Browser
from support.web.server.taking_part import counted
from workplan import clock
from workplan.app import create_app
from workplan.extensions import db
from workplan.sample import synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask import Flask

    from support.ground.databases import Databases

PLAN = "/plans/made-up"
KILOBYTE = 1024


class MadeUp:
    """A made-up plan of so many tasks, and browsers of its people."""

    def __init__(self, app: Flask, tasks: int) -> None:
        self.app = app
        with app.app_context():
            add_sample_people()
            synthetic.generate(clock.now(), "made-up", tasks, tasks * 2, seed=11)
            self._open_cycle()
            self.task = self._task()
            emails = self._email("coordinator"), self._email("lead")
        # Outside, since each request has a context of its own.
        self.coordinator, self.lead = (Browser(app, email) for email in emails)

    def _task(self) -> int:
        """Return the open task that ends last, whose chain is long."""
        order = (Task.actual_finish_on.is_not(None), Task.finish_on.desc(), Task.id)
        return db.session.scalars(select(Task.id).order_by(*order).limit(1)).one()

    def _email(self, role: str) -> str:
        """Return the address of somebody with a role; of the leads, who owns the task."""
        people = (
            select(User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(Membership.role == role)
            .order_by(User.id)
        )
        return db.session.scalars(people.limit(1)).one()

    def _open_cycle(self) -> None:
        """Let a cycle of the plan be closed and another open, so that something is compared."""
        now = clock.now()
        plan_id = db.session.scalars(select(Plan.id).where(Plan.slug == "made-up")).one()
        coordinator = select(User.id).where(User.email == self._email("coordinator"))
        person = db.session.scalars(coordinator).one()
        asks = {"as_of_on": now.date(), "due_on": now.date(), "name": "Monthly", "version": 1}
        ended = {"state": "closed", "ended_at": now, "ended_by_id": person, "head": "a" * 64}
        for number, state in ((1, ended), (2, {"state": "open"})):
            db.session.add(
                ReportingCycle(
                    plan_id=plan_id,
                    number=number,
                    opened_at=now,
                    opened_by_id=person,
                    **asks,
                    **state,
                )
            )
        db.session.commit()

    def version(self) -> int:
        with self.app.app_context():
            return db.session.get_one(Task, self.task).version

    def counted(self) -> AbstractContextManager[list[str]]:
        """Gather the statements that are sent meanwhile."""
        return counted(self.app)


@pytest.fixture(scope="module")
def made_up(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a maker of made-up plans, each in a database of its own."""
    made = []

    def make(tasks: int) -> MadeUp:
        url = databases.create()
        folder: Path = tmp_path_factory.mktemp("made-up")
        app = create_app(Settings.for_tests(instance=folder, database_url=url))
        made.append((app, url))
        return MadeUp(app, tasks)

    yield make
    for app, url in made:
        release(app)
        databases.drop(url)


def statements_by_page(plan: MadeUp) -> dict[str, int]:
    """Return how many statements each page sends."""
    task = f"/tasks/{plan.task}"
    pages = {
        "list": f"{PLAN}/tasks",
        "sheet": f"{PLAN}/tasks/sheet",
        "late list": f"{PLAN}/tasks?late=1&sort=due&text=a",
        "Gantt": f"{PLAN}/gantt",
        "overview": PLAN,
        "burndown": f"{PLAN}/burndown",
        "forecast": f"{PLAN}/forecast",
        "schedule health": f"{PLAN}/health",
        "tasks to mend": f"{PLAN}/tasks?f=health&o=is&v=1",
        "trend of milestones": f"{PLAN}/milestones",
        "slippage": f"{PLAN}/baselines/compare?by=objective",
        "objectives by agency": f"{PLAN}/objectives",
        "flow of work": f"{PLAN}/burndown?chart=flow",
        "burndown as CSV": f"{PLAN}/burndown.csv",
        "task": task,
        "report form": f"{task}/report",
        "edit form": f"{task}/edit",
        "removal form": f"{task}/removal",
        "objectives": f"{PLAN}/settings/objectives",
        "grid of ties": f"{PLAN}/settings/objectives/tasks",
        "lines of effort": f"{PLAN}/settings/lines-of-effort",
        "agencies of the plan": f"{PLAN}/settings/agencies",
        "members": f"{PLAN}/settings/members",
        "portfolio": "/plans",
        "home of a coordinator": "/",
        "reminders": "/reminders",
        "agencies": "/agencies",
        "agency": "/agencies/STATE",
        "directives": "/directives",
        "directive": "/directives/1",
        "baselines": f"{PLAN}/baselines",
        "comparison": f"{PLAN}/baselines/compare",
        "calendar": f"{PLAN}/settings/calendar",
        "another calendar": f"{PLAN}/settings/calendars",
        "stage": f"{PLAN}/settings/stage",
        "close-out report": f"{PLAN}/close-out",
        "report": f"{PLAN}/report",
        "cycles": f"{PLAN}/cycles",
        "cycle": f"{PLAN}/cycles/2",
        "directive of the plan": f"{PLAN}/settings/directive",
        "start": f"{PLAN}/settings/start",
        "check of a new plan": f"{PLAN}/new/check",
        "days of a copy": "/plans/new/copy?of=made-up",
        "reminders of the plan": f"{PLAN}/reminders?days=30",
        "reminder rules": f"{PLAN}/settings/reminders",
        "registers": f"{PLAN}/registers",
        "activity": f"{PLAN}/activity",
        "what would be sent": f"{PLAN}/reminders/coming",
        "new entry": f"{PLAN}/registers/new",
        "coordination of the plan": f"{PLAN}/coordination",
        "comments": f"{PLAN}/comments",
        "comments counted": f"{PLAN}/comments/counts",
        "comments in the settings": f"{PLAN}/settings/comments",
    }
    counts = {}
    for name, path in pages.items():
        with plan.counted() as statements:
            assert plan.coordinator.get(path).status_code == 200
        counts[name] = len(statements)
    with plan.counted() as statements:
        assert plan.lead.get("/").status_code == 200
    counts["my work"] = len(statements)
    report = {"version": plan.version(), "status": "late", "percent": 15}
    with plan.counted() as statements:
        assert plan.coordinator.post(f"{task}/report", report).status_code == 302
    counts["saving a report"] = len(statements)
    form = plan.coordinator.get(f"{task}/edit").form.values() | {"duration_days": 3}
    with plan.counted() as statements:
        assert plan.coordinator.post(f"{task}/edit", form).status_code == 302
    counts["saving a task"] = len(statements)
    return counts


def test_each_page_sends_as_many_statements_for_five_tasks_as_for_five_hundred(
    made_up: Any,
) -> None:
    few, many = made_up(5), made_up(500)
    counts = statements_by_page(many)
    assert statements_by_page(few) == counts
    # A report gathers what a dozen pages show.
    assert counts.pop("report") <= 80
    assert max(counts.values()) <= 45, counts


def test_a_window_of_the_chart_is_150_kilobytes_at_most(made_up: Any) -> None:
    plan = made_up(501)
    for scale in ("", "?scale=quarter", "?scale=month", "?scale=week"):
        page = plan.coordinator.get(f"{PLAN}/gantt{scale}")
        assert len(page.data) < 150 * KILOBYTE, scale
    rows = page.page.one("table").all("th", scope="row")
    assert len(rows) == 100
    following = page.page.one("nav", class_="pages").one("a")["href"]
    assert following == f"{PLAN}/gantt?scale=week&page=2"
    assert "Page 2 of 6" in plan.coordinator.get(following).text
    rest = plan.coordinator.get(f"{PLAN}/gantt?page=6").page
    assert [row for row in rest.one("table").all("th", scope="row") if row.all("a", id="t501")]


def test_first_screens_stay_small_however_large_the_plan(made_up: Any) -> None:
    plan = made_up(500)
    task = f"/tasks/{plan.task}"
    for path in (task, f"{task}/edit", f"{PLAN}/tasks/new", f"{PLAN}/moves", "/reminders"):
        assert len(plan.coordinator.get(path).data) < 60 * KILOBYTE, path
    assert len(plan.lead.get("/").data) < 130 * KILOBYTE


def test_each_section_of_my_work_can_be_read_to_its_end(made_up: Any) -> None:
    lead = made_up(500).lead
    page = lead.get("/").page
    sections = [link["href"] for link in page.all("a") if "?section=" in link["href"]]
    assert sections
    for path in sections:
        seen: set[str] = set()
        wanted = int(lead.get(path).page.all("span", class_="count")[0].text)
        following = path
        while following:
            shown = lead.get(following).page
            links = [a["href"] for a in shown.all("a") if a["href"].startswith("/tasks/")]
            seen |= {href.partition("#")[0] for href in links if href.count("/") == 2}
            ways = [a for nav in shown.all("nav", class_="pages") for a in nav.all("a")]
            following = next((a["href"] for a in ways if a.text == "Next page"), "")
        assert len(seen) == wanted, path
