"""Links to accounts: once, for a while, of one kind, and never more than one of a kind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import AccountLink, User
from support.ground.moments import washington
from support.web.refusals import refused
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.mail.courier import Handed
from workplan.services.accounts.signing_in import account_links
from workplan.services.record.transaction import writing
from workplan.vocabulary import AccountLinkKind

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
OF_PEOPLE = [kind for kind in AccountLinkKind if kind != AccountLinkKind.FIRST_ADMIN]


def issue(office: Office, kind: AccountLinkKind, who: str = "lead") -> account_links.Issued:
    email = "new@state.example" if kind == AccountLinkKind.NEW_ADDRESS else None
    with writing() as session:
        user = office.people[who]
        return account_links.issue(session, NOW, kind, user.id, by=user, email=email)


def opens(token: str, *kinds: AccountLinkKind, after: timedelta = timedelta(0)) -> bool:
    try:
        account_links.opened(db.session(), NOW + after, token, *kinds)
    except NotFound as gone:
        if str(gone) != account_links.GONE:
            raise
        return False
    return True


@pytest.mark.parametrize("kind", OF_PEOPLE)
def test_a_link_opens_what_it_is_for_and_nothing_else(
    office: Office, kind: AccountLinkKind
) -> None:
    token = issue(office, kind).token
    assert [other for other in AccountLinkKind if opens(token, other)] == [kind]


@pytest.mark.parametrize("kind", OF_PEOPLE)
def test_a_link_works_until_its_time_is_over(office: Office, kind: AccountLinkKind) -> None:
    token, life = issue(office, kind).token, account_links.LIVES[kind]
    assert opens(token, kind, after=life - timedelta(seconds=1))
    assert not opens(token, kind, after=life)


def test_a_newer_link_ends_the_one_before_of_its_kind_and_person(office: Office) -> None:
    reset, address = AccountLinkKind.RESET, AccountLinkKind.NEW_ADDRESS
    before, other = issue(office, reset), issue(office, reset, "viewer")
    new_address, now = issue(office, address), issue(office, reset)
    assert not opens(before.token, reset)
    assert opens(other.token, reset)
    assert opens(new_address.token, address)
    assert opens(now.token, reset)


def test_tokens_are_long_and_never_the_same(office: Office) -> None:
    tokens = {issue(office, AccountLinkKind.RESET).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) >= 43 for token in tokens)


@pytest.mark.usefixtures("office")
@given(st.text(max_size=60))
def test_no_guess_opens_anything(guess: str) -> None:
    assert not opens(guess, *AccountLinkKind)


def test_the_answer_to_a_letter_is_kept_without_control_characters(office: Office) -> None:
    issued = issue(office, AccountLinkKind.RESET)
    account_links.answered(issued.id, NOW, Handed(False, "550 no\r\nsuch\0mailbox"))
    link = db.session.get_one(AccountLink, issued.id)
    assert (link.mailed_at, link.mail_reply) == (None, "550 no  such mailbox")


def test_a_closed_account_has_no_link(office: Office) -> None:
    token = issue(office, AccountLinkKind.RESET).token
    with writing() as session:
        session.get_one(User, office.lead.id).disabled_at = NOW
    with refused(NotFound):
        account_links.opened(db.session(), NOW, token, AccountLinkKind.RESET)
