"""`flask users`: one sentence for bad input, a password shown once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Membership, User
from support.record.snapshots import snapshot
from workplan.extensions import db
from workplan.services.accounts import passwords

if TYPE_CHECKING:
    from click.testing import Result

    from support.ground.office import Office

pytestmark = pytest.mark.usefixtures("quick_hashes")


def run(office: Office, *arguments: str) -> Result:
    return office.app.test_cli_runner().invoke(args=["users", *arguments])


def user(email: str) -> User:
    db.session.rollback()
    return db.session.scalars(select(User).where(User.email == email)).one()


def test_a_person_is_added_with_a_password_that_works(office: Office) -> None:
    result = run(office, "add", "Jane@State.example", "--name", "Jane Doe")
    assert result.exit_code == 0, result.output
    shown = re.search(r"shown this once: (\S+)", result.output)
    assert shown is not None
    assert passwords.matches(shown[1], user("jane@state.example").password_hash)
    own = office.journal()[-1]
    assert (own.verb, own.actor_name, own.door) == ("user.added", "Operator", "cli")


def test_an_administrator_is_made_by_asking_for_one(office: Office) -> None:
    run(office, "add", "root@state.example", "--name", "Root", "--admin")
    assert user("root@state.example").is_admin


def test_a_reset_shows_a_new_password(office: Office) -> None:
    before = user("lead@office.example").password_hash
    result = run(office, "reset-password", "lead@office.example")
    assert result.exit_code == 0
    shown = re.search(r"shown this once: (\S+)", result.output)
    assert shown is not None
    after = user("lead@office.example").password_hash
    assert after != before
    assert passwords.matches(shown[1], after)


def test_a_closed_account_is_closed(office: Office) -> None:
    result = run(office, "disable", "lead@office.example")
    assert result.output == "lead@office.example can no longer sign in.\n"
    assert user("lead@office.example").disabled_at is not None


def test_a_person_joins_a_plan(office: Office) -> None:
    arguments = ("admin@office.example", "arms", "--role", "lead", "--agency", "DOD")
    result = run(office, "join", *arguments)
    assert result.exit_code == 0, result.output
    membership = db.session.scalars(
        select(Membership).where(Membership.user_id == office.people["admin"].id)
    ).one()
    assert (membership.role, membership.agency_id) == ("lead", office.agencies["DOD"])


def test_a_person_leaves_a_plan(office: Office) -> None:
    result = run(office, "leave", "lead@office.example", "arms")
    assert result.output == "lead@office.example is no longer in arms.\n"
    own = office.journal()[-1]
    assert (own.verb, own.door, own.before) == (
        "member.left",
        "cli",
        {"role": "lead", "agency": "PM", "is_supervisor": False},
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "jane", "--name", "Jane"), "“jane” is no email address. Give one like"),
        (("add", "lead@office.example", "--name", "L"), "has an account already. Reset its"),
        (("reset-password", "x@office.example"), "Nobody here has the email x@office.example."),
        (("disable", "x@office.example"), "Nobody here has the email x@office.example."),
        (("join", "x@office.example", "arms", "--role", "viewer"), "Nobody here has the email"),
        (("join", "lead@office.example", "no", "--role", "viewer"), "There is no plan “no”."),
        (("join", "admin@office.example", "arms", "--role", "lead"), "acts for an agency."),
        (("leave", "admin@office.example", "arms"), "is not in this plan."),
        (("leave", "coordinator@office.example", "arms"), "only coordinator. Add another"),
    ],
)
def test_bad_input_gets_one_sentence_and_changes_nothing(
    office: Office, arguments: tuple[str, ...], sentence: str
) -> None:
    before = snapshot()
    result = run(office, *arguments)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert snapshot() == before
