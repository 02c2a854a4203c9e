"""A chain of tasks, each waiting for the one before, whose dates move together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sqlalchemy import text

from config import Settings
from support.ground.databases import release
from support.ground.moments import washington
from workplan.app import create_app
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.databases import Databases
    from support.ground.fixtures import Founded
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


@dataclass
class Chain:
    """Three tasks in a row and one beside them."""

    office: Office
    first: int
    second: int
    third: int
    beside: int


class Linked(NamedTuple):
    """A database with a chain that nobody is connected to, and the ids of its tasks."""

    url: str
    ids: list[int]


@pytest.fixture(scope="session")
def linked(
    databases: Databases, founded: Founded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Linked]:
    """The tiny office with a chain, linked once a worker, to be copied."""
    url = databases.copy(founded.url)
    app = create_app(Settings.for_tests(tmp_path_factory.mktemp("chain"), url))
    with app.app_context():
        ids = linked_in(replace(founded.office, app=app))
    release(app)
    yield Linked(url, ids)
    databases.drop(url)


@pytest.fixture
def chain(office: Office, linked: Linked) -> Chain:
    """The chain; `office` has it already."""
    return Chain(office, *linked.ids)


def linked_in(office: Office) -> list[int]:
    """Add the tasks, link them, and return their ids."""
    ids = [office.add(code, 5) for code in ("1a", "1b", "1c", "2a")]
    for predecessor, successor in ((ids[0], ids[1]), (ids[1], ids[2])):
        dependencies.add(Change(office.coordinator, NOW), successor, DependencyFields(predecessor))
    return ids


def without_triggers() -> None:
    """Take the triggers off, as somebody with the database's password can."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
    else:
        for name in ("journal_no_update", "journal_no_delete", "journal_in_order"):
            db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.commit()
