"""Passwords at sign-in: whose opens a session, what a check costs, what an outsider can tell."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select

from models import SignInTry
from support.ground.office import PASSWORD
from support.record.sign_ins import HERE, LIMITS, MINUTE, NOW, enter, fail
from support.web.refusals import refuses
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.accounts.signing_in import own_passwords, passwords
from workplan.services.accounts.signing_in.sign_ins import SignInRefused, sign_in, user_of
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office

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


def test_the_right_password_opens_a_session(office: Office) -> None:
    token = enter(office)
    user = user_of(db.session(), NOW, token, LIMITS.session)
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


def test_unknown_wrong_and_disabled_get_the_same_answer(office: Office) -> None:
    accounts.disable(Change(OPERATOR, NOW), office.email("viewer"))
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
    accounts.disable(Change(OPERATOR, NOW), office.email("viewer"))
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
    assert hasher.verified == before, "what is not looked at costs no work"


def test_nobodys_hash_costs_as_much_as_everybodys() -> None:
    passwords._nobodys_hash.cache_clear()
    own = extract_parameters(passwords.hashed("a long enough password"))
    assert extract_parameters(passwords._nobodys_hash()) == own
    passwords._nobodys_hash.cache_clear()


def test_nobodys_password_signs_nobody_in(office: Office) -> None:
    with pytest.raises(SignInRefused):
        sign_in(NOW, "nobody@office.example", "nobody signs in with this", HERE, LIMITS)
    assert office.last_seq() > 0


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
            accounts.reset_password(Change(OPERATOR, NOW), office.email("lead"))

    def meanwhile() -> None:
        hasher.meanwhile = lambda: None
        thread = threading.Thread(target=somebody_resets)
        thread.start()
        thread.join(10)

    hasher.meanwhile = meanwhile
    with pytest.raises(SignInRefused):
        enter(office)


def test_a_new_password_needs_the_present_one_and_some_length(office: Office) -> None:
    with pytest.raises(InvalidInput, match="not your present password"):
        own_passwords.change_password(Change(office.lead, NOW), "", "not mine", NEW, HERE, LIMITS)
    for bad in ("short", "x" * 201):
        with refuses("password", f"{len(bad)} characters"):
            own_passwords.change_password(Change(office.lead, NOW), "", PASSWORD, bad, HERE, LIMITS)


def test_a_wrong_present_password_counts_as_a_try_to_sign_in(
    office: Office, hasher: CountingHasher
) -> None:
    for _ in range(LIMITS.tries):
        with pytest.raises(InvalidInput, match="not your present password"):
            own_passwords.change_password(
                Change(office.lead, NOW), "", "not mine", NEW, HERE, LIMITS
            )
    before = hasher.verified
    with pytest.raises(InvalidInput, match="too many tries"):
        own_passwords.change_password(Change(office.lead, NOW), "", PASSWORD, NEW, HERE, LIMITS)
    assert hasher.verified == before, "no work is done for it"
    with pytest.raises(SignInRefused):
        enter(office)
    own_passwords.change_password(
        Change(office.lead, NOW + 31 * MINUTE), "", PASSWORD, NEW, HERE, LIMITS
    )
    assert enter(office, NOW + 32 * MINUTE, password=NEW)


def test_parallel_tries_at_the_present_password_are_limited_too(office: Office) -> None:
    db.session.rollback()
    said: list[str] = []

    def guess() -> None:
        with office.app.app_context():
            try:
                own_passwords.change_password(
                    Change(office.lead, NOW), "", "not mine", NEW, HERE, LIMITS
                )
            except InvalidInput as refused:
                said.append(refused.message)

    threads = [threading.Thread(target=guess) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 9
    assert sum("not your present password" in one for one in said) <= LIMITS.tries


def test_at_most_two_passwords_are_checked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed, inside, most = passwords.hashed(NEW), [], []

    class Slow:
        def verify(self, *_: str) -> bool:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.05)
            inside.pop()
            return True

    monkeypatch.setattr(passwords, "HASHER", Slow())
    threads = [threading.Thread(target=passwords.matches, args=(NEW, hashed)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (8, 2)


def test_whoever_would_wait_too_long_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    hashed = passwords.hashed(NEW)
    with ExitStack() as others:
        for _ in range(passwords.AT_ONCE):
            others.enter_context(passwords._turn())
        with pytest.raises(passwords.TooBusy):
            passwords.matches(NEW, hashed)
    assert passwords.matches(NEW, hashed)


def test_a_refused_try_changes_nothing_but_the_count_of_tries(office: Office) -> None:
    seq = office.last_seq()
    fail(office)
    assert office.last_seq() == seq
    assert db.session.scalars(select(SignInTry.has_succeeded)).all() == [False]
    assert office.email("lead") not in db.session.scalars(select(SignInTry.account_hash)).one()
