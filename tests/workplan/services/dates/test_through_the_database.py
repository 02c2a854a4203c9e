"""What a file says of a plan is what comes out again after it was stored."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from support.ground.moments import washington
from support.ground.places import CASES as ALL
from workplan.exchange import formats, neutral_json
from workplan.exchange.planfile import FileBaseline, FileLink, FileTask, PlanFile
from workplan.exchange.project import writing
from workplan.extensions import db
from workplan.scheduling.schedule import schedule
from workplan.services.interchange import imports
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

CASES = sorted(ALL.glob("*.json"))
NOW = washington(2026, 9, 2)


def stored(office: Office, found: PlanFile, slug: str = "stored") -> PlanFile:
    """Import a plan and return what the database says of it."""
    me = office.coordinator
    imports.import_plan(Change(me, NOW), found, me.id or 0, ImportWishes(slug))
    return planfile_of(db.session(), office.plan(slug))


def document(found: PlanFile) -> dict[str, Any]:
    """Return a plan in the neutral form, its rows in order, but for what is only written."""
    written = neutral_json.write(found)
    for task in written["tasks"]:
        task.pop("ordered_by", None)
    tasks = sorted(written["tasks"], key=lambda task: task["uid"])
    return written | {"tasks": tasks, "links": sorted(written["links"])}


def computed(found: PlanFile) -> list[tuple[object, ...]]:
    result = schedule(found.network())
    return [(leaf.uid, *result.dates(i)) for i, leaf in enumerate(result.graph.leaves)]


@pytest.mark.parametrize("kind", ["base", "con", "prog"])
def test_the_cases_come_out_as_they_went_in(office: Office, kind: str) -> None:
    for path in (path for path in CASES if path.name.startswith(kind)):
        found = neutral_json.read(path.read_bytes())
        again = stored(office, found, path.stem.replace("_", "-"))

        assert document(again) == document(found), path.name
        assert computed(again) == computed(found), path.name


def test_everything_that_the_neutral_form_can_say_comes_out_again(office: Office) -> None:
    raw = {
        "title": "All of it",
        "project_start": "2027-01-04",
        "status_date": "2027-01-11",
        "calendar": {
            "weekmask": "1111000", "holidays": ["2027-01-18"], "worked": ["2027-01-09"],
        },
        "tasks": [
            {"uid": 5, "name": "Whole", "code": "1", "duration_days": 0, "deadline": "2027-06-01"},
            {"uid": 6, "name": "Part", "code": "1.1", "parent": 5, "duration_days": 4,
             "constraint": "FNET", "constraint_date": "2027-02-01", "note": "With counsel",
             "owners": ["State PM"], "percent": 30, "actual_start": "2027-01-04"},
            {"uid": 7, "name": "Rest", "code": "1.2", "parent": 5, "duration_days": 2,
             "due_after": [6, 10], "constraint": "ALAP"},
            {"uid": 9, "name": "Done", "code": "2", "duration_days": 3, "percent": 100,
             "actual_start": "2027-01-04", "actual_finish": "2027-01-07"},
            {"uid": 11, "name": "Said", "code": "3", "duration_days": 3,
             "forecast_finish": "2027-03-01"},
        ],
        "links": [[6, 7, "SS", 2], [7, 11, "FS", 3, True], [9, 6, "FF", -1]],
    }  # fmt: skip
    found = formats.read(json.dumps(raw).encode())

    again = stored(office, found)

    assert document(again) == document(found)


def test_project_xml_comes_out_with_the_same_dates_links_and_baselines(office: Office) -> None:
    found = PlanFile("In XML", date(2027, 1, 4), holidays=(date(2027, 1, 18),))
    baselines = {0: FileBaseline(date(2027, 1, 4), date(2027, 1, 8), 5)}
    found.tasks = [
        FileTask(1, "Draft", 5, "1", owners=("State PM",), baselines=baselines, priority=700),
        FileTask(2, "Clear", 3, "2", owners=("DSCA",), constraint="SNET",
                 constraint_on=date(2027, 1, 20), deadline_on=date(2027, 2, 1)),
        FileTask(3, "Sign", 0, "3", owners=("DSCA",)),
    ]  # fmt: skip
    found.links = [FileLink(1, 2, "SS", 2), FileLink(2, 3, "FS", 10, is_elapsed=True)]
    first = formats.read(writing.write(found))

    again = formats.read(writing.write(stored(office, first)))

    assert computed(again) == computed(first)
    assert sorted(again.links) == sorted(first.links)
    assert {t.uid: (t.baselines, t.priority, t.owners) for t in again.tasks} == {
        t.uid: (t.baselines, t.priority, t.owners) for t in first.tasks
    }
    assert (again.weekmask, again.holidays) == (first.weekmask, first.holidays)


@pytest.mark.parametrize(
    "progress",
    [
        {"percent": 100},
        {"percent": 100, "actual_finish": "2027-01-15"},
        {"percent": 40},
        {"percent": 0, "actual_start": "2027-01-05"},
        {"percent": 99, "actual_start": "2027-01-05", "actual_finish": "2027-01-15"},
    ],
    ids=str,
)
def test_half_told_progress_keeps_its_dates(office: Office, progress: dict[str, Any]) -> None:
    raw = {
        "title": "Half told",
        "project_start": "2027-01-04",
        "tasks": [
            {"uid": 1, "name": "Draft", "duration_days": 4, **progress},
            {"uid": 2, "name": "Clear", "duration_days": 2},
        ],
        "links": [[1, 2, "FS", 0]],
    }
    found = formats.read(json.dumps(raw).encode())

    again = stored(office, found)

    assert [row[:3] for row in computed(again)] == [row[:3] for row in computed(found)]
