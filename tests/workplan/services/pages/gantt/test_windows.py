"""The rows of a chart: their order, their folds, their windows, and what they depend on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import Plan, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.pages.gantt import windows as gantts
from workplan.services.pages.gantt.tasks import Hrefs
from workplan.services.pages.gantt.windows import Gantt, gantt_of, live_in
from workplan.services.record.change import Change
from workplan.services.reporting.endings import ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields
from workplan.services.structure.outlines import outline_of
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks import states

if TYPE_CHECKING:
    from typing import Any

    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def plan_of(office: Office, task_id: int) -> Plan:
    return db.session().get_one(Plan, office.task(task_id).plan_id)


def charted(plan: Plan, page: int | None = 1, **others: Any) -> Gantt:
    day = states.day_of(db.session(), plan, NOW)
    return gantt_of(db.session(), plan, day, Hrefs(str, str), page, **others)


@pytest.fixture
def chain(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ten tasks, each after the one before, in pages of four rows."""
    monkeypatch.setattr(gantts, "ROWS_A_PAGE", 4)
    ids = [office.add(f"1{letter}", 5) for letter in "abcdefghij"]
    for before, after in pairwise(ids):
        dependencies.add(Change(office.coordinator, NOW), after, DependencyFields(before))
    return ids


def test_a_page_knows_the_rows_that_its_lines_lead_to_on_others(
    office: Office, chain: list[int]
) -> None:
    plan = plan_of(office, chain[0])
    rows = [row.key for row in outline_of(db.session(), live_in(plan.id))]
    shown = charted(plan, 2)
    assert [task.key for task in shown.tasks] == rows[4:8]
    assert shown.first == 5
    assert {end.key: end.row for end in shown.elsewhere} == {rows[3]: -1, rows[8]: 4}
    assert shown.total == len(rows)
    assert shown.pages == -(-len(rows) // 4)


def test_all_pages_have_one_span(office: Office, chain: list[int]) -> None:
    plan = plan_of(office, chain[0])
    spans = {charted(plan, page).span for page in (1, 2, 3, None)}
    [span] = spans
    assert span == (office.task(chain[0]).start_on, office.task(chain[-1]).finish_on)


def test_a_task_decides_the_page_that_it_is_on(office: Office, chain: list[int]) -> None:
    plan = plan_of(office, chain[0])
    shown = charted(plan, 0, at=f"t{chain[-1]}")
    assert f"t{chain[-1]}" in [task.key for task in shown.tasks]
    assert shown.page == shown.pages
    assert charted(plan, 0, at="t999999").page == 1


def test_what_is_folded_takes_no_place_on_any_page(office: Office, chain: list[int]) -> None:
    parts = [office.add(f"1a.{n}", 2, parent_id=chain[0]) for n in range(3)]
    plan = plan_of(office, chain[0])
    whole = charted(plan, None)
    folded = charted(plan, None, folded={f"t{chain[0]}"})
    assert whole.total - folded.total == len(parts)
    [row] = [task for task in folded.tasks if task.key == f"t{chain[0]}"]
    assert row.is_folded
    assert row.has_below
    assert whole.span == folded.span


def test_a_line_of_effort_is_folded_with_all_its_tasks(office: Office) -> None:
    task_id = office.add("1a", 5)
    plan = plan_of(office, task_id)
    efforts = [row.key for row in outline_of(db.session(), live_in(plan.id)) if row.effort]
    folded = outline_of(db.session(), live_in(plan.id), efforts)
    assert [row.key for row in folded if row.effort] == efforts
    assert not [row for row in folded if row.level]


def test_a_plan_deeper_than_python_is_charted(office: Office) -> None:
    task_id = office.add("1a", 5)
    plan = plan_of(office, task_id)
    ids = [office.add(f"d{n}", 1) for n in range(3)]
    for above, below in pairwise(ids):
        db.session().execute(update(Task).where(Task.id == below).values(parent_id=above))
    levels = {row.key: row.level for row in outline_of(db.session(), live_in(plan.id))}
    assert [levels[f"t{one}"] - levels[f"t{ids[0]}"] for one in ids] == [0, 1, 2]


def test_only_what_is_wanted_is_charted_and_a_child_stands_up_without_its_parent(
    office: Office,
) -> None:
    parent = office.add("1a", 5)
    child = office.add("1a.1", 2, parent_id=parent)
    plan = plan_of(office, parent)
    shown = charted(plan, None, where=[*live_in(plan.id), Task.code == "1a.1"])
    assert shown.tasks_in_all == 1
    [row] = [task for task in shown.tasks if task.key == f"t{child}"]
    assert row.depth <= 1


def test_rows_say_how_long_they_may_take_and_what_sets_their_dates(
    office: Office, chain: list[int]
) -> None:
    plan = plan_of(office, chain[0])
    rows = {task.key: task for task in charted(plan, None).tasks}
    second = rows[f"t{chain[1]}"]
    assert second.driven_by == "starts when 1a ends"
    assert rows[f"t{chain[0]}"].chip == "not_started"
    assert second.total_float_days == 0 or second.float_on is not None
    assert plan.slug == SLUG


def test_what_was_ended_is_drawn_as_far_as_it_came_and_has_no_share_in_its_line_of_effort(
    office: Office,
) -> None:
    nine = EffortFields("9", "Nine")
    effort = lines_of_effort.add(Change(office.coordinator, NOW), SLUG, nine)
    half, done = (office.add(f"9{letter}", 10, initiative_id=effort) for letter in "ab")
    office.report(half, NOW, percent=40)

    def shown() -> dict[str, tuple[int, bool]]:
        return {row.code: (row.percent, row.is_done) for row in charted(office.plan(), None).tasks}

    version = office.task(half).version
    ways_out.end(Change(office.coordinator, NOW), half, version, Ended("not_done", "No money"))
    assert {code: shown()[code] for code in ("9", "9a", "9b")} == {
        "9": (0, False),
        "9a": (40, False),
        "9b": (0, False),
    }
    office.complete(done, NOW)
    assert (shown()["9"], shown()["9b"]) == ((100, False), (100, True))
