"""Fixtures that several folders of tests share; their conftest.py imports them by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from config import Settings
from support.ground.databases import release
from support.ground.office import Office, found_office
from support.programs.mail_server import MailServer
from workplan.app import create_app
from workplan.mail.smtp import SmtpMailer
from workplan.services.delivery.deliveries import Sender

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from support.ground.databases import Databases
    from support.ground.workshop import Workshop


class Founded(NamedTuple):
    """An office that nobody is connected to."""

    url: str
    office: Office


@pytest.fixture
def app_context(app: Flask) -> Iterator[None]:
    """The app's context, pushed for the test."""
    with app.app_context():
        yield


@pytest.fixture(scope="session")
def founded(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founded]:
    """The tiny office, founded once a worker, to be copied."""
    url = databases.create()
    instance = tmp_path_factory.mktemp("office")
    app = create_app(Settings.for_tests(instance=instance, database_url=url))
    with app.app_context():
        office = found_office(app)
    release(app)
    yield Founded(url, office)
    databases.drop(url)


@pytest.fixture
def office(
    founded: Founded, workshop: Workshop, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Office]:
    """The tiny office with a database of its own; the context of its app is pushed.

    Whoever asks for the chain too finds it there: it was linked once, after the office was founded.
    """
    is_linked = "linked" in request.fixturenames
    url = request.getfixturevalue("linked").url if is_linked else founded.url
    with workshop.lent(url, tmp_path) as app, app.app_context():
        yield replace(founded.office, app=app)


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
