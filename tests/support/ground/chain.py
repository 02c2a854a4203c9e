"""A chain of tasks, each waiting for the one before, whose dates move together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
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


@pytest.fixture
def chain(office: Office) -> Chain:
    ids = [office.add(code, 5) for code in ("1a", "1b", "1c", "2a")]
    for predecessor, successor in ((ids[0], ids[1]), (ids[1], ids[2])):
        dependencies.add(Change(office.coordinator, NOW), successor, DependencyFields(predecessor))
    return Chain(office, *ids)


def without_triggers() -> None:
    """Take the triggers off, as somebody with the database's password can."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
    else:
        for name in ("journal_no_update", "journal_no_delete", "journal_in_order"):
            db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.commit()
