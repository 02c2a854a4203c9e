"""What a change request is called, and what each of its parts says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from workplan.services.changes.requests.parts import Part
from workplan.services.history.entry_names import Names
from workplan.services.pages.requests import words

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = washington(2026, 9, 10)
NAMES = Names(tasks={7: "1a Write it", 8: "1b Sign it"})
ADDED = Part("task.added", -1, {}, {"code": "1c", "name": "Send it"})
TIED = Part("dependency.added", -1, {}, {"predecessor_id": 7, "type": "FS", "lag_days": 0})
LONGER = Part("task.changed", 7, {"duration_days": 10}, {"duration_days": 15})


@pytest.mark.parametrize(
    ("kept", "called"),
    [
        ([LONGER], "Change 1a Write it"),
        ([ADDED, TIED], "Add 1c Send it"),
        ([LONGER, LONGER._replace(task_id=8)], "Change 2 tasks"),
        ([ADDED, LONGER], "Change 2 tasks"),
        ([Part("task.removed", 7, {"code": "1a"}, {})], "Take out 1a Write it"),
        ([Part("task.offered", 7, {"agency_id": 1}, {"agency_id": 2})], "Hand on 1a Write it"),
    ],
)
def test_a_request_is_called_by_its_task_or_by_how_many(kept: Sequence[Part], called: str) -> None:
    assert words.heading(kept, NAMES) == called


def test_each_part_is_said_as_the_journal_will_say_it() -> None:
    found = words.lines([ADDED, TIED, LONGER], NAMES, NOW)
    assert [task for task, _ in found] == ["1c Send it", "1c Send it", "1a Write it"]
    assert found[1][1].startswith("Waits for 1a Write it")
    assert found[2][1] == "Changed duration from “10 working days” to “15 working days”"
