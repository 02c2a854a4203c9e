"""Add people, reset their passwords, close their accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import User
from support.ground.moments import washington
from support.web.refusals import refused, refuses
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
OPERATOR = Actor(None, "Operator", "cli")


def test_a_person_gets_a_random_password_that_is_kept_only_as_a_hash(office: Office) -> None:
    made = {
        accounts.add(Change(OPERATOR, NOW), f"p{n}@state.example", "Jane Doe")[1] for n in range(3)
    }
    assert len(made) == 3
    assert all(len(password) >= 20 for password in made)
    hashes = db.session.scalars(select(User.password_hash).where(User.name == "Jane Doe")).all()
    assert all(kept.startswith("$argon2id$") for kept in hashes)
    for entry in office.journal():
        assert not any(password in str(entry.after) for password in made)


@pytest.mark.usefixtures("office")
def test_emails_are_kept_in_lower_case_and_once() -> None:
    user_id, _ = accounts.add(Change(OPERATOR, NOW), " Jane.Doe@State.EXAMPLE ", " Jane Doe ")
    user = db.session.get_one(User, user_id)
    assert (user.email, user.name, user.is_admin) == ("jane.doe@state.example", "Jane Doe", False)
    with refuses("email", "has an account"):
        accounts.add(Change(OPERATOR, NOW), "JANE.DOE@state.example", "Jane Again")


@pytest.mark.parametrize(
    "email",
    [
        "",
        "jane",
        "jane@",
        "@state.example",
        "jane doe@state.example",
        "jane@state.example\r\nBcc: all@state.example",
        "jane,all@state.example",
        "<jane@state.example>",
        '"jane"@state.example',
        "jané@state.example",
        "jane@stäte.example",
        "jane@state..example",
        f"{'x' * 250}@state.example",
    ],
)
@pytest.mark.usefixtures("office")
def test_what_no_mail_server_takes_is_no_email(email: str) -> None:
    with refuses("email", "no email address"):
        accounts.add(Change(OPERATOR, NOW), email, "Jane Doe")


@pytest.mark.parametrize("name", ["", "  ", "Jane\r\nBcc: all@state.example", "x" * 201, "J\x00"])
@pytest.mark.usefixtures("office")
def test_a_name_stands_on_one_line(name: str) -> None:
    with refuses("name"):
        accounts.add(Change(OPERATOR, NOW), "jane@state.example", name)


def test_a_name_may_be_in_any_script(office: Office) -> None:
    user_id, _ = accounts.add(Change(OPERATOR, NOW), "jane+work@state.example", "Wei-Ling Chén 陳")
    assert db.session.get_one(User, user_id).name == "Wei-Ling Chén 陳"
    assert office.journal()[-1].after == {
        "email": "jane+work@state.example",
        "name": "Wei-Ling Chén 陳",
    }


@pytest.mark.usefixtures("office")
def test_nobody_can_be_reset_or_closed_who_is_not_there() -> None:
    with refused(NotFound, "nobody@state.example"):
        accounts.reset_password(Change(OPERATOR, NOW), "nobody@state.example")
    with refused(NotFound):
        accounts.disable(Change(OPERATOR, NOW), "nobody@state.example")


@pytest.mark.usefixtures("office")
def test_an_administrator_is_made_by_asking_for_one() -> None:
    user_id, _ = accounts.add(Change(OPERATOR, NOW), "root@state.example", "Root", is_admin=True)
    assert db.session.get_one(User, user_id).is_admin
