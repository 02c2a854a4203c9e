"""The worked cases: plans with the dates that Project saved for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.ground.places import CASES as ALL
from tests.workplan.scheduling.moments import comparable
from workplan.scheduling.diagnosis.findings import findings
from workplan.scheduling.neutral import EXPECTED_COLUMNS, read_network, write_schedule
from workplan.scheduling.schedule import schedule

CASES = sorted(ALL.glob("*.json"))


def test_there_are_cases_of_every_kind() -> None:
    assert {case.stem.split("_")[0] for case in CASES} == {"base", "con", "prog"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_worked_case_keeps_its_dates(case: Path) -> None:
    document = json.loads(case.read_text(encoding="utf-8"))
    network = read_network(document)

    computed = write_schedule(document, schedule(network))["expected"]

    assert document["expected_cols"] == list(EXPECTED_COLUMNS)
    assert computed.keys() == document["expected"].keys()
    for uid, row in document["expected"].items():
        wanted = comparable(network.calendar, row)
        got = comparable(network.calendar, computed[uid])
        for column, value in enumerate(wanted):
            if value is not None:
                assert got[column] == value, f"task {uid}: {computed[uid]}, expected {row}"


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.stem.startswith("con")], ids=lambda case: case.stem
)
def test_a_worked_case_names_the_tasks_whose_constraint_breaks_a_link(case: Path) -> None:
    document = json.loads(case.read_text(encoding="utf-8"))

    found = findings(schedule(read_network(document)))

    conflicts = sorted(f.uids[0] for f in found if f.id == "constraint_conflict")
    assert conflicts == sorted(document.get("constraint_conflicts", []))
