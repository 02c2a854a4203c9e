"""By which mails a person is reached, at what hour, and who stands in for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.ground.moments import washington
from workplan.calendars.working import federal_calendar
from workplan.reminders.ladder import Rule
from workplan.reminders.mentions import named_in, unknown_in
from workplan.reminders.reach import Wishes, reached, stand_in
from workplan.reminders.recipients import Member, may_stand_in

if TYPE_CHECKING:
    from datetime import datetime

ZONE = "America/New_York"
LABELS = ("State", "State PM", "DoD", "Lena Ivanova", "C++ (office)")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Please look, @State PM.", {"State PM"}),
        ("@State and @DoD: please clear", {"State", "DoD"}),
        ("@Lena Ivanova’s draft, @DoD’s too", {"Lena Ivanova", "DoD"}),
        ("@DoDo, @stateless, jane@State", set()),
        ("@C++ (office)", {"C++ (office)"}),
        ("State PM", set()),
        ("", set()),
    ],
)
def test_a_name_counts_whole_and_the_longest_that_fits(text: str, named: set[str]) -> None:
    assert named_in(text, LABELS) == named


def test_nobody_is_named_where_there_are_no_names() -> None:
    assert named_in("@State", []) == set()
    assert unknown_in("@State", []) == ["State"]


def test_words_after_an_at_that_name_nobody_are_told_once() -> None:
    assert unknown_in("@Nobody Here, @State PM, @Nobody, @DoDo; jane@State", LABELS) == [
        "Nobody",
        "DoDo",
    ]


@pytest.mark.parametrize(
    ("now", "hour", "expected"),
    [
        (washington(2026, 11, 24, 7, 59), 8, washington(2026, 11, 24, 8)),
        (washington(2026, 11, 24, 8, 0), 8, washington(2026, 11, 25, 8)),
        (washington(2026, 11, 24, 9, 0), 14, washington(2026, 11, 24, 14)),
        (washington(2026, 11, 25, 9, 0), 8, washington(2026, 11, 27, 8)),  # Thanksgiving between
        (washington(2026, 11, 27, 9, 0), 8, washington(2026, 11, 30, 8)),  # a weekend between
        (washington(2026, 12, 26, 3, 0), 8, washington(2026, 12, 28, 8)),
    ],
)
def test_a_digest_comes_at_its_hour_on_a_working_day(
    now: datetime, hour: int, expected: datetime
) -> None:
    assert Wishes(send_hour=hour).digest_at(now, ZONE, federal_calendar()) == expected


def test_only_reminders_long_before_a_suspense_can_be_declined() -> None:
    rungs = (-30, -14, -7, -4, -3, -1, 0, 1, 3)
    assert [r for r in rungs if Wishes(wants_early=False).wants(Rule(1, r, "lead"))] == [
        -3,
        -1,
        0,
        1,
        3,
    ]
    assert all(Wishes().wants(Rule(1, r, "lead")) for r in rungs)


def test_whoever_stands_in_may_be_away_too() -> None:
    assert stand_in(1, {}) == 1
    assert stand_in(1, {1: 2}) == 2
    assert stand_in(1, {1: 2, 2: 3}) == 3
    assert stand_in(1, {1: None}) == 1
    assert stand_in(1, {1: 2, 2: None}) == 2
    assert stand_in(1, {1: 2, 2: 1}) == 1, "two who stand in for each other keep their own mail"


def test_who_is_meant_gets_it_for_themselves_whomever_they_stand_in_for() -> None:
    assert reached({1, 2}, {1: 2}) == {2: 2}
    assert reached({1, 3}, {1: 2, 3: 2}) == {2: 1}
    assert reached({1}, {1: 2}) == {2: 1}
    assert reached(set(), {1: 2}) == {}


@given(
    st.sets(st.integers(1, 8)),
    st.dictionaries(st.integers(1, 8), st.none() | st.integers(1, 8)),
)
def test_everybody_meant_is_reached_by_somebody_once(
    meant: set[int], away: dict[int, int | None]
) -> None:
    found = reached(meant, away)
    assert set(found) == {stand_in(user, away) for user in meant}
    assert set(found.values()) <= meant
    for user, for_whom in found.items():
        assert stand_in(for_whom, away) == user
        assert for_whom == user or user not in meant or stand_in(user, away) != user


PARENTS = {10: None, 11: 10, 20: None, 21: 20}


@pytest.mark.parametrize(
    ("delegate", "absent", "may"),
    [
        (("lead", 11), ("lead", 11), True),
        (("contributor", 11), ("lead", 11), True),
        (("lead", 10), ("lead", 11), True),
        (("lead", 11), ("contributor", 10), True),
        (("lead", 21), ("lead", 11), False),
        (("lead", 20), ("contributor", 11), False),
        (("viewer", 11), ("lead", 11), False),
        (("lead", 11), ("viewer", 11), False),
        (("coordinator", 11), ("lead", 11), False),
        (("lead", 11), ("coordinator", 11), False),
        (("coordinator", 11), ("coordinator", 21), True),
        (("auditor", None), ("auditor", None), False),
    ],
)
def test_nobody_stands_in_for_a_foreign_agency(
    delegate: tuple[str, int | None], absent: tuple[str, int | None], may: bool
) -> None:
    one = Member(1, delegate[0], delegate[1], is_supervisor=False)
    other = Member(2, absent[0], absent[1], is_supervisor=False)
    assert may_stand_in(one, other, PARENTS) is may
