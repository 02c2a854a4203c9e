"""Reasons and driving chains, as a planner reads them."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.calendars.working import federal_calendar
from workplan.scheduling.driver import Driver
from workplan.scheduling.explain import day_words, driving_chain, lag_words, reason
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.schedule import Schedule, schedule

JUNE_1 = date(2026, 6, 1)
DRAFT = ("Draft", date(2026, 6, 1), date(2026, 6, 5))


def scheduled(activities: list[Activity], *links: Link, status_on: date | None = None) -> Schedule:
    return schedule(Network(activities, links, federal_calendar(), JUNE_1, status_on))


def test_a_day_is_written_without_a_leading_zero() -> None:
    assert day_words(date(2027, 3, 4)) == "4 Mar 2027"


@pytest.mark.parametrize(
    ("lag", "is_elapsed", "words"),
    [
        (0, False, ""),
        (1, False, " + 1 working day"),
        (-2, False, " − 2 working days"),
        (45, True, " + 45 calendar days"),
        (-1, True, " − 1 calendar day"),
    ],
)
def test_a_lag_is_read_in_its_own_days(lag: int, is_elapsed: bool, words: str) -> None:
    assert lag_words(lag, is_elapsed=is_elapsed) == words


@pytest.mark.parametrize(
    ("driver", "words"),
    [
        (Driver("link", 1, "FS", 0), "“Draft” ends 5 Jun 2026 (must finish first)"),
        (
            Driver("link", 1, "SS", 3),
            "“Draft” starts 1 Jun 2026 (must start first + 3 working days)",
        ),
        (
            Driver("link", 1, "FF", -1),
            "“Draft” ends 5 Jun 2026 (must finish no later − 1 working day)",
        ),
        (
            Driver("link", 1, "SF", 9, is_elapsed=True),
            "“Draft” starts 1 Jun 2026 (must start no later + 9 calendar days)",
        ),
    ],
)
def test_a_link_is_named_with_the_moment_that_it_takes(driver: Driver, words: str) -> None:
    assert reason(driver, DRAFT, None) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SNET", "it may not start before 14 Mar 2027"),
        ("FNET", "it may not finish before 14 Mar 2027"),
        ("SNLT", "it must start no later than 14 Mar 2027"),
        ("FNLT", "it must finish no later than 14 Mar 2027"),
        ("MSO", "it must start on 14 Mar 2027"),
        ("MFO", "it must finish on 14 Mar 2027"),
    ],
)
def test_a_constraint_is_named_with_its_date(code: str, words: str) -> None:
    assert reason(Driver("constraint", detail=code), None, date(2027, 3, 14)) == words


@pytest.mark.parametrize("kind", ["start", "actual", "status", "forecast", "constraint", "link"])
def test_every_kind_of_driver_has_words_without_more_to_go_by(kind: str) -> None:
    assert reason(Driver(kind), None, None)


def test_a_driving_chain_leads_back_to_where_the_dates_begin() -> None:
    plan = [Activity(1, 5), Activity(2, 2), Activity(3, 1), Activity(4, 1)]

    computed = scheduled(plan, Link(1, 3), Link(2, 3), Link(3, 4))

    assert driving_chain(computed, 4) == [4, 3, 1]
    assert driving_chain(computed, 1) == [1]


def test_a_driving_chain_ends_at_a_constraint() -> None:
    plan = [
        Activity(1, 5),
        Activity(2, 2, constraint="SNET", constraint_on=date(2026, 7, 6)),
        Activity(3, 1),
    ]

    assert driving_chain(scheduled(plan, Link(1, 2), Link(2, 3)), 3) == [3, 2]


@pytest.mark.parametrize("uid", [0, 7, -3])
def test_a_driver_is_stored_and_read_back(uid: int) -> None:
    for driver in (
        Driver("link", uid, "SS", -2, is_elapsed=True),
        Driver("constraint", detail="MSO"),
        Driver("start"),
    ):
        assert Driver.decoded(driver.encoded()) == driver
