"""Sign in and out: limits, sessions, and what an outsider can tell."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import func, select

from models import SignInTry, UserSession
from support.moments import washington
from support.office import PASSWORD
from support.refusals import refuses
from workplan.extensions import db
from workplan.services import passwords, sign_ins, users
from workplan.services.actor import Actor
from workplan.services.sign_ins import Limits, SignInRefused, sign_in, user_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from support.office import Office

NOW = washington(2026, 9, 2)
MINUTE = timedelta(minutes=1)
LIMITS = Limits(3, 15 * MINUTE, 30 * MINUTE, session=timedelta(hours=12))
HERE, THERE = "192.0.2.1", "192.0.2.2"
OPERATOR = Actor(None, "Operator", "cli")
NEW = "another long password"


class CountingHasher(PasswordHasher):
    """Argon2id as it is, with parameters that suit tests; counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.verified = 0
        self.meanwhile: Callable[[], None] = lambda: None

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # the library's name
        self.verified += 1
        self.meanwhile()
        return super().verify(hash, password)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def hasher(monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    counting = CountingHasher()
    monkeypatch.setattr(passwords, "HASHER", counting)
    return counting


def enter(
    office: Office,
    now: datetime = NOW,
    password: str = PASSWORD,
    who: str = "lead",
    address: str = HERE,
) -> str:
    return sign_in(now, office.email(who), password, address, LIMITS)


def fail(office: Office, now: datetime = NOW, who: str = "lead", address: str = HERE) -> None:
    with pytest.raises(SignInRefused):
        enter(office, now, "a wrong password", who, address)


def is_in(token: str, now: datetime = NOW) -> bool:
    db.session.rollback()
    return user_of(db.session(), now, token) is not None


def test_the_right_password_opens_a_session(office: Office) -> None:
    token = enter(office)
    user = user_of(db.session(), NOW, token)
    assert user is not None
    assert user.id == office.lead.id
    own = office.journal()[-1]
    assert (own.verb, own.actor_id, own.subject_id) == (
        "user.signed_in",
        office.lead.id,
        office.lead.id,
    )


@pytest.mark.usefixtures("office")
def test_an_email_may_be_typed_in_capitals_and_with_spaces() -> None:
    assert sign_in(NOW, " Lead@OFFICE.example ", PASSWORD, HERE, LIMITS)


def test_what_is_stored_opens_no_session(office: Office) -> None:
    token = enter(office)
    stored = db.session.scalars(select(UserSession.token_hash)).one()
    assert token not in stored
    assert not is_in(stored)
    assert len(token) >= 43, "256 random bits"
    assert enter(office) != token


def test_unknown_wrong_and_disabled_get_the_same_answer(office: Office) -> None:
    users.disable(OPERATOR, NOW, office.email("viewer"))
    answers = set()
    for email, password in (
        ("nobody@office.example", PASSWORD),
        (office.email("lead"), "a wrong password"),
        (office.email("viewer"), PASSWORD),
        ("", ""),
    ):
        with pytest.raises(SignInRefused) as raised:
            sign_in(NOW, email, password, HERE, LIMITS)
        answers.add(str(raised.value))
    assert answers == {
        "That email and password do not match, or there were too many tries. Check both; after "
        "3 wrong tries wait 30 minutes."
    }


def test_a_password_is_checked_just_as_long_whoever_asks(
    office: Office, hasher: CountingHasher
) -> None:
    """By the number of checks, which take the time; the clock is no witness in a test."""
    users.disable(OPERATOR, NOW, office.email("viewer"))
    for email, password in (
        (office.email("lead"), PASSWORD),
        (office.email("lead"), "a wrong password"),
        ("nobody@office.example", PASSWORD),
        (office.email("viewer"), PASSWORD),
    ):
        before = hasher.verified
        with suppress(SignInRefused):
            sign_in(NOW, email, password, HERE, LIMITS)
        assert hasher.verified == before + 1
    for _ in range(3):
        fail(office, NOW + MINUTE)
    before = hasher.verified
    with pytest.raises(SignInRefused):
        enter(office, NOW + 2 * MINUTE)
    assert hasher.verified == before + 1, "while locked, too"


def test_nobodys_hash_costs_as_much_as_everybodys() -> None:
    passwords._nobodys_hash.cache_clear()
    own = extract_parameters(passwords.hashed("a long enough password"))
    assert extract_parameters(passwords._nobodys_hash()) == own
    passwords._nobodys_hash.cache_clear()


def test_nobodys_password_signs_nobody_in(office: Office) -> None:
    with pytest.raises(SignInRefused):
        sign_in(NOW, "nobody@office.example", "nobody signs in with this", HERE, LIMITS)
    assert office.last_seq() > 0


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


def test_others_can_write_while_a_password_is_checked(
    office: Office, hasher: CountingHasher
) -> None:
    """A flood of tries must not stop the work: the check is slow, and holds no lock."""
    task = office.add("1a", 5)
    db.session.rollback()
    written = []

    def somebody_writes() -> None:
        with office.app.app_context():
            office.report(task, NOW, percent=10)
        written.append(True)

    def meanwhile() -> None:
        thread = threading.Thread(target=somebody_writes)
        thread.start()
        thread.join(5)
        assert written

    hasher.meanwhile = meanwhile
    assert enter(office)


def test_a_password_that_is_changed_while_it_is_checked_no_longer_counts(
    office: Office, hasher: CountingHasher
) -> None:
    def somebody_resets() -> None:
        with office.app.app_context():
            users.reset_password(OPERATOR, NOW, office.email("lead"))

    def meanwhile() -> None:
        hasher.meanwhile = lambda: None
        thread = threading.Thread(target=somebody_resets)
        thread.start()
        thread.join(10)

    hasher.meanwhile = meanwhile
    with pytest.raises(SignInRefused):
        enter(office)


def test_a_session_ends_after_its_hours(office: Office) -> None:
    token = enter(office)
    assert is_in(token, NOW + LIMITS.session - MINUTE)
    assert not is_in(token, NOW + LIMITS.session)


def test_signing_out_ends_this_session_and_no_other(office: Office) -> None:
    here, elsewhere = enter(office), enter(office)
    sign_ins.sign_out(office.lead, NOW, here)
    assert not is_in(here)
    assert is_in(elsewhere)


def test_a_new_password_ends_every_session(office: Office) -> None:
    tokens = [enter(office), enter(office)]
    sign_ins.change_password(office.lead, NOW, PASSWORD, NEW)
    assert not any(map(is_in, tokens))
    fail(office)
    assert is_in(enter(office, password=NEW))


def test_a_reset_password_ends_every_session(office: Office) -> None:
    tokens = [enter(office), enter(office)]
    password = users.reset_password(OPERATOR, NOW, office.email("lead"))
    assert not any(map(is_in, tokens))
    with pytest.raises(SignInRefused):
        enter(office)
    assert is_in(enter(office, password=password))


def test_a_closed_account_ends_every_session_and_opens_none(office: Office) -> None:
    token = enter(office)
    users.disable(OPERATOR, NOW, office.email("lead"))
    assert not is_in(token)
    with pytest.raises(SignInRefused):
        enter(office)


def test_nobody_elses_session_ends_with_mine(office: Office) -> None:
    other = enter(office, who="coordinator")
    sign_ins.change_password(office.lead, NOW, PASSWORD, NEW)
    users.disable(OPERATOR, NOW, office.email("lead"))
    assert is_in(other)


def test_an_invented_token_is_nobodys(office: Office) -> None:
    enter(office)
    for token in ("", "x", "0" * 43):
        assert not is_in(token)


def test_a_new_password_needs_the_present_one_and_some_length(office: Office) -> None:
    with refuses("old_password", "present password"):
        sign_ins.change_password(office.lead, NOW, "not mine", NEW)
    for bad in ("short", "x" * 201):
        with refuses("password", f"{len(bad)} characters"):
            sign_ins.change_password(office.lead, NOW, PASSWORD, bad)


def test_a_refused_try_changes_nothing_but_the_count_of_tries(office: Office) -> None:
    seq = office.last_seq()
    fail(office)
    assert office.last_seq() == seq
    assert db.session.scalars(select(SignInTry.has_succeeded)).all() == [False]
    assert office.email("lead") not in db.session.scalars(select(SignInTry.account_hash)).one()
