"""Fixtures that several folders of tests share; their conftest.py imports them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.mail_server import MailServer
from support.office import Office, found_office
from workplan.mail.smtp import SmtpMailer
from workplan.services.deliveries import Sender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """The tiny office, with the app's context pushed for the test."""
    with app.app_context():
        yield found_office(app)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server on loopback."""
    with MailServer() as server:
        yield server


@pytest.fixture
def sender(mail_server: MailServer) -> Sender:
    """How the app sends through that server."""
    return sender_to(mail_server)


def sender_to(server: MailServer, url: str | None = None) -> Sender:
    """Return how the app sends through a server, by its URL or another that leads to it."""
    return Sender(SmtpMailer(url or server.url), "workplan@office.example", "https://work.example")
