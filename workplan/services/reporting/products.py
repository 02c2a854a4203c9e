"""The product of a task is sent to agencies, with its files, which are kept as evidence."""

from __future__ import annotations

from models import Task
from workplan.services.coordination.rounds import versions
from workplan.services.coordination.rounds.versions import Sent
from workplan.services.record.change import Change
from workplan.services.reporting import evidence
from workplan.services.reporting.evidence import Attached, Belonging


def send(change: Change, task_id: int, sent: Sent, attached: Attached) -> int:
    """Send a version to agencies with what is attached, both or neither, and return its number.

    Raises:
        NotAllowed, StaleVersion, InvalidInput: as `versions.send` and `evidence` refuse; nothing
            is sent then.
    """
    given = attached.given.checked()
    with evidence.kept(attached.store, given.files) as files, change.transaction() as session:
        version = versions.send(change, task_id, sent, is_attached=bool(given))
        if given:
            task = session.get_one(Task, task_id)
            evidence.record(change, task, files, given.url, Belonging(version_id=version.id))
        return version.number
