"""What people find, in the search and in lists, and whether the index is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import StatusReport, Task, TaskComment
from models.folded import fold_together
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.finding import search, task_lists
from workplan.services.finding.grams import may_hold
from workplan.services.finding.task_lists import TaskFilter
from workplan.services.people import rights
from workplan.services.tasks import states

if TYPE_CHECKING:
    from workplan.services.record.actor import Actor

NOW = washington(2026, 9, 2)
TEXTS = {
    Task: {"folded_code": ["code"], "folded_name": ["name"], "folded_description": ["description"]},
    StatusReport: {"folded": ["done", "next_steps", "help_needed"]},
    TaskComment: {"folded": ["body"]},
}


def codes(typed: str, actor: Actor) -> list[str]:
    """Return the codes of the tasks that a person finds."""
    db.session.rollback()
    return [found.task.code for found in search.find(db.session(), actor, typed)]


def listed(actor: Actor, slug: str = SLUG, **wanted: object) -> list[str]:
    """Return the codes of the tasks in the list of a plan."""
    db.session.rollback()
    plan, standing = rights.plan_for(db.session(), actor, slug)
    day = states.day_of(db.session(), plan, NOW)
    page = task_lists.page_of(db.session(), standing, TaskFilter(**wanted), day)  # type: ignore[arg-type]
    return [row.task.code for row in page.rows]


def check_index() -> None:
    """Assert that each text is stored folded as it stands, and that the index knows each row."""
    db.session.rollback()
    for source, columns in TEXTS.items():
        for row in db.session.scalars(select(source)):
            for column, texts in columns.items():
                together = fold_together(*(getattr(row, text) for text in texts))
                assert getattr(row, column) == together, (source, row.id, column)
                held = may_hold(db.session(), source, tuple(together.split()))
                assert db.session.scalar(select(source.id).where(source.id == row.id, held))
