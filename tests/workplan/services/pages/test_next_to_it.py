"""The tasks before and after one in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Task
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.pages.task.next_to_it import next_to

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


@pytest.fixture
def three(office: Office) -> list[int]:
    return [office.add(code, 5, now=NOW) for code in ("1a", "1b", "1c")]


def beside(task_id: int) -> list[tuple[str, bool]]:
    found = next_to(db.session(), db.session.get_one(Task, task_id))
    return [(one.code, bool(one.is_before)) for one in found]


def test_a_task_has_the_one_before_and_the_one_after_of_its_line_of_effort(
    three: list[int],
) -> None:
    assert [beside(task) for task in three] == [
        [("1b", False)],
        [("1a", True), ("1c", False)],
        [("1b", True)],
    ]


def test_a_task_that_was_removed_stands_beside_none(three: list[int]) -> None:
    db.session.get_one(Task, three[1]).removed_at = NOW
    db.session.commit()

    assert beside(three[0]) == [("1c", False)]
    assert beside(three[2]) == [("1a", True)]


def test_a_task_alone_has_none(office: Office) -> None:
    assert beside(office.add("1a", 5, now=NOW)) == []
