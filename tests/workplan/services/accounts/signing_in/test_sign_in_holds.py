"""Whose sign-in is held up, until when, and how they are let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.record.sign_ins import LIMITS, MINUTE, NOW, enter, fail
from support.web.refusals import refused
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.accounts.signing_in import sign_in_holds
from workplan.services.accounts.signing_in.sign_ins import SignInRefused, sign_in
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office


def held(now: object = NOW) -> dict[int, object]:
    found = sign_in_holds.held_up(db.session(), now, LIMITS)  # type: ignore[arg-type]
    db.session.rollback()
    return dict(found)


def test_nobody_is_held_up_by_fewer_tries_than_there_are(office: Office) -> None:
    for _ in range(LIMITS.tries - 1):
        fail(office)
    assert held() == {}


def test_whoever_tried_too_often_is_held_up_for_as_long_as_the_lock(office: Office) -> None:
    for _ in range(LIMITS.tries):
        fail(office)
    until = NOW + LIMITS.lock
    assert held() == {office.lead.id: until}
    assert held(until - MINUTE) == {office.lead.id: until}
    assert held(until) == {}


def test_tries_for_an_address_that_nobody_has_hold_nobody_up(office: Office) -> None:
    for _ in range(LIMITS.tries):
        with pytest.raises(SignInRefused):
            sign_in(NOW, "nobody@nowhere.example", "guess", "10.9.9.9", LIMITS)
    assert held() == {}
    assert office.lead.id


def test_an_account_that_many_addresses_try_is_held_up_too(office: Office) -> None:
    for place in range(5):
        for _ in range(2):
            with pytest.raises(SignInRefused):
                sign_in(NOW, office.email("lead"), "guess", f"10.9.{place}.1", LIMITS)
    assert held().keys() == {office.lead.id}


def test_letting_in_opens_the_account_and_leaves_the_address_counted(office: Office) -> None:
    for _ in range(LIMITS.tries):
        fail(office)
    with pytest.raises(SignInRefused):
        enter(office)
    sign_in_holds.let_in(Change(office.people["admin"], NOW), office.lead.id or 0)
    assert held() == {}
    assert enter(office)
    assert office.journal()[-2].verb == "user.let_in"


def test_only_administrators_let_anybody_in(office: Office) -> None:
    for who in ("coordinator", "lead", "stranger"):
        with refused(NotFound):
            sign_in_holds.let_in(Change(office.people[who], NOW), office.lead.id or 0)
