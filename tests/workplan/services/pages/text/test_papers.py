"""A plan as a document: what qualifies it, its sections with notes, and its tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from support.consultation.letters_in import by, typed
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.plan_texts import change, kept, source, write
from workplan.extensions import db
from workplan.papers.blocks import Paragraph, Run
from workplan.services.consultation.text import versions
from workplan.services.pages.text.papers import (
    paper_of_plan,
    paper_of_version,
    sections_of,
    tasks_of,
)

if TYPE_CHECKING:
    from support.ground.office import Office

NIGHT = washington(2026, 11, 25, 23)
ROW = {"uid": 1, "code": "1a", "name": "Draft", "depth": 0, "is_group": False}


def group(code: str, depth: int, **more: Any) -> dict[str, Any]:
    return ROW | {"code": code, "depth": depth, "is_group": True} | more


def dated(code: str, depth: int, start: str, finish: str, days: int = 5) -> dict[str, Any]:
    dates = {"lead": "DSCA", "days": days, "start_on": start, "finish_on": finish}
    return ROW | {"code": code, "depth": depth} | dates


def test_a_plan_as_it_stands_says_that_it_is_no_version(office: Office) -> None:
    write(office, "Purpose", "It begins.")
    found = paper_of_plan(db.session(), office.plan(), NIGHT)
    assert (found.title, found.kind, found.marking) == (
        *("Arms transfer plan", "Work plan, as it stands", ""),
    )
    assert found.facts == [
        "Carries out NSPM-10, signed on 3 Aug 2026",
        "As it stands on 25 Nov 2026; not kept as a version",
    ]
    assert found.tasks_are == "Dates as computed on 25 Nov 2026"
    assert found.foot.startswith("Source: Workplan journal, entry ")
    assert found.schedule is not None
    assert [bar.task.code for bar in found.schedule.bars] == ["1", "0"]


def test_a_version_says_its_number_name_day_and_digest(office: Office) -> None:
    write(office, "Purpose", "It begins.")
    plan = office.plan()
    plan.marking = "CUI"
    db.session.commit()
    versions.keep(by(office, now=NIGHT), SLUG, "Draft for clearance")
    change(office, 1, "It ends.")
    found = paper_of_version(db.session(), office.plan(), kept())
    assert (found.kind, found.marking) == ("Work plan, version 1", "CUI")
    assert found.facts == [
        "Carries out NSPM-10, signed on 3 Aug 2026",
        "Version 1, “Draft for clearance”, kept on 25 Nov 2026",
        f"SHA-256 of its content {kept().digest}",
    ]
    assert found.tasks_are == "Dates as computed when the version was kept, 25 Nov 2026"
    assert found.sections[0].blocks == (Paragraph((Run("It begins."),)),)


def test_a_plan_without_a_directive_names_none(office: Office) -> None:
    plan = office.plan()
    plan.directive_id = None
    db.session.commit()
    facts = paper_of_plan(db.session(), office.plan(), NIGHT).facts
    assert facts == ["As it stands on 25 Nov 2026; not kept as a version"]


def test_only_sections_that_say_something_stand_in_it_and_notes_count_through_them(
    office: Office,
) -> None:
    typed(office)
    write(office, "Purpose", "One two.")
    write(office, "Approach", "")
    write(office, "Risks", "Three.")
    source(office, 1, "Second", "two")
    source(office, 1, "First", "One", kind="other")
    source(office, 2, "Of nothing")
    source(office, 3, "ARMS-0001", "Three", kind="comment")
    first, second = paper_of_plan(db.session(), office.plan(), NIGHT).sections
    assert (first.heading, first.notes) == ("Purpose", ((1, "First"), (2, "Directive: “Second”")))
    assert (second.heading, second.notes) == ("Risks", ((3, "Comment ARMS-0001"),))
    assert second.blocks == (Paragraph((Run("Three"), Run("", note=3), Run("."))),)


def test_sections_of_nothing_are_none() -> None:
    assert sections_of({"sections": []}) == []
    assert tasks_of({"tasks": []}) == []


def test_a_line_of_effort_lasts_from_the_first_start_to_the_last_finish_in_it() -> None:
    found = tasks_of({
        "tasks": [
            group("1", 0),
            dated("1a", 1, "2026-09-10", "2026-09-20"),
            dated("1b", 1, "2026-09-02", "2026-09-04"),
            ROW | {"code": "1c", "depth": 1},
            group("2", 0),
            dated("2a", 1, "2026-01-05", "2026-01-06"),
            group("3", 0),
        ]
    })  # fmt: skip
    spans = {row.code: (row.start_on, row.finish_on) for row in found}
    assert spans["1"] == (date(2026, 9, 2), date(2026, 9, 20))
    assert spans["2"] == (date(2026, 1, 5), date(2026, 1, 6))
    assert spans["3"] == spans["1c"] == (None, None)
    assert [row.is_group for row in found] == [True, False, False, False, True, False, True]


def test_a_task_with_subtasks_keeps_days_of_its_own() -> None:
    parent = group("1a", 0, start_on="2026-09-01", finish_on="2026-09-30", days=22, lead="DSCA")
    [first, _] = tasks_of({"tasks": [parent, dated("1a.1", 1, "2026-08-01", "2026-12-01")]})
    assert (first.start_on, first.finish_on) == (date(2026, 9, 1), date(2026, 9, 30))


def test_what_takes_no_day_is_a_milestone_unless_it_is_a_group() -> None:
    found = tasks_of({
        "tasks": [
            dated("1a", 0, "2026-09-01", "2026-09-01", days=0),
            dated("1b", 0, "2026-09-01", "2026-09-01", days=1),
            group("1c", 0, days=0),
            group("1", 0),
        ]
    })  # fmt: skip
    assert [row.is_milestone for row in found] == [True, False, False, False]
