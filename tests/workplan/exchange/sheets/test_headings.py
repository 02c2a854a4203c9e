"""What people call a column, and what it is then proposed to be."""

from __future__ import annotations

import tomllib

import pytest

from workplan.exchange.sheets.columns.fields import SYNONYMS, Field, folded, meaning_of

HEADINGS = {
    "Task Name": "name",
    "Task Name / Description": "name",
    "Description of work": "name",
    "Tasking #": "number",
    "Task No.": "number",
    "Start Date (planned)": "start",
    "Revised Start": "start",
    "PLANNED\nFINISH": "finish",
    "Due Date (per memo)": "deadline",
    "Revised due date": "deadline",
    "Suspense to S/ES": "deadline",
    "% Complete as of 3/1": "percent",
    "Percent of work complete": "percent",
    "Lead Agency Name": "owner",
    "Action Owner(s)": "owner",
    "Activity Status": "status",
    "Status of task": "status",
    "Latest comments": "note",
    "Orig Duration(h)": "duration",
    "Predecessor(s)": "predecessors",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_in_the_words_of_people_is_known(heading: str) -> None:
    meaning = meaning_of(heading)

    assert meaning is not None
    assert meaning[0] == HEADINGS[heading]


@pytest.mark.parametrize(
    "heading", ["", "Budget line", "Risk level", "Phone number", "Is it?", "X" * 90, "2027-01-04"]
)
def test_a_heading_that_says_nothing_of_a_plan_is_not_known(heading: str) -> None:
    assert meaning_of(heading) is None


def test_each_synonym_is_written_as_headings_are_compared_and_stands_once() -> None:
    listed: dict[str, list[str]] = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))
    texts = [text for one in listed.values() for text in one]

    assert set(listed) <= set(Field)
    assert [text for text in texts if folded(text) != text] == []
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
