"""A fresh, migrated database for each test.

Migrations run once, into a template; every test then gets a copy, which takes milliseconds, or
the rows of one where only rows have changed.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import flask_migrate
import sqlalchemy

from config import Settings
from support.ground.kept_connections import KeptConnections
from support.ground.refilling import Refilled, Rows
from support.programs.postgres import roomy_memory
from workplan.app import create_app
from workplan.extensions import db

if TYPE_CHECKING:
    from flask import Flask

USE_POSTGRES = os.environ.get("WORKPLAN_TEST_DATABASE", "sqlite") == "postgres"
"""Which of the two databases this run is on."""


class Databases(Protocol):
    """Hands out databases, one per test."""

    def create(self) -> str:
        """Make a database like the template and return its URL."""
        ...

    def copy(self, url: str) -> str:
        """Make a database like another that nobody is connected to, and return its URL."""
        ...

    def fill(self, url: str, original: str | None) -> None:
        """Make a database anew like another, or like the template; nobody is connected to it."""
        ...

    def keep(self, app: Flask) -> None:
        """Keep open what an app connects to its database, which is filled again and again."""
        ...

    def drop(self, url: str) -> None: ...

    def close(self) -> None:
        """Delete the template."""
        ...


class SQLiteDatabases:
    """Databases that are files, in memory where there is room: every commit waits for the disk."""

    def __init__(self, folder: Path) -> None:
        place = roomy_memory() or folder
        self._place = tempfile.TemporaryDirectory(prefix="workplan-sqlite-", dir=place)
        self._folder = Path(self._place.name)
        self._numbers = itertools.count(1)
        self._template = folder / "template.sqlite3"
        migrate(f"sqlite:///{self._template}", folder)

    def create(self) -> str:
        return self._copied(self._template)

    def copy(self, url: str) -> str:
        return self._copied(Path(sqlalchemy.make_url(url).database or ""))

    def fill(self, url: str, original: str | None) -> None:
        self.drop(url)
        source = sqlalchemy.make_url(original).database if original else None
        shutil.copyfile(source or self._template, sqlalchemy.make_url(url).database or "")

    def keep(self, app: Flask) -> None:
        """Keep nothing: a file is opened in no time, and replaced."""

    def _copied(self, original: Path) -> str:
        copy = self._folder / f"{next(self._numbers)}.sqlite3"
        shutil.copyfile(original, copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        path = Path(sqlalchemy.make_url(url).database or "")
        # Its journals too, and what a restore has set aside.
        for file in (path, *path.parent.glob(f"{path.name}[-.]*")):
            file.unlink(missing_ok=True)

    def close(self) -> None:
        self._place.cleanup()


class PostgresDatabases:
    """Databases of a PostgreSQL server, named so that several processes can share it."""

    def __init__(self, server_url: str, folder: Path) -> None:
        self._server_url = sqlalchemy.make_url(server_url)
        self._engine = sqlalchemy.create_engine(server_url, isolation_level="AUTOCOMMIT")
        self._prefix = f"workplan_test_{os.getpid()}"
        self._numbers = itertools.count(1)
        self._rows: dict[str, Rows] = {}
        self._refilled: dict[str, Refilled] = {}
        self._kept: dict[str, KeptConnections] = {}
        self._template = f"{self._prefix}_template"
        self._execute(f"CREATE DATABASE {self._template}")
        migrate(self._url(self._template), folder)

    def create(self) -> str:
        return self._copied(self._template)

    def copy(self, url: str) -> str:
        return self._copied(sqlalchemy.make_url(url).database or "")

    def fill(self, url: str, original: str | None) -> None:
        source = original or self._url(self._template)
        if source not in self._rows:
            self._rows[source] = Rows.of(source)
        rows = self._rows[source]
        kept = self._kept.get(url)
        spared = kept.processes if kept else []
        if url in self._refilled and rows.are_few and self._refilled[url].refill(rows, spared):
            return
        self.drop(url)
        name, template = (sqlalchemy.make_url(of).database for of in (url, source))
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._refilled[url] = Refilled(url)

    def keep(self, app: Flask) -> None:
        kept = KeptConnections()
        with app.app_context():
            kept.serve(db.engine)
        self._kept[app.config["SQLALCHEMY_DATABASE_URI"]] = kept

    def _copied(self, original: str) -> str:
        name = f"{self._prefix}_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {original}")
        return self._url(name)

    def drop(self, url: str) -> None:
        if url in self._kept:
            self._kept[url].close()
        if url in self._refilled:
            self._refilled.pop(url).close()
        # Force, so that a connection which a failed test left open does not fail others.
        self._execute(f"DROP DATABASE {sqlalchemy.make_url(url).database} WITH (FORCE)")

    def close(self) -> None:
        self._execute(f"DROP DATABASE {self._template} WITH (FORCE)")
        self._engine.dispose()

    def _url(self, name: str) -> str:
        return self._server_url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)


def migrate(url: str, folder: Path) -> None:
    """Bring an empty database up to the newest schema."""
    app = create_app(Settings.for_tests(instance=folder, database_url=url))
    with app.app_context():
        flask_migrate.upgrade()
    release(app)


def release(app: Flask) -> None:
    """Close the app's connections, so that its database can be copied or dropped."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
