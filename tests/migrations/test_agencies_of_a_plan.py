"""The migrations after which plans know their agencies, and objectives their order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import flask_migrate
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from models import Membership, Objective, PlanAgency
from workplan.extensions import db

if TYPE_CHECKING:
    from support.ground.office import Office


MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def before(name: str) -> str:
    """Return the migration before the one of that name."""
    found = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return next(str(s.down_revision) for s in found if name in s.path)


def test_the_agencies_of_a_plan_are_those_that_something_names_in_it(office: Office) -> None:
    plan_id = office.plan().id
    named = _agencies(plan_id)
    assert {agency for agency, _ in named} == set(office.agencies.values())
    db.session.remove()

    flask_migrate.downgrade(revision=before("agencies_of_a_plan"))
    db.session.execute(text("UPDATE memberships SET agency_id = NULL WHERE role = 'viewer'"))
    db.session.commit()
    flask_migrate.upgrade()

    office_of = office.agencies
    assert _agencies(plan_id) == {(office_of[code], date(2026, 9, 1)) for code in ("PM", "DSCA")}
    assert db.session.scalars(select(Membership.version).distinct()).all() == [1]


def test_objectives_come_in_the_order_of_their_codes(office: Office) -> None:
    directive_id = office.plan().directive_id
    db.session.remove()
    flask_migrate.downgrade(revision=before("objectives_that"))
    for code in ("10", "2(b)", "2(a)"):
        db.session.execute(
            text("INSERT INTO objectives (directive_id, code, statement) VALUES (:d, :c, 'It')"),
            {"d": directive_id, "c": code},
        )
    db.session.commit()
    flask_migrate.upgrade()
    of_it = select(Objective.code).where(Objective.directive_id == directive_id)
    assert db.session.scalars(of_it.order_by(Objective.position)).all() == [
        "1",
        "2(a)",
        "2(b)",
        "10",
    ]


def _agencies(plan_id: int) -> set[tuple[int, date]]:
    rows = db.session.execute(
        select(PlanAgency.agency_id, PlanAgency.since_on).where(PlanAgency.plan_id == plan_id)
    )
    return {(row.agency_id, row.since_on) for row in rows}
