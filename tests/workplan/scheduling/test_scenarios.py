"""The scenarios: plans with the dates and findings that a planner expects, without code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.ground.places import SCENARIOS as FOLDER
from workplan.calendars.working import CalendarEmpty
from workplan.scheduling.diagnosis.finding import Finding
from workplan.scheduling.diagnosis.findings import findings
from workplan.scheduling.explain import reason
from workplan.scheduling.neutral import read_network
from workplan.scheduling.order import LoopFound
from workplan.scheduling.schedule import Schedule, schedule

SCENARIOS = sorted(FOLDER.glob("*.json"))
FINDINGS = (
    "calendar_empty",
    "constraint_conflict",
    "dangling_finish",
    "dangling_start",
    "loop",
    "missed_suspense",
    "negative_float",
    "out_of_sequence",
    "past_unstarted",
    "redundant_link",
)
KEYS = {
    "about",
    "calendar",
    "project_start",
    "status_date",
    "tasks",
    "links",
    "expected_dates",
    "expected_floats",
    "expected_suspenses",
    "expected_reasons",
    "expected_findings",
}


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("finding", FINDINGS)
def test_each_finding_has_a_scenario_named_after_it(finding: str) -> None:
    scenario = read(FOLDER / f"{finding}.json")

    assert finding in {expected["id"] for expected in scenario["expected_findings"]}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_uses_only_the_keys_that_are_compared(path: Path) -> None:
    scenario = read(path)

    assert scenario.keys() <= KEYS
    assert scenario["about"]
    uids = {str(task["uid"]) for task in scenario["tasks"]}
    for key in ("expected_dates", "expected_floats", "expected_suspenses", "expected_reasons"):
        assert scenario.get(key, {}).keys() <= uids


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_goes_as_its_planner_expects(path: Path) -> None:
    scenario = read(path)

    computed, found = scheduled_or_refused(scenario)

    assert {finding.id for finding in found} <= {*FINDINGS}
    check_findings(scenario["expected_findings"], found)
    if computed is None:
        return
    check_dates(scenario.get("expected_dates", {}), computed)
    for uid, days in scenario.get("expected_floats", {}).items():
        assert computed.floats.total[computed.position[int(uid)]] == days, uid
    for uid, due_on in scenario.get("expected_suspenses", {}).items():
        due = computed.due[computed.position[int(uid)]]
        assert (due and due.isoformat()) == due_on, uid
    for uid, words in scenario.get("expected_reasons", {}).items():
        assert reason_of(computed, int(uid)) == words


def scheduled_or_refused(scenario: dict[str, Any]) -> tuple[Schedule | None, list[Finding]]:
    """Return the schedule and what was found, or nothing and why it cannot be scheduled."""
    try:
        computed = schedule(read_network(scenario))
    except LoopFound as loop:
        return None, [Finding(loop.finding_id, "error", tuple(loop.cycle[:-1]), str(loop))]
    except CalendarEmpty as empty:
        return None, [Finding(empty.finding_id, "error", (), str(empty))]
    return computed, findings(computed)


def check_findings(expected: list[dict[str, Any]], found: list[Finding]) -> None:
    listed = {finding["id"] for finding in expected}
    compared = [f for f in found if f.severity != "advice" or f.id in listed]
    assert [(f.id, [*f.uids]) for f in compared] == sorted(
        (finding["id"], finding["uids"]) for finding in expected
    )
    sentences = {(f.id, f.uids): f.sentence for f in found}
    for finding in expected:
        said = sentences[finding["id"], tuple(finding["uids"])]
        assert said == finding.get("sentence", said)


def check_dates(expected: dict[str, list[str]], computed: Schedule) -> None:
    for uid, dates in expected.items():
        if int(uid) in computed.graph.summaries:
            start_on, finish_on = computed.summary(int(uid))[:2]
            shown = [start_on.isoformat(), finish_on.isoformat()]
        else:
            i = computed.position[int(uid)]
            is_milestone = computed.graph.leaves[i].duration == 0
            edge = ("E" if computed.dates(i).is_end_of_day else "S") if is_milestone else ""
            shown = [day.isoformat() + edge for day in computed.dates(i)[:2]]
        assert shown == dates, uid


def reason_of(computed: Schedule, uid: int) -> str:
    i = computed.position[uid]
    driver, predecessor = computed.driver(i), None
    if driver.predecessor is not None:
        at = computed.position[driver.predecessor]
        dates = computed.dates(at)
        predecessor = (computed.graph.leaves[at].name, dates.start_on, dates.finish_on)
    return reason(driver, predecessor, computed.graph.leaves[i].constraint_on)
