"""Fixtures for every test: an app with a database of its own, and a client to call it.

Tests use SQLite unless WORKPLAN_TEST_DATABASE=postgres. The PostgreSQL server is the one in
WORKPLAN_TEST_POSTGRES_URL, or else one started for the run.
"""

from __future__ import annotations

import contextlib
import gc
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from support.ground.databases import USE_POSTGRES, PostgresDatabases, SQLiteDatabases
from support.ground.hashing import QUICK
from support.ground.places import shared_folder
from support.ground.site import Sites
from support.ground.workshop import Workshop
from support.programs.postgres import URL_VARIABLE, throwaway_server
from workplan import clock
from workplan.services.accounts.signing_in import passwords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from support.ground.databases import Databases
    from support.ground.site import Site

# The same plans on every machine, so that a failure can be repeated anywhere; fewer in a hurry.
settings.register_profile("quick", deadline=None, max_examples=15, derandomize=True)
settings.register_profile("whole", deadline=None, max_examples=100, derandomize=True)
settings.load_profile("whole")

BEGINS = datetime(2026, 11, 18, 15, tzinfo=UTC)


def pytest_configure(config: pytest.Config) -> None:
    """Start a server when the tests want one and nobody provides it.

    Worker processes start later and inherit its URL.
    """
    if USE_POSTGRES and URL_VARIABLE not in os.environ:
        server = contextlib.ExitStack()
        config.add_cleanup(server.close)
        os.environ[URL_VARIABLE] = server.enter_context(throwaway_server())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that work on a database, so that the others can run alone."""
    for item in items:
        if "databases" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """Leave out of every later search for garbage what lives as long as the run: most of it.

    The searches are rarer too; together they took a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _begin_on_one_day() -> Iterator[None]:
    """Begin every run on the same Wednesday: no answer depends on the day that it is asked."""
    real = clock.now
    away = BEGINS - real()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: real() + away)
        yield


@pytest.fixture(scope="session", autouse=True)
def _hash_quickly() -> Iterator[None]:
    """Make and check passwords with the least work; each takes a quarter of a second as shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", QUICK)
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The maker of databases, one per worker process."""
    folder = tmp_path_factory.mktemp("databases")
    if USE_POSTGRES:
        maker: Databases = PostgresDatabases(os.environ[URL_VARIABLE], folder)
    else:
        maker = SQLiteDatabases(folder)
    with contextlib.closing(maker):
        yield maker


@pytest.fixture(scope="session")
def workshop(
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> Iterator[Workshop]:
    """The lender of apps, one per worker process; all of them share the compiled templates."""
    folder = tmp_path_factory.mktemp("workshop")
    templates = shared_folder(tmp_path_factory, pytestconfig) / "templates"
    templates.mkdir(exist_ok=True)
    with contextlib.closing(Workshop(databases, folder, templates)) as lender:
        yield lender


@pytest.fixture
def app(workshop: Workshop, tmp_path: Path) -> Iterator[Flask]:
    """The app on a database with the newest schema and no data."""
    with workshop.lent(None, tmp_path) as app:
        yield app


@pytest.fixture
def database_url(app: Flask) -> str:
    """The URL of that database."""
    url: str = app.config["SQLALCHEMY_DATABASE_URI"]
    return url


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser's stand-in that keeps cookies and runs no scripts."""
    return app.test_client()


@pytest.fixture(scope="session")
def sites(
    databases: Databases, workshop: Workshop, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sites]:
    """The opener of sites, one per worker process."""
    folder = tmp_path_factory.mktemp("site")
    with contextlib.closing(Sites(databases, workshop, folder)) as opener:
        yield opener


@pytest.fixture
def site(sites: Sites, tmp_path: Path) -> Iterator[Site]:
    """Two plans with tasks, and browsers of their people."""
    with sites.opened(tmp_path) as site:
        yield site
