"""Find words in tasks, reports and comments of the plans that a person may see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.services import access
from workplan.services.actor import Actor
from workplan.services.rows import AnyRow

MOST = 50
MOST_WORDS = 10
OPENS, CLOSES = "\x02", "\x03"
"""What stands around a word that was found, until the page marks it."""
WORD = re.compile(r"\w+")

# Both take the words as a bound value; what one may see is asked for around them.
SQLITE = f"""
    SELECT kind, task_id, snippet(search, 0, '{OPENS}', '{CLOSES}', '…', 24) AS said
    FROM search WHERE search MATCH :words ORDER BY rank LIMIT :most
"""  # noqa: S608  # constants of ours
POSTGRESQL = f"""
    SELECT kind, task_id, ts_headline('simple', body, to_tsquery('simple', :words),
      'MaxFragments=1, MaxWords=24, MinWords=8, StartSel={OPENS}, StopSel={CLOSES}') AS said
    FROM search WHERE words @@ to_tsquery('simple', :words)
    ORDER BY ts_rank(words, to_tsquery('simple', :words)) DESC, id LIMIT :most
"""  # noqa: S608


class Found(NamedTuple):
    """A task, with the places in which the words stand: the kind of each, and its text in parts.

    Args:
        places: for each, “task”, “report” or “comment”, and pairs of text and whether it matched.
    """

    task: AnyRow
    places: list[tuple[str, list[tuple[str, bool]]]]


def find(session: Session, actor: Actor, typed: str) -> list[Found]:
    """Return the tasks in which every word stands, or begins one, the best first.

    What the person may not see is not found: neither shown nor counted.
    """
    words = WORD.findall(typed)[:MOST_WORDS]
    if not words:
        return []
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        statement, query = POSTGRESQL, " & ".join(f"{word}:*" for word in words)
    else:
        statement, query = SQLITE, " ".join(f'"{word}"*' for word in words)
    # More than are shown, since some may be in plans of others.
    hits = session.execute(text(statement), {"words": query, "most": MOST * 20}).all()
    tasks = {row.id: row for row in tasks_of(session, actor, [hit.task_id for hit in hits])}
    found: dict[int, Found] = {}
    for hit in hits:
        if hit.task_id in tasks and (hit.task_id in found or len(found) < MOST):
            places = found.setdefault(hit.task_id, Found(tasks[hit.task_id], [])).places
            places.append((hit.kind, _parts(hit.said)))
    return [*found.values()]


def tasks_of(session: Session, actor: Actor, task_ids: Sequence[int]) -> list[AnyRow]:
    """Return those of some tasks that a person may see, in the order given."""
    rows = session.execute(
        select(Task.id, Task.code, Task.name, Task.status, Plan.title)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Task.id.in_(set(task_ids)),
            Task.plan_id.in_(access.visible_plans(actor)),
            Task.removed_at.is_(None),
        )
    )
    tasks = {row.id: row for row in rows}
    return [tasks[task_id] for task_id in dict.fromkeys(task_ids) if task_id in tasks]


def _parts(said: str) -> list[tuple[str, bool]]:
    """Return a text in parts, each with whether it is what was looked for."""
    parts = []
    for piece in said.split(OPENS):
        matched, closed, rest = piece.partition(CLOSES)
        if closed:
            parts += [(matched, True), (rest, False)]
        else:
            parts.append((piece, False))
    return [part for part in parts if part[0]]
