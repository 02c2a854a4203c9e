"""Sessions: what opens one, and everything that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import UserSession
from support.ground.office import PASSWORD
from support.record.sign_ins import HERE, LIMITS, MINUTE, NOW, enter, fail
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.accounts.signing_in import own_passwords, sign_ins
from workplan.services.accounts.signing_in.sign_ins import SignInRefused, user_of
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

OPERATOR = Actor(None, "Operator", "cli")
NEW = "another long password"


def is_in(token: str, now: datetime = NOW) -> bool:
    db.session.rollback()
    return user_of(db.session(), now, token, LIMITS.session) is not None


def test_what_is_stored_opens_no_session(office: Office) -> None:
    token = enter(office)
    stored = db.session.scalars(select(UserSession.token_hash)).one()
    assert token not in stored
    assert not is_in(stored)
    assert len(token) >= 43, "256 random bits"
    assert enter(office) != token


def test_a_session_ends_after_its_hours(office: Office) -> None:
    token = enter(office)
    assert is_in(token, NOW + LIMITS.session - MINUTE)
    assert not is_in(token, NOW + LIMITS.session)


def test_signing_out_ends_this_session_and_no_other(office: Office) -> None:
    here, elsewhere = enter(office), enter(office)
    sign_ins.sign_out(Change(office.lead, NOW), here)
    assert not is_in(here)
    assert is_in(elsewhere)


def test_a_new_password_ends_every_session(office: Office) -> None:
    tokens = [enter(office), enter(office)]
    own_passwords.change_password(Change(office.lead, NOW), "", PASSWORD, NEW, HERE, LIMITS)
    assert not any(map(is_in, tokens))
    fail(office)
    assert is_in(enter(office, password=NEW))


def test_a_reset_password_ends_every_session(office: Office) -> None:
    tokens = [enter(office), enter(office)]
    password = accounts.reset_password(Change(OPERATOR, NOW), office.email("lead"))
    assert not any(map(is_in, tokens))
    with pytest.raises(SignInRefused):
        enter(office)
    assert is_in(enter(office, password=password))


def test_a_closed_account_ends_every_session_and_opens_none(office: Office) -> None:
    token = enter(office)
    accounts.disable(Change(OPERATOR, NOW), office.email("lead"))
    assert not is_in(token)
    with pytest.raises(SignInRefused):
        enter(office)


def test_nobody_elses_session_ends_with_mine(office: Office) -> None:
    other = enter(office, who="coordinator")
    own_passwords.change_password(Change(office.lead, NOW), "", PASSWORD, NEW, HERE, LIMITS)
    accounts.disable(Change(OPERATOR, NOW), office.email("lead"))
    assert is_in(other)


def test_an_invented_token_is_nobodys(office: Office) -> None:
    enter(office)
    for token in ("", "x", "0" * 43):
        assert not is_in(token)
