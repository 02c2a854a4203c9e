"""What each answer of a mail server means; the servers are real, some are rude."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from support.mail_server import ACCEPTED
from workplan.mail import smtp
from workplan.mail.mailer import MailerDown, MailFailure, Refused, TryLater, Unanswered
from workplan.mail.smtp import SmtpMailer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.mail_server import MailServer


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


def test_an_accepted_message_arrives_whole_and_the_answer_is_returned(
    mail_server: MailServer,
) -> None:
    words = "Grüße\n.\n.. two dots\nFrom here on\n"
    assert SmtpMailer(mail_server.url).deliver(message(words)) == ACCEPTED
    [mail] = mail_server.mails
    assert (mail.sender, mail.recipient) == ("workplan@office.example", "lena@state.example")
    assert mail.text == words
    assert mail.message_id == "<abc@office.example>"


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA command", "DATA"])
@pytest.mark.parametrize(
    ("answer", "failure"),
    [("451 4.3.0 Try later", TryLater), ("554 5.7.1 Rejected as spam", Refused)],
)
def test_a_refusal_is_temporary_or_lasting_by_its_first_digit_at_every_command(
    mail_server: MailServer, command: str, answer: str, failure: type[MailFailure]
) -> None:
    mail_server.answers[command].append(answer)
    with pytest.raises(failure) as raised:
        SmtpMailer(mail_server.url).deliver(message())
    assert type(raised.value) is failure
    assert str(raised.value) == answer
    assert mail_server.mails == []


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
        (),
        ("421 4.3.2 Too busy",),
        ("554 No service here",),
        ("220 hello",),
        ("220 hello", "250 mail.test"),
        ("220 hello", "250 mail.test", "250 OK"),
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


def test_a_server_that_is_silent_after_the_content_may_have_it(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)
    answer = threading.Event()
    mail_server.on_accept = lambda _: ACCEPTED if answer.wait(10) else None
    with pytest.raises(Unanswered, match="timed out"):
        SmtpMailer(mail_server.url).deliver(message())
    answer.set()
    assert len(mail_server.mails) == 1


def test_no_server_at_all_is_a_reason_to_try_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(TryLater, match="No connection"):
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
