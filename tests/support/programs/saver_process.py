"""A person in a process of its own who saves the same task again and again, as fast as can be."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zlib import crc32

from models import Task
from support.programs.child import Child, answer, started
from workplan.errors import StaleVersion
from workplan.extensions import db
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from flask import Flask


class SaverProcess(Child):
    """A started saver; its every text begins with its name."""

    def __init__(self, app: Flask, actor: Actor, name: str) -> None:
        who = {"actor_id": actor.id, "actor_name": actor.name, "name": name}
        super().__init__("support.programs.saver_process", app, **who)

    def save(self, task: int, times: int, now: datetime) -> None:
        """Let it save a task so often, each time from the version that it has just seen."""
        self.say({"task": task, "times": times, "now": now.isoformat()})

    def done(self) -> list[tuple[str, int, bool]]:
        """Wait, and return for each save its text, the version it began from, and its success."""
        return [tuple(save) for save in self.hear()]


def save(actor: Actor, now: datetime, task_id: int, version: int, text: str) -> bool:
    """Save a text to a task by a report or a change, and tell whether it was taken."""
    try:
        if is_report(text):
            said = ReportFields("on_track", 10, done=text)
            status_reports.report(Change(actor, now), task_id, version, said)
        else:
            task = db.session.get_one(Task, task_id)
            wanted = replace(fields_of(db.session(), task), description=text)
            tasks.change(Change(actor, now), task_id, version, wanted)
    except StaleVersion:
        return False
    return True


def is_report(text: str) -> bool:
    """Tell whether a text is saved by a report; the others by a change of the task itself."""
    return crc32(text.encode()) % 2 == 1


def version_of(task_id: int) -> int:
    """Return the version that a person who opens the task now sees."""
    db.session.rollback()
    version = db.session.get_one(Task, task_id).version
    db.session.rollback()
    return version


def main() -> None:
    app, orders = started()
    actor = Actor(orders["actor_id"], orders["actor_name"], "web")
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        now, done = datetime.fromisoformat(order["now"]), []
        with app.app_context():
            for number in range(order["times"]):
                text = f"{orders['name']} {number}"
                version = version_of(order["task"])
                done.append((text, version, save(actor, now, order["task"], version, text)))
        answer(done)


if __name__ == "__main__":
    main()
