"""The migration after which lines of effort have uids, and plans may have no directive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask_migrate
import pytest
from sqlalchemy import text

from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

DIRECTIVE = "INSERT INTO directives (id, citation, title, signed_on, status) VALUES "
PLAN = (
    "INSERT INTO plans (id, directive_id, slug, title, note, mail_tag, stage, time_zone, start_on,"
    " weekmask, version) VALUES "
)
EFFORT = "INSERT INTO initiatives (id, plan_id, code, title, position, uid) VALUES "
TASK = (
    "INSERT INTO tasks (id, plan_id, initiative_id, uid, position, code, name, description,"
    " duration_days, constraint_code, dates_source, source_note, version, status, percent,"
    " is_critical, late_days) VALUES "
)
SUSPENSE = "INSERT INTO suspenses (id, task_id, rule, offset_days, note) VALUES "


@pytest.fixture(autouse=True)
def _before(app: Flask) -> Iterator[None]:
    """Fill a database as the version before left it."""
    with app.app_context():
        flask_migrate.downgrade(revision="0015")
        write(
            DIRECTIVE + "(101, 'NSPM-10', 'Arms', '2026-08-03', 'in_force'),"
            " (102, 'Imported brought-in: Brought in', 'Brought in', '2027-01-04', 'in_force')",
            PLAN + "(1, 101, 'arms', 'Arms', '', 'Arms', 'drafting', 'UTC', '2026-09-01',"
            " '1111100', 1), (2, 102, 'brought-in', 'Brought in', '', 'In', 'drafting', 'UTC',"
            " '2027-01-04', '1111100', 1)",
            EFFORT + "(1, 1, '1', 'Organize', 1, NULL), (2, 1, '2', 'Act', 2, NULL),"
            " (3, 2, '1', 'Effort', 1, 1)",
            TASK + "(1, 1, 1, 1, 1, '1a', 'Draft', '', 5, 'ASAP', 'plan', '', 1, 'not_started',"
            " 0, FALSE, 0), (2, 1, 2, 2, 2, '1b', 'Clear', '', 5, 'ASAP', 'plan', '', 1,"
            " 'not_started', 0, FALSE, 0), (3, 2, 3, 2, 1, '1.1', 'Sign', '', 5, 'ASAP', 'plan',"
            " '', 1, 'not_started', 0, FALSE, 0)",
            SUSPENSE + "(1, 1, 'signed', 30, ''), (2, 3, 'signed', 30, '')",
        )
        yield


def write(*statements: str) -> None:
    for statement in statements:
        db.session.execute(text(statement))
    db.session.commit()


def rows(statement: str) -> list[Any]:
    found = [tuple(row) for row in db.session.execute(text(statement))]
    db.session.rollback()
    return found


def test_lines_of_effort_get_uids_that_no_task_has_and_keep_those_they_had() -> None:
    flask_migrate.upgrade()

    assert rows("SELECT id, uid FROM initiatives ORDER BY id") == [(1, 3), (2, 4), (3, 1)]
    assert rows("SELECT id, initiative_id FROM tasks ORDER BY id") == [(1, 1), (2, 2), (3, 3)]


def test_a_directive_that_an_import_made_up_goes_and_the_date_it_gave_stays() -> None:
    flask_migrate.upgrade()

    assert rows("SELECT id, directive_id FROM plans ORDER BY id") == [(1, 101), (2, None)]
    assert rows("SELECT citation FROM directives") == [("NSPM-10",)]
    kept = rows("SELECT rule, offset_days, CAST(fixed_on AS VARCHAR(10)) FROM suspenses")
    assert sorted(map(str, kept)) == [
        "('fixed', None, '2027-02-03')",
        "('signed', 30, None)",
    ]


def test_the_way_back_gives_such_a_plan_a_directive_again() -> None:
    flask_migrate.upgrade()

    flask_migrate.downgrade(revision="0015")

    assert rows("SELECT count(*) FROM plans WHERE directive_id IS NULL") == [(0,)]
    assert rows("SELECT count(*) FROM tasks") == [(3,)]
