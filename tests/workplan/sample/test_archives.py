"""A plan taken out with its history and restored elsewhere shows the same figures."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from models import Agency, JournalEntry, Membership, Plan, Reminder, StatusReport, Task, User
from support.files.exported import exported
from support.ground.moments import washington
from support.web.refusals import refuses
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.extensions import db
from workplan.services.dates import rescheduling
from workplan.services.history import date_moves
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.pages.burndown import histories as burndowns
from workplan.services.people import agencies
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask

NOW = washington(2026, 9, 2)
OPERATOR = Actor(None, "Operator", "cli")
WHOLE = ImportWishes(with_history=True)


def taken_out(slug: str) -> bytes:
    plan = db.session.scalars(select(Plan).where(Plan.slug == slug)).one()
    return exported(plan, "json", NOW, with_history=True)


def restored(content: bytes, wishes: ImportWishes = WHOLE) -> str:
    return imports.import_plan(Change(OPERATOR, NOW), formats.read(content), 0, wishes).slug


def figures(slug: str) -> dict[str, Any]:
    """Return what people read of a plan: its tasks, burndown, moves, reports and ledger."""
    session = db.session()
    plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
    tasks = session.scalars(select(Task).where(Task.plan_id == plan.id).order_by(Task.uid)).all()
    computed = [rescheduling.Stored._fields, *(_computed(task) for task in tasks)]
    today: date = plan.status_on or plan.start_on
    return {
        "tasks": computed,
        "plan file": planfile_of(session, plan),
        "burndown": burndowns.burndown_of(session, plan, today),
        "moves": [
            move._replace(task_id=0, shares=tuple(s._replace(seq=None) for s in move.shares))
            for move in date_moves.moves_between(session, plan, plan.start_on, today)
        ],
        "reports": session.scalar(
            select(func.count(StatusReport.id)).join(Task).where(Task.plan_id == plan.id)
        ),
        "ledger": session.scalar(
            select(func.count(Reminder.id)).where(Reminder.plan_id == plan.id)
        ),
        "entries": session.scalar(
            select(func.count(JournalEntry.seq)).where(
                JournalEntry.plan_id == plan.id, JournalEntry.verb != "plan.restored"
            )
        ),
    }


def _computed(task: Task) -> tuple[Any, ...]:
    names = [name for name in rescheduling.Stored._fields if name != "driver"]
    return (task.uid, task.version, task.status, *(getattr(task, name) for name in names))


@pytest.mark.parametrize("slug", ["cat-policy", "foreign-defense-sales", "arms-transfer-strategy"])
def test_a_plan_restored_into_an_empty_database_has_identical_figures(
    sample_app: Flask, app: Flask, slug: str
) -> None:
    with sample_app.app_context():
        content, expected = taken_out(slug), figures(slug)
    with app.app_context():
        assert restored(content) == slug
        assert figures(slug) == expected
        journal.verify(db.session())
        assert json.loads(taken_out(slug))["tasks"] == json.loads(content)["tasks"]


def test_rescheduling_a_restored_plan_moves_nothing(sample_app: Flask, app: Flask) -> None:
    with sample_app.app_context():
        content = taken_out("cat-policy")
    with app.app_context():
        restored(content)
        plan = db.session.scalars(select(Plan)).one()
        change = Change(OPERATOR, NOW)
        with change.transaction():
            assert rescheduling.reschedule(change, NOW.date(), plan.id, None) == []


def test_a_plan_can_be_restored_beside_itself_under_another_address(own_sample: Flask) -> None:
    with own_sample.app_context():
        content, expected = taken_out("cat-policy"), figures("cat-policy")
        restored(content, ImportWishes("second", with_history=True))
        assert figures("second") == expected
        journal.verify(db.session())


def test_supervisors_of_agencies_stay_with_the_house_that_named_them(
    own_sample: Flask, app: Flask
) -> None:
    with own_sample.app_context():
        supervised = supervise_all()
        content, expected = taken_out("cat-policy"), figures("cat-policy")
        assert b"supervisor_id" not in content
        restored(content, ImportWishes("second", with_history=True))
        assert supervisors() == supervised
        assert figures("second") == expected
    with app.app_context():
        assert restored(content) == "cat-policy"
        assert figures("cat-policy") == expected
        assert set(supervisors().values()) == {None}
        assert supervise_all() == supervised
        restored(content, ImportWishes("second", with_history=True))
        assert supervisors() == supervised
        journal.verify(db.session())


def supervise_all() -> dict[str, str | None]:
    """Let somebody of the plan supervise each agency, and return who, by its code."""
    session = db.session()
    emails = session.scalars(
        select(User.email)
        .join(Membership, Membership.user_id == User.id)
        .join(Plan, Plan.id == Membership.plan_id)
        .where(Plan.slug == "cat-policy", User.disabled_at.is_(None))
        .distinct()
        .order_by(User.email)
    ).all()
    found = session.scalars(select(Agency).order_by(Agency.code)).all()
    for agency, email in zip(found, cycle(emails), strict=False):
        wanted = replace(agencies.fields_of(session, agency), supervisor=email)
        agencies.change(Change(OPERATOR, NOW), agency.code, agency.version, wanted)
    return supervisors()


def supervisors() -> dict[str, str | None]:
    """Return the address of whoever supervises each agency, by its code."""
    rows = db.session.execute(
        select(Agency.code, User.email).outerjoin(User, User.id == Agency.supervisor_id)
    )
    return {row.code: row.email for row in rows}


def test_a_plan_is_not_restored_over_itself(own_sample: Flask) -> None:
    with own_sample.app_context():
        content = taken_out("cat-policy")
        with refuses("slug", "already"):
            restored(content)


def test_a_history_that_was_altered_is_refused_by_the_number_of_its_entry(
    sample_app: Flask, app: Flask
) -> None:
    with sample_app.app_context():
        document = json.loads(taken_out("cat-policy"))
    entry = document["archive"]["tables"]["journal"][3]
    entry["actor_name"] = "Somebody else"
    with app.app_context():
        with pytest.raises(InvalidInput, match=f"Entry {entry['seq']}"):
            restored(json.dumps(document).encode())
        assert db.session.scalar(select(func.count(Plan.id))) == 0


def test_a_history_that_lacks_a_table_is_refused(sample_app: Flask, app: Flask) -> None:
    with sample_app.app_context():
        document = json.loads(taken_out("cat-policy"))
    del document["archive"]["tables"]["suspenses"]
    with app.app_context():
        with pytest.raises(InvalidInput, match="damaged"):
            restored(json.dumps(document).encode())
        assert db.session.scalar(select(func.count(Plan.id))) == 0


def test_no_password_leaves_in_an_archive(sample_app: Flask) -> None:
    with sample_app.app_context():
        assert b"argon2" not in taken_out("cat-policy")


@pytest.mark.parametrize("slug", ["cat-policy", "foreign-defense-sales", "arms-transfer-strategy"])
@pytest.mark.parametrize("form", ["mspdi", "xlsx", "csv", "json"])
def test_a_plan_that_was_taken_out_and_comes_back_unedited_changes_nothing(
    sample_app: Flask, slug: str, form: str
) -> None:
    with sample_app.app_context():
        session = db.session()
        plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
        content = exported(plan, form, NOW)
        newer = formats.read(content, "plan", plan.start_on)

        found = merges.merge_of(session, plan, newer, ImportWishes(), NOW)

        assert found.changed == []
        assert (found.added, found.removed) == ([], [])
        assert (found.links_added, found.links_removed) == ([], [])
