"""Tasks that a point of a comment may be about: offered with their figures, and never applied."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Task
from workplan.notation.kindred import kindred
from workplan.services.tasks import states

MOST_READ = 5_000
"""How many tasks of a plan are compared at most, in its order."""


class KindredTask(NamedTuple):
    """A task whose words are kindred to those of a point, and by how many percent."""

    id: int
    code: str
    name: str
    percent: int


def kindred_tasks(session: Session, plan_id: int, words: str) -> list[KindredTask]:
    """Return the tasks of a plan that are most kindred to some words; one select."""
    rows = session.execute(
        select(Task.id, Task.code, Task.name, Task.description, Task.sentence)
        .where(Task.plan_id == plan_id, states.counts_itself())
        .order_by(Task.position, Task.id)
        .limit(MOST_READ)
    ).all()
    texts = [f"{row.name} {row.name} {row.description} {row.sentence}" for row in rows]
    found = [(rows[kin.place], kin.share) for kin in kindred(words, texts)]
    return [KindredTask(row.id, row.code, row.name, round(share * 100)) for row, share in found]
