"""What must never be true is refused by the database itself, whoever writes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from config import Settings
from models import (
    Base,
    UserSession,
)
from support.files.broken_rows import BAD, SAID_BY, rows_of_the_desk
from support.files.consultation_rows import rows_of_comments
from support.files.coordination_rows import rows_of_a_round
from support.files.cycle_rows import rows_of_a_cycle
from support.ground.databases import release
from support.ground.moments import washington
from workplan.app import create_app
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy import Table

    from support.ground.databases import Databases
    from support.ground.fixtures import Founded

TABLES = Base.metadata.sorted_tables
CHECKS = {
    str(constraint.name): table.name
    for table in TABLES
    for constraint in table.constraints
    if isinstance(constraint, CheckConstraint)
}
UNIQUE = sorted(
    (
        (table, constraint)
        for table in TABLES
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ),
    key=lambda pair: str(pair[1].name),
)
LONGEST_NAME = 63  # PostgreSQL cuts off the rest.


@pytest.fixture(scope="module")
def filled(
    founded: Founded, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """An office with a row in every table that has a check or is unique."""
    url = databases.copy(founded.url)
    app = create_app(Settings.for_tests(tmp_path_factory.mktemp("full"), database_url=url))
    armed = washington(2026, 11, 24)
    with app.app_context():
        office = replace(founded.office, app=app)
        first = office.add("1a", due=date(2026, 11, 27), now=armed)
        second = office.add("1b", due=date(2026, 11, 27), now=armed)
        dependencies.add(Change(office.coordinator, armed), second, DependencyFields(first))
        office.report(first, armed, percent=10)
        planner.queue_due(washington(2026, 11, 25))
        db.session.add(
            UserSession(user_id=office.lead.id, token_hash="x", started_at=armed, expires_at=armed)
        )
        db.session.add_all(rows_of_the_desk(office, first, armed))
        for row in (
            *rows_of_a_round(office, first, armed),
            *rows_of_comments(armed),
            *rows_of_a_cycle(first, armed),
        ):
            db.session.add(row)
            db.session.flush()
        db.session.commit()
    yield app
    release(app)
    databases.drop(url)


@pytest.fixture
def full(filled: Flask) -> Iterator[None]:
    """That office; what a test does to it is taken back."""
    with filled.app_context():
        yield
        db.session.rollback()


def a_row(table: Table) -> str:
    """Return the condition that finds one row; of suspenses, one with a fixed date."""
    if table.name == "suspenses":
        return "id = (SELECT MIN(id) FROM suspenses WHERE rule = 'fixed')"
    key = ", ".join(column.name for column in table.primary_key)
    return f"({key}) = (SELECT {key} FROM {table.name} ORDER BY {key} LIMIT 1)"  # noqa: S608  # ours


def test_every_check_has_a_name_and_is_tried_below() -> None:
    assert all(name.startswith("ck_") for name in CHECKS)
    assert BAD.keys() == CHECKS.keys()


def test_every_constraint_and_index_has_a_name_that_both_databases_take_whole() -> None:
    for table in TABLES:
        for named in (*table.constraints, *table.indexes):
            assert named.name
            assert len(str(named.name)) <= LONGEST_NAME


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("check", BAD)
def test_a_bad_row_is_refused_by_the_name_of_its_check(check: str) -> None:
    table = Base.metadata.tables[CHECKS[check]]
    statement = (
        a_bad_entry(BAD[check])  # The triggers refuse a change, so it is a new entry that is bad.
        if table.name == "journal"
        else f"UPDATE {table.name} SET {BAD[check]} WHERE {a_row(table)}"  # noqa: S608  # ours
    )
    with pytest.raises(IntegrityError, match=SAID_BY.get(check, check)):
        db.session.execute(text(statement))


def a_bad_entry(change: str) -> str:
    """Return the statement that appends an entry like the last with one column changed."""
    column, _, value = change.partition(" = ")
    new = {"seq": "seq + 1", "prev_hash": "hash", "hash": f"'{'c' * 64}'", column: value}
    columns = [c.name for c in Base.metadata.tables["journal"].columns]
    values = ", ".join(new.get(c, c) for c in columns)
    return (
        f"INSERT INTO journal ({', '.join(columns)}) "  # noqa: S608  # ours
        f"SELECT {values} FROM journal ORDER BY seq DESC LIMIT 1"
    )


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("table", "unique"), UNIQUE, ids=[str(unique.name) for _, unique in UNIQUE]
)
def test_a_second_row_of_what_is_unique_is_refused(table: Table, unique: UniqueConstraint) -> None:
    if table.name == "journal":
        statement = a_bad_entry("hash = hash" if "hash" in unique.columns else "seq = seq")
        words = "journal"
    else:
        key = table.primary_key.columns.keys()
        others = [c.name for c in table.columns if c.name not in key]
        statement = (
            f"INSERT INTO {table.name} (id, {', '.join(others)}) "  # noqa: S608  # ours
            f"SELECT 999999, {', '.join(others)} FROM {table.name} WHERE {a_row(table)}"
        )
        words = "(?i)unique"
    with pytest.raises(DBAPIError, match=words):
        db.session.execute(text(statement))


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column.name)
        for table in TABLES
        for column in table.columns
        if column.foreign_keys and table.name != "journal"
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_nothing_refers_to_a_row_that_is_not_there(table: Table, column: str) -> None:
    change = f"{column} = 999999"
    if table.name == "suspenses" and column == "after_task_id":
        change += ", rule = 'after_task', offset_days = 1, fixed_on = NULL"
    if column == "became_id":
        change += ", became = 'carried'"
    if column == "merged_into_id":
        change += ", retired_at = '2026-11-24 12:00:00'"
    if column == "ended_by_id" and table.name == "assessments":
        change += ", ended_at = '2026-11-24 12:00:00'"
    if (table.name, column) == ("extensions", "closed_by_id"):
        change += ", state = 'withdrawn', closed_at = '2026-11-25 12:00:00'"
    elif (table.name, column) == ("rounds", "closed_by_id"):
        change += ", state = 'cleared', closed_at = '2026-11-25 12:00:00'"
    elif column == "closed_by_id":
        change += ", closed_at = '2026-11-24 12:00:00', outcome = 'So'"
    if column in ("resolved_by_id", "removed_by_id", "replied_by_id"):
        change += f", {column.replace('by_id', 'at')} = '2026-11-24 12:00:00'"
    if column in ("gone_on_by_id", "decided_by_id") and table.name.startswith("round_"):
        start = column.removesuffix("by_id")
        change += f", {start}at = '2026-11-24 12:00:00', {start}because = 'So'"
        change += ", decision = 'accepted'" if start == "decided_" else ""
    if table.name == "comments" and column == "answered_by_id":
        change += ", answered_at = '2026-11-24 12:00:00'"
    if table.name == "comment_points" and column == "settled_by_id":
        change += ", settled_at = '2026-11-24 12:00:00', disposition = 'accepted', answer = 'So'"
    if table.name == "answer_drafts" and column == "drafted_by_id":
        change += ", drafted_at = '2026-11-24 12:00:00', disposition = 'accepted', answer = 'So'"
    if table.name == "acknowledgements" and column == "report_id":
        change += ", officer_id = NULL"
    statement = f"UPDATE {table.name} SET {change} WHERE {a_row(table)}"  # noqa: S608  # ours
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        db.session.execute(text(statement))


def test_every_foreign_key_has_an_index_that_begins_with_it_or_a_reason() -> None:
    """Without one, reading what belongs to a row reads the whole table."""
    without = set()
    for table in TABLES:
        first = {index.columns.keys()[0] for index in table.indexes}
        first |= {c.columns.keys()[0] for c in table.constraints if isinstance(c, UniqueConstraint)}
        first.add(table.primary_key.columns.keys()[0])
        without |= {f"{table.name}.{c.name}" for c in table.columns if c.foreign_keys} - {
            f"{table.name}.{name}" for name in first
        }
    assert without == {
        "extensions.asked_by_id",
        "extensions.closed_by_id",  # Requests are read by their task.
        "extension_questions.asked_by_id",
        "extension_questions.replied_by_id",
        "acknowledgements.officer_id",  # Read by the task.
        "acknowledgements.report_id",  # Only where a report is taken back.
        "acknowledgements.said_by_id",  # Nobody asks what a person acknowledged.
        "account_links.issued_by_id",  # Read by whom they are for.
        "baselines.frozen_by_id",  # Nobody asks what a person froze.
        "evidence.removed_by_id",
        "notices.from_id",
        "assessments.assessed_by_id",
        "assessments.ended_by_id",
        "recovery_steps.written_by_id",
        "status_reports.corrects_id",  # Read by the task.
        "inner_suspenses.set_by_id",  # Read by the task and by the agency.
        "register_entries.closed_by_id",  # Registers are read by plan and by agency.
        "register_entries.raised_by_id",
        "plan_versions.kept_by_id",  # Nobody asks what a person kept.
        "section_remarks.resolved_by_id",
        "rounds.opened_by_id",  # Rounds are read by their task.
        "rounds.closed_by_id",
        "round_versions.sent_by_id",
        "round_asks.gone_on_by_id",
        "round_answers.said_by_id",
        "bureau_asks.asked_by_id",
        "bureau_answers.said_by_id",
        "round_comments.decided_by_id",
        "mail_links.ask_id",  # Links are read by their hash.
        "notices.in_place_of_id",  # Mail is read by who gets it.
        "reminders.in_place_of_id",
        "notices.seen_by_id",
        "rule_people.user_id",  # Read by the rule.
        "reminders.inner_agency_id",  # Read by who gets it.
        "reminders.seen_by_id",
        "status_reports.in_place_of_id",
        "task_comments.resolved_by_id",  # The rest are read by task, never by who wrote them.
        "handovers.from_agency_id",
        "handovers.proposed_by_id",
        "handovers.decided_by_id",
        "support_lines.said_by_id",
        "update_requests.asked_by_id",
        "comments.entered_by_id",  # Comments are read by their plan and by their sender.
        "comments.answered_by_id",
        "comment_points.settled_by_id",
        "answer_drafts.asked_by_id",  # Drafts are read by their point and by the agency.
        "answer_drafts.drafted_by_id",
        "comment_mails.seen_by_id",
        "claims.decided_by_id",
        "claims.reversed_by_id",
        "ways_out.back_by_id",
        "ways_out.decided_by_id",
        "ways_out.into_task_id",
        "ways_out.by_directive_id",
    }


def test_the_database_has_the_checks_of_the_models(app_context: None) -> None:  # noqa: ARG001
    found = inspect(db.engine)
    stored = {
        str(check["name"]) for table in TABLES for check in found.get_check_constraints(table.name)
    }
    assert stored == CHECKS.keys()
