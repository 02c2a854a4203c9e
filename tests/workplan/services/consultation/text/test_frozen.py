"""What a version holds is plain data, whose digest anybody can work out again."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.consultation.letters_in import by, typed
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.record.plan_texts import section, source, write
from workplan.calendars.spans import days
from workplan.extensions import db
from workplan.services.consultation.text import frozen, sections, sources
from workplan.services.record.change import Change
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from typing import Any

    from support.ground.office import Office

NOW = washington(2026, 9, 1)


def content_of(office: Office, slug: str = SLUG) -> dict[str, Any]:
    return frozen.content_of(db.session(), office.plan(slug))


def test_the_text_is_kept_in_its_order_with_its_sources(office: Office) -> None:
    typed(office)
    write(office, "Purpose", "It makes allies stronger.")
    write(office, "Risks", "")
    write(office, "Annex", "Gone.")
    source(office, 1, "ARMS-0001", kind="comment")
    source(office, 1, "It shall", "allies stronger")
    sources.remove(by(office), SLUG, source(office, 1, "A letter", kind="other"))
    sections.retire(by(office), SLUG, 3, 1)
    sections.put(by(office), SLUG, 2, 1)
    found = content_of(office)
    assert (found["form"], found["title"], found["marking"]) == (1, "Arms transfer plan", "")
    assert (found["directive"], found["signed_on"]) == ("NSPM-10", "2026-08-03")
    assert found["sections"] == [
        {"number": 2, "heading": "Risks", "body": "", "sources": []},
        {
            "number": 1,
            "heading": "Purpose",
            "body": "It makes allies stronger.",
            "sources": [
                {"kind": "comment", "passage": "", "words": "ARMS-0001"},
                {"kind": "directive", "passage": "allies stronger", "words": "It shall"},
            ],
        },
    ]


def test_tasks_are_kept_with_their_place_lead_days_and_dates(office: Office) -> None:
    parent = office.add("1a", 5)
    office.add("1a.1", 5, date(2026, 9, 30), ("DSCA",), parent_id=parent, name="Draft")
    effort = lines_of_effort.add(by(office), SLUG, EffortFields("2", "Show results", "PM"))
    office.add("2a", 1, name="Count", initiative_id=effort)
    removed = office.add("2b", 1)
    office.remove(removed)
    rows = {row["code"]: row for row in content_of(office)["tasks"]}
    assert [*rows] == ["1a", "1a.1", "1", "0", "2", "2a"]
    assert rows["2"] == {
        "uid": 0,
        "code": "2",
        "name": "Show results",
        "depth": 0,
        "is_group": True,
    }
    # Tuesday 1 September; Labor Day is the 7th.
    assert rows["1a.1"] == {
        "uid": office.task(parent).uid + 1,
        "code": "1a.1",
        "name": "Draft",
        "depth": 1,
        "is_group": False,
        "lead": "DSCA",
        "agencies": ["DSCA"],
        "days": 5,
        "start_on": "2026-09-01",
        "finish_on": "2026-09-08",
        "due_on": "2026-09-30",
        "rule": "fixed",
        "order": ["2026-09-30", None, "", None, None, None, "", None],
        "after": [],
        "constraint": ["ASAP", None],
        "about": hashlib.sha256(b"\n").hexdigest()[:16],
    }
    assert [(row["code"], row["depth"], row["is_group"]) for row in rows.values()] == [
        *(("1a", 0, True), ("1a.1", 1, False)),
        *(("1", 0, True), ("0", 1, False), ("2", 0, True), ("2a", 1, False)),
    ]
    assert rows["1a"]["lead"] == rows["2a"]["lead"] == "State PM"


def test_a_task_names_its_agencies_and_what_it_waits_for(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    supports = ((office.agencies["STATE"], "clear"), (office.agencies["DOD"], "consult"))
    third = office.add("1c", 5, leads=("PM", "DSCA"), supports=supports)
    change = Change(office.coordinator, NOW)
    dependencies.add(change, third, DependencyFields(second, "SS", -2))
    dependencies.add(change, third, DependencyFields(first))
    rows = {row["code"]: row for row in content_of(office)["tasks"]}
    uids = [rows[code]["uid"] for code in ("1a", "1b")]
    assert rows["1c"]["after"] == [[uids[0], "FS", 0], [uids[1], "SS", -2]]
    assert rows["1a"]["after"] == rows["1b"]["after"] == []
    assert sorted(rows["1c"]["agencies"][:2]) == ["DSCA", "State PM"]
    assert rows["1c"]["agencies"][2:] == ["DoD", "State"]
    assert rows["1a"]["rule"] == "none"


def test_what_was_decided_leaves_out_the_days_that_the_engine_computes(office: Office) -> None:
    first = office.add("1a", 5, date(2026, 9, 30))
    office.add("1b", 5, SuspenseRule("after_task", within=days(60), after_task_id=first))
    office.add("1c", 5, SuspenseRule("signed", within=days(90)))
    content = content_of(office)
    decided = {row["code"]: row for row in frozen.decided_of(content)["tasks"]}
    whole = {row["code"]: row for row in content["tasks"]}
    # Ninety days after 3 August.
    assert (decided["1a"]["due_on"], decided["1c"]["due_on"]) == ("2026-09-30", "2026-11-01")
    assert whole["1b"]["due_on"] is not None
    assert "due_on" not in decided["1b"]
    for code in ("1a", "1b", "1c"):
        assert not {"start_on", "finish_on"} & decided[code].keys()
        assert decided[code].items() <= whole[code].items()
    assert decided["1"] == whole["1"]
    assert {**frozen.decided_of(content), "tasks": []} == {**content, "tasks": []}


def test_what_was_decided_stays_the_same_while_work_goes_on(office: Office) -> None:
    first = office.add("1a", 5, date(2026, 9, 30))
    second = office.add("1b", 5, SuspenseRule("after_task", within=days(60), after_task_id=first))
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    before = content_of(office)
    office.report(first, washington(2026, 9, 3), percent=20, forecast_on=date(2026, 10, 15))
    after = content_of(office)
    assert after != before
    assert frozen.decided_of(after) == frozen.decided_of(before)
    office.change(first, duration_days=6)
    assert frozen.decided_of(content_of(office)) != frozen.decided_of(before)


def test_a_plan_without_a_directive_and_with_a_marking_says_so(office: Office) -> None:
    plan = office.plan()
    plan.directive_id, plan.marking = None, "CUI"
    db.session.commit()
    found = content_of(office)
    assert (found["directive"], found["signed_on"], found["marking"]) == ("", None, "CUI")


def test_nothing_of_another_plan_is_in_it(office: Office) -> None:
    write(office)
    found = content_of(office, OTHER_SLUG)
    assert found["sections"] == []
    assert [row["code"] for row in found["tasks"]] == ["1", "0"]
    assert section(1).heading == "Purpose"


def test_packed_content_is_json_with_sorted_keys_and_no_blanks() -> None:
    content = {"b": [1, {"d": None, "c": "é “x”"}], "a": True}
    assert frozen.packed(content) == '{"a":true,"b":[1,{"c":"é “x”","d":null}]}'.encode()


@pytest.mark.parametrize(
    ("content", "digest"),
    [
        # As `printf '{"a":1}' | sha256sum` has it.
        ({"a": 1}, "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"),
        ({}, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
    ],
)
def test_the_digest_is_the_sha_256_of_what_is_packed(content: Any, digest: str) -> None:
    assert frozen.digest_of(content) == digest


def test_content_that_was_read_from_its_json_has_the_same_digest(office: Office) -> None:
    write(office, "Zweck", "Größe – “≤ 3”\n\n\t🚀")
    office.add("1a", 5, date(2026, 9, 30))
    content = content_of(office)
    raw = frozen.packed(content)
    assert hashlib.sha256(raw).hexdigest() == frozen.digest_of(content)
    assert frozen.digest_of(json.loads(raw)) == frozen.digest_of(content)


@pytest.mark.parametrize(
    "spoilt",
    [
        [],
        None,
        {},
        {"sections": [{"number": "1"}], "tasks": []},
        {"sections": [], "tasks": [{"uid": 1}]},
        {
            "sections": [],
            "tasks": [],
            "title": "Plan",
            "marking": "",
            "directive": "",
            "signed_on": 5,
        },
    ],
)
def test_what_no_page_could_read_is_not_sound(spoilt: object) -> None:
    assert not frozen.is_sound(spoilt)


def test_what_is_kept_is_sound(office: Office) -> None:
    office.add("1a", 5)
    assert frozen.is_sound(content_of(office))
