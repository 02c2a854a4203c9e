"""Connections to a mail server: quick, and heard whole by whoever listens, but what signs us in."""

from __future__ import annotations

import base64
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from workplan.mail.choosing import mailer_at
from workplan.mail.connections import Patience, prepared
from workplan.mail.mailer import MailFailure
from workplan.mail.smtp import SmtpMailer

if TYPE_CHECKING:
    from pathlib import Path

    from support.programs.mail_server import MailServer

PASSWORD = "a long secret of a robot"


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Workplan <workplan@office.example>"
    made["To"] = "lena@state.example"
    made["Message-ID"] = "<abc@office.example>"
    made.set_content("Words that are nobody's business.")
    return made


def conversation(mailer: SmtpMailer) -> list[str]:
    lines: list[str] = []
    mailer.hear = lambda who, text: lines.append(f"{'>' if who == 'us' else '<'} {text}")
    with suppress(MailFailure):
        mailer.deliver(message())
    return lines


def test_every_line_is_heard_in_its_order_and_no_word_of_the_mail(mail_server: MailServer) -> None:
    lines = conversation(SmtpMailer(mail_server.url))
    assert lines[0] == f"> Connect to 127.0.0.1, port {mail_server.port}"
    assert lines[1].startswith("< 220 ")
    commands = [line.split()[1].lower() for line in lines if line.startswith("> ")]
    assert commands == ["connect", "ehlo", "mail", "rcpt", "data", "(the"]
    assert lines[-1] == "< 250 2.0.0 Kept"
    assert "nobody's business" not in "\n".join(lines)


def test_what_signs_us_in_is_never_heard(mail_server: MailServer) -> None:
    mail_server.password = PASSWORD
    url = f"smtp://robot:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{mail_server.port}"
    said = "\n".join(conversation(SmtpMailer(url)))
    assert "AUTH" in said
    assert "250 2.0.0 Kept" in said
    for secret in (PASSWORD, "robot"):
        assert secret not in said
        assert base64.b64encode(secret.encode()).decode().rstrip("=") not in said
    both = base64.b64encode(f"\0robot\0{PASSWORD}".encode()).decode()
    assert both not in said


def test_a_wrong_password_is_not_heard_either(mail_server: MailServer) -> None:
    mail_server.password = PASSWORD
    lines = conversation(SmtpMailer(f"smtp://robot:wrongwrong@127.0.0.1:{mail_server.port}"))
    assert lines[-1].startswith("< 535")
    assert "wrongwrong" not in "\n".join(lines)
    assert base64.b64encode(b"wrongwrong").decode() not in "\n".join(lines)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_is_the_last_that_is_heard(mail_server: MailServer, step: str) -> None:
    mail_server.answers[step].append("550 5.7.1 Not from you")
    assert conversation(SmtpMailer(mail_server.url))[-1] == "< 550 5.7.1 Not from you"


def test_without_a_server_a_file_is_written_and_that_is_said(tmp_path: Path) -> None:
    lines: list[tuple[str, str]] = []
    mailer = mailer_at("", tmp_path, hear=lambda who, text: lines.append((who, text)))
    assert mailer.deliver(message()).startswith("written to mail/")
    assert lines == [("us", "No mail server is set: the mail is written to a file.")]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_nothing_waits_for_the_server_to_say_that_something_came(
    mail_server: MailServer, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A mail took 45 ms and takes 3: the dot after it waited for a sign that the mail had arrived.
    monkeypatch.setattr(ssl.SSLSocket, "do_handshake", lambda _: None)
    server = prepared(scheme, Patience())
    with server._get_socket("127.0.0.1", mail_server.port, 1) as connected:
        assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
