"""Migrations in step with the models, on the database under test."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from models import Base
from support.ground.databases import USE_POSTGRES
from tests.migrations.schemas import schema
from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
IN_ORDER = [
    script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
]


@pytest.fixture(autouse=True)
def _in_app(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def guards() -> list[str]:
    """Return the names of the triggers, and of the functions that they call."""
    if db.engine.dialect.name == "sqlite":
        statement = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        statement = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION "
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        )
    names = sorted(db.session.scalars(text(statement)))
    db.session.rollback()
    return names


def test_the_migrations_lead_in_one_line_to_one_end() -> None:
    assert sorted(IN_ORDER) == IN_ORDER
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_the_models_ask_for_nothing_that_the_migrations_lack() -> None:
    flask_migrate.check()


def test_a_migrated_database_is_what_the_models_would_make() -> None:
    migrated, guarded = schema(), guards()
    assert migrated.keys() == Base.metadata.tables.keys()
    flask_migrate.downgrade(revision="base")
    assert schema() == {}
    assert guards() == []
    Base.metadata.create_all(db.engine)
    assert schema() == migrated
    Base.metadata.drop_all(db.engine)
    flask_migrate.upgrade()
    assert schema() == migrated
    assert guards() == guarded
    assert len(guarded) == (13 if USE_POSTGRES else 12)


def test_a_migration_that_fails_leaves_the_schema_as_it_was(
    caplog: pytest.LogCaptureFixture,
) -> None:
    flask_migrate.downgrade(revision="0002")
    before = schema()
    db.session.execute(text("CREATE TABLE reminders (id INTEGER)"))  # In the way.
    db.session.commit()
    with caplog.at_level(logging.CRITICAL), pytest.raises(Exception, match="reminders"):
        flask_migrate.upgrade()
    db.session.execute(text("DROP TABLE reminders"))
    db.session.commit()
    assert schema() == before


def test_every_migration_says_what_it_does() -> None:
    for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions():
        assert script.doc.endswith(".")


@pytest.mark.skipif(not USE_POSTGRES, reason="SQLite locks the whole file")
def test_a_table_that_is_in_use_is_waited_for_a_little_and_the_step_is_taken_back(
    app: Flask,
) -> None:
    flask_migrate.downgrade(revision="0014")
    with db.engine.connect() as held:
        held.exec_driver_sql("LOCK TABLE task_comments IN ACCESS EXCLUSIVE MODE")
        result = app.test_cli_runner().invoke(args=["db", "upgrade"])
        held.rollback()
    assert result.exit_code == 1
    assert "Run this again; it goes on where it stopped." in result.output
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert set(schema()) == {table.name for table in Base.metadata.sorted_tables}
