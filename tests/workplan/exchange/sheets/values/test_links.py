"""Predecessors as people write them."""

from __future__ import annotations

import pytest

from workplan.exchange.sheets.values.links import ReadLink, links_in

KNOWN = {"1", "2", "3", "5", "1.2", "1.3", "A-1", "Draft the rule", "A", "Task 9"}


def found(text: str) -> list[ReadLink | str]:
    return [*links_in(text, KNOWN.__contains__)]


@pytest.mark.parametrize("text", ["3;5", "3, 5", "3\n5", "3 and 5", "3 & 5", "3;;5;"])
def test_several_are_parted_as_people_part_them(text: str) -> None:
    assert found(text) == [ReadLink("3"), ReadLink("5")]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("5", ReadLink("5")),
        ("5FS", ReadLink("5", "FS")),
        ("5 ss", ReadLink("5", "SS")),
        ("5(FF)", ReadLink("5", "FF")),
        ("5FS+2 days", ReadLink("5", "FS", 2)),
        ("5FS + 2d", ReadLink("5", "FS", 2)),
        ("2SS-1d", ReadLink("2", "SS", -1)),
        ("2SS−1d", ReadLink("2", "SS", -1)),
        ("5+1 wk", ReadLink("5", "FS", 5)),
        ("5FS+3 ed", ReadLink("5", "FS", 3, is_elapsed=True)),
        ("5FS+50%", ReadLink("5", "FS", 50, is_percent=True)),
        ("5SS-25 %", ReadLink("5", "SS", -25, is_percent=True)),
        ("1.2", ReadLink("1.2")),
        ("Task 5", ReadLink("5")),
        ("#5", ReadLink("5")),
        ("after 5", ReadLink("5")),
        ("Draft the rule", ReadLink("Draft the rule")),
        ("Draft the rule FS", ReadLink("Draft the rule", "FS")),
    ],
)
def test_a_predecessor_is_read_with_its_kind_and_its_lag(text: str, link: ReadLink) -> None:
    assert found(text) == [link]


def test_a_name_that_is_known_is_not_taken_apart() -> None:
    assert found("A-1") == [ReadLink("A-1")]
    assert found("A-2d") == [ReadLink("A", "FS", -2)]
    # A task may be called so itself; then it is that one, and not task 9 of the list.
    assert found("Task 9") == [ReadLink("Task 9")]


@pytest.mark.parametrize("text", ["", "-", "n/a", "None", "0"])
def test_nothing_is_named_by_what_says_so(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["99", "5FS+soon", "5FS+3 sprints", "the other one", "5XX"])
def test_what_is_no_predecessor_comes_back_as_it_stands(text: str) -> None:
    assert found(text) == [text]


def test_one_that_is_not_understood_leaves_the_others() -> None:
    assert found("3; nobody; 5") == [ReadLink("3"), "nobody", ReadLink("5")]


def test_a_text_without_end_is_not_looked_at_for_ever() -> None:
    assert found("x" * 400) == ["x" * 400]
    assert len(found("3;" * 50_000)) == 5_000
