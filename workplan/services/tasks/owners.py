"""Who leads and supports tasks, gathered for many tasks in one select."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, TaskAgency


class Owners(NamedTuple):
    """The labels of a task's lead agencies, and of those that support it with their role."""

    leads: tuple[str, ...] = ()
    supports: tuple[tuple[str, str], ...] = ()

    @property
    def led_by(self) -> str:
        """The lead agencies in one text; joint ones are joined by a plus sign."""
        return " + ".join(self.leads)

    @property
    def supported_by(self) -> str:
        """The agencies that support it in one text, each with its role."""
        return ", ".join(f"{label}: {role}" for label, role in self.supports)


NOBODY = Owners()


def owners_of(session: Session, task_ids: Sequence[int]) -> dict[int, Owners]:
    """Return who owns each of some tasks."""
    leads: dict[int, list[str]] = defaultdict(list)
    supports: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for task_id, role, label in session.execute(
        select(TaskAgency.task_id, TaskAgency.role, Agency.label)
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .where(TaskAgency.task_id.in_(task_ids))
        .order_by(Agency.id)
    ):
        if role == "lead":
            leads[task_id].append(label)
        else:
            supports[task_id].append((label, role))
    ids = leads.keys() | supports.keys()
    return {i: Owners(tuple(leads[i]), tuple(supports[i])) for i in ids}
