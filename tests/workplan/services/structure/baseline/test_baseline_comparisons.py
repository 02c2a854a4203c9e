"""Two states of a plan side by side: what was added, removed, moved and re-estimated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.statements import statements
from support.web.refusals import refuses
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure.baseline import baselines
from workplan.services.structure.baseline.baseline_comparisons import Comparison, compare
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def freeze(office: Office, name: str) -> int:
    return baselines.freeze(Change(office.coordinator, NOW), SLUG, name)


def compared(office: Office, first: int, last: int | None = None, kind: str = "") -> Comparison:
    return compare(db.session(), office.plan(), first, last, kind)


def told(found: Comparison) -> dict[str, tuple[list[str], int, int]]:
    return {one.row.code: (one.kinds, one.start, one.finish) for one in found.rows}


def test_a_plan_that_did_not_change_differs_in_nothing(office: Office) -> None:
    office.add("1a", 5)
    found = compared(office, freeze(office, "Autumn"))
    assert found.rows == []
    assert (found.tally.tasks, found.tally.differing, found.end_days) == (2, 0, 0)


def test_each_difference_is_counted_in_working_days_with_its_direction(office: Office) -> None:
    first, second, third = (office.add(code, 5) for code in ("1a", "1b", "1c"))
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    before = freeze(office, "Autumn")
    office.change(first, NOW, duration_days=8)
    office.remove(third, NOW)
    office.add("2a", 1, now=NOW)
    found = compared(office, before)
    assert told(found) == {
        "1a": (["moved", "re-estimated"], 0, 3),
        "1b": (["moved"], 3, 3),
        "1c": (["removed"], 0, 0),
        "2a": (["added"], 0, 0),
    }
    tally = found.tally
    assert (tally.tasks, tally.added, tally.removed, tally.moved, tally.re_estimated) == (
        5,
        1,
        1,
        2,
        1,
    )
    assert (tally.days_before, tally.days_after) == (16, 15)
    assert (tally.ends_before, tally.ends_after) == (date(2026, 9, 15), date(2026, 9, 18))
    assert found.end_days == 3
    # The other way round it is what would have to be taken back.
    later = freeze(office, "Later")
    back = compared(office, later, before)
    assert told(back)["1b"] == (["moved"], -3, -3)
    assert told(back)["1c"][0] == ["added"]


def test_one_kind_of_difference_can_be_seen_alone(office: Office) -> None:
    first = office.add("1a", 5)
    before = freeze(office, "Autumn")
    office.change(first, NOW, duration_days=8)
    office.add("2a", 1, now=NOW)
    assert list(told(compared(office, before, kind="added"))) == ["2a"]
    assert list(told(compared(office, before, kind="re-estimated"))) == ["1a"]
    with refuses("kind", "“lost” is no kind"):
        compared(office, before, kind="lost")


def test_what_groups_others_is_not_compared_since_it_moves_with_them(office: Office) -> None:
    above = office.add("1", 5)
    office.add("1a", 5, parent_id=above)
    before = freeze(office, "Autumn")
    office.change(office.add("1b", 5, parent_id=above, now=NOW), NOW, duration_days=9)
    assert list(told(compared(office, before))) == ["1b"]


def test_one_baseline_twice_and_one_of_another_plan_are_refused(office: Office) -> None:
    before = freeze(office, "Autumn")
    with refuses("to", "twice"):
        compared(office, before, before)
    foreign = baselines.freeze(Change(office.stranger, NOW), "strangers", "Theirs")
    with pytest.raises(NotFound):
        compared(office, foreign)


def test_a_comparison_sends_as_many_statements_for_many_tasks_as_for_few(office: Office) -> None:
    office.add("1a", 5)
    before = freeze(office, "Autumn")
    plan = office.plan()
    few = statements(lambda: compare(db.session(), plan, before, None))
    for number in range(30):
        office.add(f"2.{number}", 3, now=NOW)
    grown = office.plan()
    assert statements(lambda: compare(db.session(), grown, before, None)) == few
