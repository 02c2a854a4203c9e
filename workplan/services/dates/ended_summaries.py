"""How tasks with subtasks left the open work: what the endings of their subtasks add up to."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from models import Task
from workplan.scheduling.schedule import Schedule
from workplan.services.dates.stored_network import Loaded
from workplan.vocabulary import OF_SUBTASKS, Ending


def add_up(session: Session, loaded: Loaded, computed: Schedule) -> None:
    """Store how each task with subtasks left the open work, where that is another way than before.

    It is claimed while one of its subtasks is, and ended when each is, by the way of the first;
    otherwise it is done once all are. A task that has no subtasks any more is as it was reported.

    Args:
        loaded: the plan as it is stored; its endings are brought up to date.
    """
    endings = loaded.endings
    changed: dict[int, str | None] = {}
    for uid, below in computed.graph.summaries.items():
        way = _way(computed, below, endings)
        if way != endings.get(uid):
            changed[uid] = way
    for leaf in computed.graph.leaves:
        if leaf.uid in endings and loaded.stored[leaf.uid].driver == OF_SUBTASKS:
            changed[leaf.uid] = None
    if not changed:
        return
    session.execute(
        update(Task.__table__).where(Task.__table__.c.id == bindparam("task")),  # type: ignore[arg-type]
        [{"task": uid, "ending": way, "ended_on": None} for uid, way in changed.items()],
    )
    for uid, way in changed.items():
        endings.pop(uid, None)
        if way is not None:
            endings[uid] = way


def _way(computed: Schedule, below: list[int], endings: Mapping[int, str]) -> str | None:
    if not all(computed.is_done(i) for i in below):
        return None
    ways = [endings.get(computed.graph.leaves[i].uid) for i in below]
    if Ending.CLAIMED in ways:
        return Ending.CLAIMED
    return ways[0] if None not in ways else None
