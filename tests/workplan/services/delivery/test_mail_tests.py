"""A test mail: what the server answers stands in the journal, with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.mail.choosing import mailer_at
from workplan.services.delivery import mail_tests
from workplan.services.delivery.mail_tests import Conversation, Overheard
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer

NOW = washington(2026, 9, 2)


def send(office: Office, url: str, to: str = "") -> Conversation:
    admin = Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)
    instance = office.app.extensions["workplan"].instance
    sender = Overheard(
        lambda hear: mailer_at(url, instance, hear=hear), "w@office.example", "https://w.example"
    )
    seq = mail_tests.send(Change(admin, NOW), sender, to)
    return mail_tests.result(db.session(), seq)


def test_it_goes_to_whoever_asks_and_says_why(office: Office, mail_server: MailServer) -> None:
    found = send(office, mail_server.url)
    [mail] = mail_server.mails
    assert (mail.recipient, mail.subject) == (office.email("admin"), "A test of mail")
    assert "Ada Admin asked https://w.example to send this" in mail.text
    assert (found.is_accepted, found.reply, found.way_out) == (True, "250 2.0.0 Kept", "")
    assert found.lines[-1] == ("server", "250 2.0.0 Kept")
    own = office.journal()[-1]
    assert (own.verb, own.plan_id, own.actor_name) == ("mail.tested", None, "Ada Admin")


@pytest.mark.parametrize(
    ("step", "answer", "way_out"),
    [
        ("MAIL", "530 5.7.0 Authentication required", "Put a user and a password into MAIL_URL"),
        ("MAIL", "550 5.7.1 Not from you", "Ask whoever runs the mail server"),
        ("RCPT", "550 5.1.1 No such user", "Correct the address"),
        ("DATA", "451 4.7.1 Come back later", "Try again in some minutes"),
    ],
)
def test_a_refusal_comes_with_the_way_out(
    office: Office, mail_server: MailServer, step: str, answer: str, way_out: str
) -> None:
    mail_server.answers[step].append(answer)
    found = send(office, mail_server.url)
    assert not found.is_accepted
    assert answer in found.reply
    assert found.way_out.startswith(way_out)


def test_a_wrong_sign_in_points_at_the_settings(office: Office, mail_server: MailServer) -> None:
    mail_server.password = "right"
    found = send(office, f"smtp://robot:wrong@127.0.0.1:{mail_server.port}")
    assert "user and the password in MAIL_URL" in found.way_out
    assert "wrong" not in str(found.lines)


def test_a_server_that_is_not_there_is_said_so(office: Office, mail_server: MailServer) -> None:
    url = mail_server.url
    mail_server.close()
    found = send(office, url)
    assert found.reply.startswith("No connection")
    assert "whether the server runs" in found.way_out


def test_nobody_else_tests_mail_and_no_address_is_made_up(
    office: Office, mail_server: MailServer
) -> None:
    sender = Overheard(lambda _: pytest.fail("asked"), "w@office.example", "https://w.example")
    with pytest.raises(NotFound):
        mail_tests.send(Change(office.coordinator, NOW), sender)
    with pytest.raises(InvalidInput, match="no email address"):
        send(office, mail_server.url, "nobody")
    assert mail_server.connections == 0


def test_only_an_entry_of_a_test_tells_of_one(office: Office) -> None:
    with pytest.raises(NotFound):
        mail_tests.result(db.session(), office.last_seq())
