"""What each answer of a mail server means; the servers are real, some are rude."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from support.programs.mail_server import ACCEPTED
from workplan.mail.connections import Patience
from workplan.mail.mailer import (
    MailerDown,
    MailFailure,
    NotOffered,
    Refused,
    TryLater,
    Unanswered,
)
from workplan.mail.smtp import MOST_CARRIED, SmtpMailer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.programs.mail_server import MailServer


def message(words: str = "Hello") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Workplan <workplan@office.example>"
    made["To"] = "Lena Ivanova <lena@state.example>"
    made["Message-ID"] = "<abc@office.example>"
    made.set_content(words)
    return made


@contextmanager
def rude_server(*answers: str) -> Iterator[str]:
    """Run a server that says each line in turn, after each line it hears, and then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection, connection.makefile("rb") as heard:
                for number, answer in enumerate(answers):
                    if number and not heard.readline():
                        return
                    connection.sendall(answer.encode() + b"\r\n")
                if answers:
                    heard.readline()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        thread.join(10)


@contextmanager
def dripping_server() -> Iterator[str]:
    """Run a server that sends a sign again and again, and never ends a line."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                for _ in range(100):
                    connection.sendall(b"2")
                    time.sleep(0.1)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        thread.join(15)


def test_an_accepted_message_arrives_whole_and_the_answer_is_returned(
    mail_server: MailServer,
) -> None:
    words = "Grüße\n.\n.. two dots\nFrom here on\n"
    assert SmtpMailer(mail_server.url).deliver(message(words)) == ACCEPTED
    [mail] = mail_server.mails
    assert (mail.sender, mail.recipient) == ("workplan@office.example", "lena@state.example")
    assert mail.text == words
    assert mail.message_id == "<abc@office.example>"


@pytest.mark.parametrize("command", ["RCPT", "DATA command", "DATA"])
@pytest.mark.parametrize(
    ("answer", "failure"),
    [("451 4.3.0 Try later", TryLater), ("554 5.7.1 Rejected as spam", Refused)],
)
def test_a_refusal_of_a_message_is_temporary_or_lasting_by_its_first_digit(
    mail_server: MailServer, command: str, answer: str, failure: type[MailFailure]
) -> None:
    mail_server.answers[command].append(answer)
    with pytest.raises(failure) as raised:
        SmtpMailer(mail_server.url).deliver(message())
    assert type(raised.value) is failure
    assert str(raised.value) == answer
    assert mail_server.mails == []


@pytest.mark.parametrize(
    ("answer", "failure"),
    [("451 4.3.0 Try later", NotOffered), ("554 5.7.1 You may not send", MailerDown)],
)
def test_a_refusal_of_our_own_address_is_the_servers_trouble_and_not_the_messages(
    mail_server: MailServer, answer: str, failure: type[MailFailure]
) -> None:
    mail_server.answers["MAIL"].append(answer)
    with pytest.raises(NotOffered, match=answer) as raised:
        SmtpMailer(mail_server.url).deliver(message())
    assert type(raised.value) is failure


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        ((), NotOffered),
        (("421 4.3.2 Too busy",), NotOffered),
        (("554 No service here",), MailerDown),
        (("220 hello",), NotOffered),
    ],
)
def test_a_server_that_turns_us_away_at_the_door_was_offered_nothing(
    answers: tuple[str, ...], failure: type[MailFailure]
) -> None:
    with rude_server(*answers) as place, pytest.raises(NotOffered) as raised:
        SmtpMailer(f"smtp://{place}").deliver(message())
    assert type(raised.value) is failure


def test_a_password_may_hold_any_character(mail_server: MailServer) -> None:
    mail_server.password = "p@ss:w/rd%"
    SmtpMailer(f"smtp://robot:p%40ss%3Aw%2Frd%25@127.0.0.1:{mail_server.port}").deliver(message())
    assert len(mail_server.mails) == 1


def test_a_wrong_password_means_that_mail_is_down(mail_server: MailServer) -> None:
    mail_server.password = "right"
    with pytest.raises(MailerDown, match="535"):
        SmtpMailer(f"smtp://robot:wrong@127.0.0.1:{mail_server.port}").deliver(message())


def test_a_server_that_wants_a_sign_in_first_means_that_mail_is_down(
    mail_server: MailServer,
) -> None:
    mail_server.password = "right"
    with pytest.raises(MailerDown, match="530"):
        SmtpMailer(f"smtp://127.0.0.1:{mail_server.port}").deliver(message())


@pytest.mark.parametrize(
    ("scheme", "answers"),
    [
        # No TLS, no sign-in, and none that we can do.
        ("smtp+starttls://", ("220 hello", "250 mail.test")),
        ("smtp+starttls://", ("220 hello", "250-mail.test\r\n250 STARTTLS", "454 TLS is broken")),
        ("smtp://robot:secret@", ("220 hello", "250 mail.test")),
        ("smtp://robot:secret@", ("220 hello", "250-mail.test\r\n250 AUTH GSSAPI")),
        ("smtps://", ("220 hello",)),
    ],
)
def test_settings_that_cannot_work_with_a_server_mean_that_mail_is_down(
    scheme: str, answers: tuple[str, ...]
) -> None:
    with rude_server(*answers) as place, pytest.raises(MailerDown):
        SmtpMailer(scheme + place).deliver(message())


@pytest.mark.parametrize(
    "answers",
    [
        ("220 hello", "250 mail.test", "250 OK"),
        ("220 hello", "250 mail.test", "250 OK", "250 OK"),
    ],
)
def test_a_server_that_hangs_up_before_the_content_is_tried_again(answers: tuple[str, ...]) -> None:
    with rude_server(*answers) as place, pytest.raises(TryLater) as raised:
        SmtpMailer(f"smtp://{place}").deliver(message())
    assert not isinstance(raised.value, Unanswered)


def test_a_server_that_hangs_up_during_the_content_may_have_it() -> None:
    answers = ("220 hello", "250 mail.test", "250 OK", "250 OK", "354 Go ahead")
    with rude_server(*answers) as place, pytest.raises(Unanswered):
        SmtpMailer(f"smtp://{place}").deliver(message())


@pytest.mark.parametrize("last", ["50 2.0.0 OK", "OK", "199 what", "354 again"])
def test_an_answer_to_the_content_that_is_none_leaves_open_whether_it_arrived(last: str) -> None:
    answers = ("220 hello", "250 mail.test", "250 OK", "250 OK", "354 Go ahead", last)
    with rude_server(*answers) as place, pytest.raises(Unanswered):
        SmtpMailer(f"smtp://{place}").deliver(message())


def test_a_server_that_is_silent_after_the_content_may_have_it(
    mail_server: MailServer,
) -> None:
    answer = threading.Event()
    mail_server.on_accept = lambda _: ACCEPTED if answer.wait(10) else None
    with pytest.raises(Unanswered, match="timed out"):
        SmtpMailer(mail_server.url, Patience(answer=0.3)).deliver(message())
    answer.set()
    assert len(mail_server.mails) == 1


def test_a_server_that_takes_its_time_over_the_content_is_waited_for(
    mail_server: MailServer,
) -> None:
    mail_server.on_accept = lambda _: ACCEPTED if not threading.Event().wait(0.6) else None
    assert SmtpMailer(mail_server.url, Patience(command=0.3)).deliver(message()) == ACCEPTED
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_drips_holds_nobody_longer_than_a_whole_delivery_may_take(
    scheme: str,
) -> None:
    with dripping_server() as place:
        began = time.monotonic()
        with pytest.raises(NotOffered):
            SmtpMailer(f"{scheme}://{place}", Patience(command=2, whole=0.5)).deliver(message())
        assert time.monotonic() - began < 5


def test_no_server_at_all_is_a_reason_to_try_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(NotOffered, match="No connection"):
        SmtpMailer(f"smtp://127.0.0.1:{port}").deliver(message())


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp://mail.example", 25),
        ("smtp+starttls://mail.example", 587),
        ("smtps://mail.example", 465),
        ("smtps://mail.example:2465", 2465),
    ],
)
def test_a_url_without_a_port_means_the_usual_one(url: str, port: int) -> None:
    mailer = SmtpMailer(url)
    assert (mailer.host, mailer.port) == ("mail.example", port)


def test_one_connection_carries_a_round_and_is_made_anew_when_the_server_ends_it(
    mail_server: MailServer,
) -> None:
    mailer = SmtpMailer(mail_server.url)
    with mailer.kept_open():
        for _ in range(3):
            mailer.deliver(message())
        assert mail_server.connections == 1
        mail_server.answers["MAIL"].append("421 4.4.2 idle too long")
        mailer.deliver(message())
    assert mail_server.connections == 2
    mailer.deliver(message())
    mailer.deliver(message())
    assert mail_server.connections == 4
    assert len(mail_server.mails) == 6


def test_a_hundred_messages_are_enough_for_one_connection(mail_server: MailServer) -> None:
    mailer = SmtpMailer(mail_server.url)
    with mailer.kept_open():
        for _ in range(MOST_CARRIED + 1):
            mailer.deliver(message())
    assert mail_server.connections == 2


def test_after_a_refusal_the_next_message_has_a_new_connection(mail_server: MailServer) -> None:
    mailer = SmtpMailer(mail_server.url)
    mail_server.answers["RCPT"].append("550 5.1.1 unknown")
    with mailer.kept_open():
        with pytest.raises(Refused):
            mailer.deliver(message())
        mailer.deliver(message())
    assert (mail_server.connections, len(mail_server.mails)) == (2, 1)


def test_a_connection_that_is_kept_waits_for_a_command_no_longer_than_a_new_one(
    mail_server: MailServer,
) -> None:
    mailer = SmtpMailer(mail_server.url, Patience(command=1, answer=30))
    with mailer.kept_open():
        mailer.deliver(message())
        held = mailer._kept
        assert held is not None
        assert held.sock is not None
        assert held.sock.gettimeout() == 1
