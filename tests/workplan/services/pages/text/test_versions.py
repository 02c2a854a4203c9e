"""What changed from one version to another: words, tasks and dates, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from support.consultation.letters_in import by
from support.ground.office import OTHER_SLUG, SLUG
from support.programs.outbox import EIGHT, MINUTE
from support.record.plan_texts import change, kept, write
from workplan.extensions import db
from workplan.notation.changed_words import Words
from workplan.services.consultation.text import frozen, versions
from workplan.services.pages.text.versions import (
    ChangedSection,
    TaskFacts,
    VersionRow,
    changes,
    versions_of,
)

if TYPE_CHECKING:
    from support.ground.office import Office

NOTHING: dict[str, Any] = {"sections": [], "tasks": []}
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)
SECTIONS = st.builds(
    lambda number, heading, body: {"number": number, "heading": heading, "body": body},
    st.integers(1, 5),
    st.text(max_size=10),
    st.text("ab \n", max_size=30),
)
TASKS = st.builds(
    lambda uid, name, start, finish: {
        **{"uid": uid, "code": f"{uid}a", "name": name, "lead": "DSCA"},
        **{"start_on": start, "finish_on": finish, "due_on": None},
    },
    st.integers(0, 5),
    st.text(max_size=10),
    DAYS,
    DAYS,
)
CONTENTS = st.builds(
    lambda sections, tasks: {"sections": sections, "tasks": tasks},
    st.lists(SECTIONS, max_size=4, unique_by=lambda one: one["number"]),
    st.lists(TASKS, max_size=4, unique_by=lambda one: one["uid"]),
)


def section(number: int, heading: str = "Purpose", body: str = "One two.") -> dict[str, Any]:
    return {"number": number, "heading": heading, "body": body}


def task(uid: int = 1, code: str = "1a", name: str = "Draft", **more: Any) -> dict[str, Any]:
    dates = {"start_on": "2026-09-01", "finish_on": "2026-09-30", "due_on": None}
    return {"uid": uid, "code": code, "name": name, "lead": "DSCA", **dates, **more}


def of_sections(*sections: dict[str, Any]) -> dict[str, Any]:
    return NOTHING | {"sections": [*sections]}


def of_tasks(*tasks: dict[str, Any]) -> dict[str, Any]:
    return NOTHING | {"tasks": [*tasks]}


@given(CONTENTS)
def test_a_content_beside_itself_has_no_change(content: dict[str, Any]) -> None:
    found = changes(content, content)
    assert (found.sections, found.tasks, found.words) == ([], [], "Nothing changed")


@given(CONTENTS, CONTENTS)
def test_what_is_new_one_way_is_gone_the_other(one: dict[str, Any], other: dict[str, Any]) -> None:
    there, back = changes(one, other), changes(other, one)
    assert {s.number for s in there.sections if s.is_new} == {
        s.number for s in back.sections if s.is_gone
    }
    assert {s.number for s in there.sections} == {s.number for s in back.sections}
    assert len(there.tasks) == len(back.tasks)


def test_words_that_came_and_went_are_told_by_paragraph() -> None:
    before = of_sections(section(1, body="One two.\n\nThree four."))
    after = of_sections(section(1, body="One two.\n\nThree five."))
    assert changes(before, after).sections == [
        ChangedSection(
            1,
            "Purpose",
            is_new=False,
            is_gone=False,
            renamed=[],
            paragraphs=[[Words("same", "Three"), Words("gone", "four."), Words("new", "five.")]],
        )
    ]


def test_a_heading_that_changed_is_told_with_its_words() -> None:
    before, after = of_sections(section(1, "Old aim")), of_sections(section(1, "New aim"))
    [found] = changes(before, after).sections
    assert (found.heading, found.paragraphs) == ("New aim", [])
    assert found.renamed == [Words("gone", "Old"), Words("new", "New"), Words("same", "aim")]


def test_new_sections_stand_where_they_are_and_gone_ones_at_the_end() -> None:
    before = of_sections(section(1), section(2, "Risks", "Gone."))
    after = of_sections(section(3, "Annex", "New."), section(1))
    new, gone = changes(before, after).sections
    assert (new.number, new.heading, new.is_new, new.is_gone) == (3, "Annex", True, False)
    assert new.paragraphs == [[Words("new", "New.")]]
    assert (gone.number, gone.heading, gone.is_new, gone.is_gone) == (2, "Risks", False, True)
    assert gone.paragraphs == [[Words("gone", "Gone.")]]
    assert new.renamed == gone.renamed == []


def test_a_section_without_words_that_is_new_or_gone_is_told_too() -> None:
    empty = of_sections(section(1, "Risks", ""))
    assert [one.is_new for one in changes(NOTHING, empty).sections] == [True]
    assert [one.is_gone for one in changes(empty, NOTHING).sections] == [True]


def test_a_task_is_known_by_its_uid_whatever_its_code_and_name_are() -> None:
    before, after = of_tasks(task(7, "1a", "Draft")), of_tasks(task(7, "9z", "Sign"))
    [found] = changes(before, after).tasks
    assert (found.code, found.name) == ("9z", "Sign")
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    assert found.was == TaskFacts("Draft", "DSCA", first, last, None)
    assert found.now == TaskFacts("Sign", "DSCA", first, last, None)
    assert not found.is_moved


def test_a_task_is_moved_when_its_finish_is_another() -> None:
    [later] = changes(of_tasks(task()), of_tasks(task(finish_on="2026-10-02"))).tasks
    assert later.is_moved
    [due] = changes(of_tasks(task()), of_tasks(task(due_on="2026-10-02"))).tasks
    assert not due.is_moved
    assert due.now is not None
    assert due.now.due_on == date(2026, 10, 2)


def test_an_agency_that_came_is_a_change_of_its_task() -> None:
    before, after = of_tasks(task(agencies=["DSCA"])), of_tasks(task(agencies=["DSCA", "State"]))
    [found] = changes(before, after).tasks
    assert found.was is not None
    assert found.now is not None
    assert (found.was.agencies, found.now.agencies) == (("DSCA",), ("DSCA", "State"))
    assert not found.is_moved


def test_new_and_gone_tasks_have_one_side_only() -> None:
    new, gone = changes(of_tasks(task(1, "1a")), of_tasks(task(2, "2a"))).tasks
    assert (new.code, new.was, new.now is not None) == ("2a", None, True)
    assert (gone.code, gone.was is not None, gone.now) == ("1a", True, None)
    assert not new.is_moved
    assert not gone.is_moved


def test_lines_of_effort_are_no_tasks() -> None:
    effort = {"uid": 0, "code": "1", "name": "Organize", "depth": 0, "is_group": True}
    assert changes(NOTHING, of_tasks(effort)).tasks == []


def test_how_much_changed_is_said_in_words() -> None:
    one, two = of_tasks(task()), of_tasks(task(), task(2))
    assert changes(NOTHING, one).words == "1 task changed"
    assert changes(NOTHING, of_sections(section(1), section(2))).words == "2 sections changed"
    both = of_sections(section(1)) | {"tasks": two["tasks"]}
    assert changes(NOTHING, both).words == "1 section and 2 tasks changed"


def test_versions_are_listed_the_newest_first_with_who_kept_them(office: Office) -> None:
    write(office)
    versions.keep(by(office), SLUG, "Draft")
    change(office, 1, "Better.")
    later = by(office, now=EIGHT + MINUTE)
    versions.keep(later, SLUG, "Cleared")
    found = versions_of(db.session(), office.plan().id)
    assert found == [
        VersionRow(2, "Cleared", later.now, "Cora Diaz", kept(2).digest),
        VersionRow(1, "Draft", EIGHT, "Cora Diaz", kept(1).digest),
    ]
    assert versions_of(db.session(), office.plan(OTHER_SLUG).id) == []


def test_between_a_version_and_the_plan_stands_what_was_done_since(office: Office) -> None:
    write(office, "Purpose", "One.")
    task_id = office.add("1a", 5)
    versions.keep(by(office), SLUG, "Draft")
    write(office, "Risks", "New.")
    office.change(task_id, duration_days=6)
    found = changes(kept().content, frozen.content_of(db.session(), office.plan()))
    assert found.words == "1 section and 1 task changed"
    assert [(one.code, one.is_moved) for one in found.tasks] == [("1a", True)]


def test_what_no_word_and_no_date_says_is_told_too() -> None:
    task = {"uid": 1, "code": "1a", "name": "A", "depth": 0, "is_group": False, "days": 3}
    part = {"number": 1, "heading": "Purpose", "body": "One.\nTwo.", "sources": []}
    before = {"title": "Plan", "sections": [part], "tasks": [task]}
    source = {"kind": "other", "passage": "", "words": "A letter"}
    after = {
        "title": "Plan",
        "sections": [part | {"body": "One.\n\nTwo.", "sources": [source]}],
        "tasks": [task | {"days": 4}],
    }
    found = changes(before, after)
    assert (found.sections, found.tasks) == ([], [])
    assert found.others == [
        "the sources of “Purpose”",
        "how “Purpose” is divided into lines",
        "durations, dependencies or places of 1 row",
    ]
    assert found.words == "No word and no date changed"
    assert changes(before, before).is_nothing
