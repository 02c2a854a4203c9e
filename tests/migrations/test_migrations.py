"""Migrations in step with the models, up, down and up again, on the database under test."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from models import Base
from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from flask import Flask
    from sqlalchemy import Inspector

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
IN_ORDER = [
    script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
]


@pytest.fixture(autouse=True)
def _in_app(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


SEARCH = "0007"
"""The migration that makes only the search index."""


def schema() -> dict[str, Any]:
    """Return everything that the database knows of its tables, in one order."""
    db.session.remove()
    # On one connection: an engine opens another for each question, and there are hundreds.
    with db.engine.connect() as connection:
        found = inspect(connection)
        return {
            table: described(found, table)
            for table in sorted(found.get_table_names())
            if table != "alembic_version" and not is_index(table)
        }


def described(found: Inspector, table: str) -> dict[str, Any]:
    """Return everything that the database knows of one table."""
    return {
        "columns": [
            (c["name"], str(c["type"]), c["nullable"], c["default"])
            for c in sorted(found.get_columns(table), key=lambda c: c["name"])
        ],
        "key": sorted(found.get_pk_constraint(table)["constrained_columns"]),
        "foreign keys": sorted(
            (key_name(table, k), k["constrained_columns"], k["referred_table"])
            for k in found.get_foreign_keys(table)
        ),
        "unique": sorted(
            (u["name"], u["column_names"]) for u in found.get_unique_constraints(table)
        ),
        "indexes": sorted((i["name"], i["column_names"]) for i in found.get_indexes(table)),
        "checks": sorted((c["name"], c["sqltext"]) for c in found.get_check_constraints(table)),
    }


def key_name(table: str, key: Any) -> str:
    """Return a foreign key's name; SQLAlchemy reads none on SQLite where it came with a column."""
    return key["name"] or f"fk_{table}_{'_'.join(key['constrained_columns'])}"


def is_index(name: str) -> bool:
    """Tell whether a table or trigger belongs to the search index, which no model stands for."""
    return name.startswith("search")


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
    assert len(guarded) == 12


def test_each_migration_goes_up_down_and_up_again() -> None:
    flask_migrate.downgrade(revision="base")
    before = schema()
    for revision in IN_ORDER:
        flask_migrate.upgrade(revision=revision)
        after = schema()
        assert after != before or revision == SEARCH
        flask_migrate.downgrade(revision="-1")
        assert schema() == before
        flask_migrate.upgrade(revision=revision)
        assert schema() == after
        before = after
    assert before.keys() == Base.metadata.tables.keys()


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


SERVED_TOGETHER = "0016"
"""From here on, two versions may serve at the same time while an installation is upgraded."""


def refused_now(
    was: str, now: str, old: Collection[str], new: Collection[str]
) -> list[dict[str, Any]]:
    """Return rows that a check took and does not take any more, with the new columns left empty.

    Every column of the check is tried empty, with a number, and with each text that it names.
    """
    if was == now:
        return []
    named = [column for column in old if re.search(rf"\b{column}\b", was)]
    texts = [None, 1, *sorted(set(re.findall(r"'([^']*)'", was)))]
    empty = [f"NULL AS {column}" for column in new if column not in named]
    values = ", ".join([*(f"? AS {column}" for column in named), *empty])
    database = sqlite3.connect(":memory:")
    asked = f"SELECT ({was}) IS NOT 0 AND ({now}) IS 0 FROM (SELECT {values})"  # noqa: S608  # checks
    return [
        dict(zip(named, row, strict=True))
        for row in product(texts, repeat=len(named))
        if database.execute(asked, row).fetchone()[0]
    ]


def test_a_check_that_is_narrowed_is_seen() -> None:
    was, columns = "rule = 'a' OR (rule = 'b' AND x IS NULL)", ("rule", "x")
    assert refused_now(was, "rule IN ('a', 'b')", columns, columns) == []
    refused = refused_now(was, "rule = 'a' AND x IS NOT NULL", columns, columns)
    assert [row["rule"] for row in refused] == [None, "a", "b"]


@pytest.mark.parametrize("revision", IN_ORDER[IN_ORDER.index(SERVED_TOGETHER) + 1 :])
def test_the_version_before_still_serves_after_each_step(revision: str) -> None:
    """A step adds to one table what code that does not know it can leave out, and takes nothing.

    A check that it adds is about columns that it adds, which that code leaves empty; one that it
    changes takes every row that it took before.
    """
    before_it = IN_ORDER[IN_ORDER.index(revision) - 1]
    flask_migrate.downgrade(revision=before_it)
    before = schema()
    flask_migrate.upgrade(revision=revision)
    after = schema()
    assert before.keys() <= after.keys()
    touched = [table for table in after if before.get(table) != after[table]]
    assert len(touched) == 1, f"{revision} touches {touched}"
    for table in before:
        old = {column[0]: column for column in before[table]["columns"]}
        new = {column[0]: column for column in after[table]["columns"]}
        assert old.items() <= new.items(), f"{revision} changes a column of {table}"
        for name in new.keys() - old.keys():
            _, _, is_nullable, default = new[name]
            assert is_nullable or default is not None, f"{revision}: {table}.{name} is demanded"
        checks = dict(after[table]["checks"])
        for name, was in dict(before[table]["checks"]).items():
            # PostgreSQL gives a check back in words of its own; the step is the same on both.
            if db.engine.dialect.name == "sqlite":
                refused = refused_now(was, checks[name], old.keys(), new.keys())
                assert not refused, f"{revision}: {name} refuses {refused[0]}"
        assert dict(before[table]["checks"]).keys() <= checks.keys()
        for name in checks.keys() - dict(before[table]["checks"]).keys():
            said = re.findall(r"\w+", checks[name])
            assert not (old.keys() - {"id"}).intersection(said), f"{name} binds older columns"
        added = new.keys() - old.keys()
        for columns in dict(before[table]["unique"]).values():
            alike = [set(found) - added for found in dict(after[table]["unique"]).values()]
            assert set(columns) in alike, f"{revision}: {columns} of {table} are told apart no more"


@pytest.mark.skipif(
    os.environ.get("WORKPLAN_TEST_DATABASE") != "postgres", reason="SQLite locks the whole file"
)
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
