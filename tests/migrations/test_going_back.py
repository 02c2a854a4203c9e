"""Going back to the version before claims: what it cannot read goes, and the rest stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import insert, text

from models import Notice
from support.ground.moments import washington
from support.ground.places import ROOT
from workplan.extensions import db
from workplan.vocabulary import NoticeKind

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1, 12)
BEFORE_CLAIMS = "0051"
KNOWN_THEN = {
    *("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left"),
}
WAITING = ("pending", "sending", "failed")


@pytest.fixture
def told(office: Office) -> None:
    """A notice of each kind in each state in which it waits, and one that is sent."""
    task, who, states = office.add("1a"), office.lead.id, (*WAITING, "sent")
    rows = [
        {
            "kind": kind,
            "state": state,
            "sent_at": NOW if state == "sent" else None,
            "task_id": None if kind == "weekly" else task,
        }
        for kind in NoticeKind.codes()
        for state in states
    ]
    about = {"plan_id": office.plan().id, "user_id": who, "from_id": who}
    shared = {**about, "told_at": NOW, "said": "Said", "is_at_once": True, "not_before": NOW}
    db.session.execute(insert(Notice), [shared | row for row in rows])
    db.session.commit()


def kinds(condition: str) -> set[str]:
    found = db.session.scalars(text(f"SELECT kind FROM notices WHERE {condition}"))  # noqa: S608
    kinds = set(found)
    db.session.rollback()
    return kinds


def statements() -> list[str]:
    """Return the statements that the page for operators shows."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    return [
        " ".join(one.split()) for one in re.findall(r"^    ((?:SELECT|UPDATE) [^;]+);", page, re.M)
    ]


@pytest.mark.usefixtures("told")
def test_the_statement_for_operators_cancels_what_the_version_before_cannot_read() -> None:
    _, cancel = statements()
    db.session.execute(text(cancel))
    db.session.commit()
    unread = set(NoticeKind.codes()) - KNOWN_THEN
    assert kinds("state = 'cancelled'") == unread
    assert kinds("state IN ('pending', 'sending', 'failed')") == KNOWN_THEN
    assert kinds("state = 'sent'") == set(NoticeKind.codes())


def test_the_statement_for_operators_lists_what_was_ended_or_is_claimed(office: Office) -> None:
    list_them, _ = statements()
    office.add("1a")
    ended = office.add("1b")
    db.session.execute(
        text("UPDATE tasks SET ending = 'merged', ended_on = '2026-09-01' WHERE id = :id"),
        {"id": ended},
    )
    assert [row.code for row in db.session.execute(text(list_them))] == ["1b"]


@pytest.mark.usefixtures("told")
def test_a_downgrade_takes_such_notices_along_and_leaves_the_others() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    [claims] = [s for s in scripts.walk_revisions() if "endings_of_tasks" in s.path]
    assert claims.down_revision == BEFORE_CLAIMS
    db.session.remove()
    flask_migrate.downgrade(revision=BEFORE_CLAIMS)
    assert kinds("1 = 1") == KNOWN_THEN
    flask_migrate.upgrade()
    assert kinds("1 = 1") == KNOWN_THEN
