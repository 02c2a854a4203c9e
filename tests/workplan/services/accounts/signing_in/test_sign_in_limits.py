"""Limits on wrong tries to sign in: when they lock, for how long, and for whom."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import SignInTry
from support.record.sign_ins import HERE, LIMITS, MINUTE, NOW, THERE, enter, fail
from workplan.extensions import db
from workplan.services.accounts.signing_in.sign_in_limits import counted_address, is_limited
from workplan.services.accounts.signing_in.sign_ins import SignInRefused, sign_in

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office


def test_three_wrong_tries_lock_for_thirty_minutes_from_the_third(office: Office) -> None:
    for minute in (0, 5, 10):
        fail(office, NOW + minute * MINUTE)
    for minute in (10, 11, 39.9):
        with pytest.raises(SignInRefused):
            enter(office, NOW + minute * MINUTE)
    assert enter(office, NOW + 40 * MINUTE)


def test_two_wrong_tries_lock_nothing(office: Office) -> None:
    fail(office)
    fail(office)
    assert enter(office)


def test_wrong_tries_that_are_far_apart_lock_nothing(office: Office) -> None:
    for minute in (0, 8, 16, 24, 32):
        fail(office, NOW + minute * MINUTE)
    assert enter(office, NOW + 32 * MINUTE)


def test_any_three_within_the_window_lock_and_not_only_the_last_three(office: Office) -> None:
    for minute in (0, 1, 2):
        fail(office, NOW + minute * MINUTE)
    fail(office, NOW + 20 * MINUTE)
    with pytest.raises(SignInRefused):
        enter(office, NOW + 21 * MINUTE)


def test_tries_while_locked_are_not_looked_at_and_neither_lengthen_nor_shorten_the_lock(
    office: Office,
) -> None:
    for minute in (0, 1, 2):
        fail(office, NOW + minute * MINUTE)
    for minute in range(3, 31):
        fail(office, NOW + minute * MINUTE)
    with pytest.raises(SignInRefused):
        enter(office, NOW + 31 * MINUTE)
    assert enter(office, NOW + 32 * MINUTE)


def test_after_the_lock_there_are_three_tries_again(office: Office) -> None:
    for minute in (0, 1, 2):
        fail(office, NOW + minute * MINUTE)
    for minute in (33, 34):
        fail(office, NOW + minute * MINUTE)
    assert enter(office, NOW + 35 * MINUTE)
    for minute in (36, 37, 38):
        fail(office, NOW + minute * MINUTE)
    with pytest.raises(SignInRefused):
        enter(office, NOW + 39 * MINUTE)


def test_the_right_password_forgives_the_wrong_ones_before(office: Office) -> None:
    fail(office)
    fail(office)
    enter(office, NOW + MINUTE)
    fail(office, NOW + 2 * MINUTE)
    fail(office, NOW + 2 * MINUTE)
    assert enter(office, NOW + 3 * MINUTE)


def test_a_stranger_elsewhere_cannot_lock_a_person_out(office: Office) -> None:
    for minute in range(20):
        fail(office, NOW + minute * MINUTE, address=THERE)
    assert enter(office, NOW + 20 * MINUTE, address=HERE)


def test_one_address_has_thirty_wrong_tries_for_all_accounts_together(office: Office) -> None:
    for number in range(29):
        with pytest.raises(SignInRefused):
            sign_in(NOW, f"guess{number}@office.example", "a guess", HERE, LIMITS)
    assert enter(office)
    with pytest.raises(SignInRefused):
        sign_in(NOW, "guess@office.example", "a guess", HERE, LIMITS)
    with pytest.raises(SignInRefused):
        enter(office)
    assert enter(office, address=THERE)
    assert enter(office, NOW + 31 * MINUTE)


def test_the_limits_hold_when_tries_come_at_the_same_moment(office: Office) -> None:
    app, barrier = office.app, threading.Barrier(6)
    db.session.rollback()

    def guess(_: int) -> None:
        with app.app_context():
            barrier.wait(30)
            fail(office)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(guess, range(6)))
    with pytest.raises(SignInRefused):
        enter(office, NOW + MINUTE)
    assert db.session.scalar(select(func.count()).select_from(SignInTry)) == 7


def strangers(office: Office, now: datetime, count: int, each: int = 2) -> None:
    """Let so many strange addresses guess at the lead's password, each some times."""
    for number in range(count):
        for _ in range(each):
            fail(office, now, address=f"198.51.100.{number}")


def test_an_account_that_many_addresses_try_slows_down_for_strange_ones(office: Office) -> None:
    strangers(office, NOW, 5)
    with pytest.raises(SignInRefused):
        enter(office, NOW + timedelta(seconds=30), address="203.0.113.1")
    assert enter(office, NOW + timedelta(seconds=61), address="203.0.113.2")


def test_it_is_never_slow_for_an_address_from_which_its_person_came_in(office: Office) -> None:
    assert enter(office, NOW - timedelta(days=20))
    strangers(office, NOW, 23)
    assert enter(office, NOW + timedelta(seconds=1))


def test_of_many_guesses_from_many_addresses_few_are_looked_at(office: Office) -> None:
    """After thirty-eight wrong ones from nineteen addresses the right one was let in."""
    strangers(office, NOW, 19)
    with pytest.raises(SignInRefused):
        enter(office, NOW + timedelta(seconds=1), address="203.0.113.9")


def test_the_pause_grows_and_ends_at_a_quarter_of_an_hour(office: Office) -> None:
    strangers(office, NOW, 5)
    moment, pauses = NOW, []
    for number in range(60):
        before = moment
        while not is_looked_at(office, moment, f"203.0.113.{number}"):
            moment += timedelta(seconds=30)
        pauses.append(moment - before)
        fail(office, moment, address=f"203.0.113.{number}")
    assert pauses[0] == MINUTE
    assert max(pauses) == 15 * MINUTE
    assert pauses == sorted(pauses)


def is_looked_at(office: Office, now: datetime, address: str) -> bool:
    account = hashlib.sha256(office.email("lead").encode()).hexdigest()
    found = is_limited(db.session(), now, account, address, LIMITS)
    db.session.rollback()
    return not found


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_counts_by_what_one_household_has(address: str, counted: str) -> None:
    assert counted_address(address) == counted


def test_another_address_of_the_same_network_has_no_tries_of_its_own(office: Office) -> None:
    for number in range(3):
        fail(office, address=f"2001:db8::{number:x}")
    with pytest.raises(SignInRefused):
        enter(office, address="2001:db8::ffff")
    assert enter(office, address="2001:db8:0:1::1")
