"""Who ordered a suspense: said in the form of a task, and shown in lists and files."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from workplan.calendars.spans import days
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.site import Site

LIST = "/plans/arms/tasks"


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["Code"]: row for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}


def directed(site: Site) -> str:
    """Let a task of ours be due as the directive orders, and return its code."""
    with site.inside() as office:
        task = office.add("7x", now=site.now, due=SuspenseRule("signed", within=days(90)))
        return office.task(task).code


def test_the_list_and_its_csv_say_what_the_directive_orders(site: Site) -> None:
    code = directed(site)
    coordinator = site.browser("coordinator")
    assert ">directed<" in coordinator.get(f"{LIST}?text=7x").text
    assert ">directed<" not in coordinator.get(f"{LIST}?text=1a").text
    found = rows(coordinator.get("/plans/arms/tasks.csv").text)
    assert found[code]["Suspense ordered by"] == "The directive"
    assert found["1a"]["Suspense ordered by"] == "The coordinator"


def test_files_carry_who_ordered_a_suspense(site: Site) -> None:
    code = directed(site)
    coordinator = site.browser("coordinator")
    found = rows(coordinator.get("/plans/arms/export.csv").text)
    assert (found[code]["Ordered by"], found["1a"]["Ordered by"]) == (
        "The directive",
        "The coordinator",
    )
    told = json.loads(coordinator.get("/plans/arms/export.json").text)["tasks"]
    assert {task["code"]: task.get("ordered_by") for task in told}[code] == "directive"


def test_the_form_of_a_task_says_it_while_the_plan_is_a_draft(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}/edit"
    coordinator = site.browser("coordinator")
    assert "Who ordered it" not in coordinator.get(path).text
    with site.as_draft():
        saved = coordinator.submit(path, {"ordered_by": "directive"})
        assert saved.status_code == 302, saved.page.text
        added = coordinator.submit(
            "/plans/arms/tasks/new",
            {
                "code": "8x",
                "name": "Eight",
                "duration_days": "2",
                f"agency_{site.office.agencies['PM']}": "lead",
                "rule": "fixed",
                "fixed_on": site.day(9).isoformat(),
                "ordered_by": "directive",
            },
        )
        assert added.status_code == 302, added.page.text
    said = [row.ordered_by for row in site.rows("suspenses") if row.ordered_by]
    assert said == ["directive", "directive"]
    assert "Directed." in coordinator.get(f"/tasks/{site.tasks['ours']}").text
