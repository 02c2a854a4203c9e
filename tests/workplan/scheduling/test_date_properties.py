"""What holds for the dates of every plan, whatever its tasks, links and progress."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.workplan.scheduling.networks import (
    EVERY_CONSTRAINT,
    LINK_TYPES,
    START,
    Document,
    documents,
    lags,
    project_start,
    scheduled,
)
from workplan.scheduling.diagnosis.findings import findings
from workplan.scheduling.neutral import write_schedule
from workplan.scheduling.order import STARTED, UNSTARTED


def written(document: Document) -> str:
    return json.dumps(write_schedule(document, scheduled(document))["expected"], sort_keys=True)


@given(documents(constraints=EVERY_CONSTRAINT), st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(document: Document, chance: Random) -> None:
    shuffled = {**document, "tasks": [*document["tasks"]], "links": [*document["links"]]}
    chance.shuffle(shuffled["tasks"])
    chance.shuffle(shuffled["links"])

    one, other = scheduled(document), scheduled(shuffled)

    assert written(document) == written(shuffled)
    assert [*one.leaves()] == [*other.leaves()]
    assert findings(one) == findings(other)


@given(documents(leads=False), st.data())
def test_a_link_without_a_lead_never_makes_anything_earlier(
    document: Document, data: st.DataObject
) -> None:
    before = scheduled(document)
    # Work before the project start could draw a follower there, which no link held until now.
    assume(min(before.early.start) >= project_start(before))
    assume(len(document["tasks"]) > 1)
    rank = [before.graph.leaves[i].uid for i in before.graph.order]
    b = data.draw(st.integers(1, len(rank) - 1))
    a = data.draw(st.integers(0, b - 1))
    lag = data.draw(lags(leads=False, elapsed=True))
    link = [rank[a], rank[b], data.draw(st.sampled_from(LINK_TYPES)), *lag]

    after = scheduled({**document, "links": [*document["links"], link]})

    assert all(x <= y for x, y in zip(before.early.start, after.early.start, strict=True))
    assert all(x <= y for x, y in zip(before.early.finish, after.early.finish, strict=True))


@given(
    documents(
        weeks=("no holidays",),
        elapsed=False,
        constraints=(),
        deadlines=False,
        progress=False,
        status=False,
    ),
    st.integers(-15, 15),
)
def test_shifting_the_project_start_by_working_days_shifts_all(
    document: Document, days: int
) -> None:
    before = scheduled(document)
    moved = before.network.calendar.shift(START, days)

    after = scheduled({**document, "project_start": moved.isoformat()})

    for i in range(len(document["tasks"])):
        assert after.early.start[i] == before.early.start[i] + days
        assert after.early.finish[i] == before.early.finish[i] + days
        assert after.late.start[i] == before.late.start[i] + days
        assert after.late.finish[i] == before.late.finish[i] + days
    assert after.floats == before.floats


@given(
    documents(weeks=("no holidays",), constraints=EVERY_CONSTRAINT),
    st.integers(-4, 4).map(lambda weeks: timedelta(weeks=weeks)),
)
def test_shifting_every_date_by_whole_weeks_shifts_the_plan(
    document: Document, by: timedelta
) -> None:
    before = scheduled(document)

    after = scheduled(_with_dates(document, lambda day: day + by))

    for (_, old, driver, due), (_, new, new_driver, new_due) in zip(
        before.leaves(), after.leaves(), strict=True
    ):
        assert new[:4] == tuple(day + by for day in old[:4])
        assert new[4:] == old[4:]
        assert new_driver == driver
        assert new_due == (due and due + by)


@given(documents(constraints=EVERY_CONSTRAINT))
def test_unstarted_work_lasts_its_duration(document: Document) -> None:
    computed = scheduled(document)

    for i, leaf in enumerate(computed.graph.leaves):
        lasts = computed.early.finish[i] - computed.early.start[i]
        if computed.graph.progress[i] == UNSTARTED and computed.driver(i).kind != "forecast":
            assert lasts == leaf.duration


@given(documents(constraints=EVERY_CONSTRAINT, status=True))
def test_no_remaining_work_lies_before_the_status_date(document: Document) -> None:
    computed = scheduled(document)
    assert computed.network.status_on is not None
    status = computed.network.calendar.start_boundary(computed.network.status_on)

    for i, progress in enumerate(computed.graph.progress):
        if progress == UNSTARTED:
            assert computed.early.start[i] >= status
        if progress == STARTED:
            assert computed.early.finish[i] - ceil(computed.early.remaining[i]) >= status


def _with_dates(document: Document, change: Callable[[date], date]) -> Document:
    """Return a plan with every date in it changed."""

    def changed(item: Document) -> Document:
        return {
            key: change(date.fromisoformat(value)).isoformat()
            if key.endswith(("date", "start", "finish", "deadline")) and value
            else value
            for key, value in item.items()
        }

    return changed(document) | {"tasks": [changed(task) for task in document["tasks"]]}
