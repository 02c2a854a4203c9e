"""Each migration goes up, down and up again, and the version before it still serves."""

from __future__ import annotations

import re
import sqlite3
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import flask_migrate
import pytest
from alembic.script import ScriptDirectory

from config import Settings
from models import Base
from support.ground.databases import USE_POSTGRES, release
from support.ground.places import ROOT
from tests.migrations.schemas import schema
from workplan.app import create_app

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from support.ground.databases import Databases
    from tests.migrations.schemas import Schema

SCRIPTS = ScriptDirectory(str(ROOT / "migrations")).walk_revisions()
IN_ORDER = [script.revision for script in reversed([*SCRIPTS])]

SEARCH = "0007"
"""The migration that makes only the search index."""


class Step(NamedTuple):
    """What a database was like around a migration."""

    before: Schema
    after: Schema
    taken_back: Schema
    again: Schema


@pytest.fixture(scope="module")
def walk(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Step]]:
    """One walk from an empty database to the newest, each step taken, taken back and taken again.

    To go down from the newest for each of them took most of a minute.
    """
    url = databases.create()
    app = create_app(Settings.for_tests(tmp_path_factory.mktemp("walk"), url))
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        steps: dict[str, Step] = {}
        before = schema()
        for revision in IN_ORDER:
            flask_migrate.upgrade(revision=revision)
            after = schema()
            flask_migrate.downgrade(revision="-1")
            taken_back = schema()
            flask_migrate.upgrade(revision=revision)
            steps[revision] = Step(before, after, taken_back, before := schema())
    release(app)
    yield steps
    databases.drop(url)


def test_each_migration_goes_up_down_and_up_again(walk: dict[str, Step]) -> None:
    assert [*walk] == IN_ORDER
    assert walk[IN_ORDER[0]].before == {}
    for revision, (before, after, taken_back, again) in walk.items():
        assert after != before or revision == SEARCH
        assert taken_back == before, revision
        assert again == after, revision
    assert walk[IN_ORDER[-1]].again.keys() == Base.metadata.tables.keys()


SERVED_TOGETHER = "0016"
"""From here on, two versions may serve at the same time while an installation is upgraded."""


def refused_now(
    was: str, now: str, old: Collection[str], new: Collection[str]
) -> list[dict[str, Any]]:
    """Return rows that a check took and does not take any more, with the new columns left empty.

    A check that is new took every row.

    Every column of the check is tried empty, with a number, and with each text that it names.
    """
    if was == now:
        return []
    named = [column for column in old if re.search(rf"\b{column}\b", f"{was} {now}")]
    texts = [None, 1, *sorted(set(re.findall(r"'([^']*)'", f"{was} {now}")))]
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
def test_the_version_before_still_serves_after_each_step(
    revision: str, walk: dict[str, Step]
) -> None:
    """A step adds to one table what code that does not know it can leave out, and takes nothing.

    A check that it adds takes every row in which the columns that it adds are empty, as that code
    leaves them; one that it changes takes every row that it took before.
    """
    before, after = walk[revision].before, walk[revision].after
    assert before.keys() <= after.keys()
    touched = [table for table in after if before.get(table) != after[table]]
    assert len(touched) == 1, f"{revision} touches {touched}"
    for table in before:
        old = {column[0]: column for column in before[table]["columns"]}
        new = {column[0]: column for column in after[table]["columns"]}
        # A column that may be left empty now takes all that it took.
        opened = {n: (c[0], c[1], new[n][2], c[3]) if not c[2] else c for n, c in old.items()}
        assert opened.items() <= new.items(), f"{revision} changes a column of {table}"
        for name in new.keys() - old.keys():
            _, _, is_nullable, default = new[name]
            assert is_nullable or default is not None, f"{revision}: {table}.{name} is demanded"
        checks = dict(after[table]["checks"])
        for name, was in dict(before[table]["checks"]).items():
            # PostgreSQL gives a check back in words of its own; the step is the same on both.
            if not USE_POSTGRES:
                refused = refused_now(was, checks[name], old.keys(), new.keys())
                assert not refused, f"{revision}: {name} refuses {refused[0]}"
        assert dict(before[table]["checks"]).keys() <= checks.keys()
        for name in checks.keys() - dict(before[table]["checks"]).keys():
            said = re.findall(r"\w+", checks[name])
            if (old.keys() - {"id"}).intersection(said) and not USE_POSTGRES:
                refused = refused_now("TRUE", checks[name], old.keys(), new.keys())
                assert not refused, f"{revision}: {name} refuses {refused[0]}"
        added = new.keys() - old.keys()
        for columns in dict(before[table]["unique"]).values():
            alike = [set(found) - added for found in dict(after[table]["unique"]).values()]
            assert set(columns) in alike, f"{revision}: {columns} of {table} are told apart no more"
