"""Limits on wrong tries to sign in: when they lock, for how long, and for whom."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import SignInTry
from support.sign_ins import HERE, LIMITS, MINUTE, NOW, THERE, enter, fail
from workplan.extensions import db
from workplan.services.sign_ins import SignInRefused, sign_in

if TYPE_CHECKING:
    from support.office import Office

pytestmark = pytest.mark.usefixtures("quick_hashes")


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
