"""`flask users`: one sentence for bad input, a password shown once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Membership, User
from support.ground.office import PASSWORD
from support.record.snapshots import snapshot
from workplan import clock
from workplan.exchange.sheets.columns.proposal import propose
from workplan.extensions import db
from workplan.services.accounts.signing_in import passwords, sign_ins
from workplan.services.accounts.signing_in.sign_in_limits import Limits
from workplan.services.interchange import column_mappings
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from click.testing import Result

    from support.ground.office import Office


def run(office: Office, *arguments: str) -> Result:
    return office.app.test_cli_runner().invoke(args=["users", *arguments])


def user(email: str) -> User:
    db.session.rollback()
    return db.session.scalars(select(User).where(User.email == email)).one()


def user_of(user_id: int | None) -> User:
    return db.session.get_one(User, user_id)


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


def test_an_administrator_is_made_and_unmade_and_the_last_one_stays(office: Office) -> None:
    lead, admin = office.email("lead"), office.email("admin")
    made = run(office, "make-admin", lead)
    assert made.output == f"{lead} is an administrator from the next sign-in on.\n"
    assert user(lead).is_admin
    assert run(office, "unmake-admin", admin).exit_code == 0
    assert not user(admin).is_admin
    last = run(office, "unmake-admin", lead)
    assert last.exit_code == 1
    assert "Add another administrator first." in last.output
    assert user(lead).is_admin
    assert "Nobody here has the email" in run(office, "make-admin", "no@office.example").output


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


def test_a_person_is_invited_by_mail_and_where_none_leaves_the_link_is_printed(
    office: Office,
) -> None:
    arguments = ("invite", "new@state.example", "--name", "New Person", "--agency", "STATE")
    result = run(office, *arguments, "--plan", "arms", "--role", "viewer")
    assert result.exit_code == 0, result.output
    assert "did not leave: Mail is written to files here" in result.output
    shown = re.search(r"shown this once: \S+(/set-password/\S+)", result.output)
    assert shown is not None
    assert office.app.test_client().get(shown[1]).status_code == 200
    new = user("new@state.example")
    assert new.agency_id == office.agencies["STATE"]
    verbs = [entry.verb for entry in office.journal()[-3:]]
    assert verbs == ["user.invited", "member.joined", "user.link_shown"]


def test_a_closed_account_hands_its_work_on_and_is_opened_again(office: Office) -> None:
    task = office.add("1a", assignee_id=office.contributor.id)
    lead = office.email("lead")
    result = run(office, "disable", office.email("contributor"), "--to", lead)
    assert f"{lead} has 1 more tasks" in result.output
    assert office.task(task).assignee_id == office.lead.id
    result = run(office, "enable", office.email("contributor"))
    assert result.output == "contributor@office.example can sign in again.\n"
    assert user(office.email("contributor")).disabled_at is None


def test_sessions_are_shown_and_ended(office: Office) -> None:
    email = office.email("lead")
    assert run(office, "sessions", email).output == f"{email} is signed in nowhere.\n"
    limits = Limits(3, timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=12))
    sign_ins.sign_in(clock.now(), email, PASSWORD, "10.0.0.1", limits, "Firefox/140")
    assert "Firefox/140" in run(office, "sessions", email).output
    assert "in 1 browsers" in run(office, "sessions", email, "--end").output
    assert run(office, "sessions", email).output == f"{email} is signed in nowhere.\n"


def test_no_first_administrator_is_made_once_there_is_somebody(office: Office) -> None:
    result = run(office, "first-admin")
    assert result.exit_code == 1
    assert "Somebody has an account already." in result.output


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
        (("invite", "jane", "--name", "Jane"), "“jane” is no email address. Give one like"),
        (("invite", "lead@office.example", "--name", "L"), "has an account already."),
        (("enable", "x@office.example"), "Nobody here has the email x@office.example."),
        (("sessions", "x@office.example"), "Nobody here has the email x@office.example."),
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


def test_what_a_person_s_columns_meant_is_listed_and_forgotten(office: Office) -> None:
    mapping = propose(b"Task,Due\nA,2026-10-05\n", "x").mapping
    column_mappings.remember(Change(office.coordinator, clock.now()), mapping)
    db.session.commit()
    email = user_of(office.coordinator.id).email

    listed = run(office, "columns", email)

    assert "Task: Name of the task; Due: Suspense" in listed.output
    refused = run(office, "columns", email, "--forget", "some")
    assert "“some” is neither a number nor “all”." in refused.output
    assert run(office, "columns", email, "--forget", "all").output.endswith("Forgot 1.\n")
    assert "Task" not in run(office, "columns", email).output
