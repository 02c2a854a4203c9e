"""What holds for every plan, whatever its tasks, links, constraints and progress."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.workplan.scheduling.networks import (
    LINK_TYPES,
    SOFT,
    START,
    Document,
    documents,
    lags,
)
from workplan.scheduling.findings import findings
from workplan.scheduling.neutral import read_network, write_schedule
from workplan.scheduling.order import FINISHED, STARTED, UNSTARTED
from workplan.scheduling.schedule import Driver, Schedule, schedule

every = settings(deadline=None, max_examples=100, derandomize=True)
"""The same plans on every machine, so that a failure can be repeated anywhere."""

EVERY_CONSTRAINT = ("ALAP", *SOFT, "SNLT", "FNLT", "MSO", "MFO")

undated = documents(constraints=(), deadlines=False, progress=False, status=False)
"""Plans of tasks and links alone."""


def scheduled(document: Document) -> Schedule:
    return schedule(read_network(document))


def written(document: Document) -> str:
    return json.dumps(write_schedule(document, scheduled(document))["expected"], sort_keys=True)


def project_start(computed: Schedule) -> int:
    return computed.network.calendar.start_boundary(computed.network.start_on)


@every
@given(documents(constraints=EVERY_CONSTRAINT), st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(document: Document, chance: Random) -> None:
    shuffled = {**document, "tasks": [*document["tasks"]], "links": [*document["links"]]}
    chance.shuffle(shuffled["tasks"])
    chance.shuffle(shuffled["links"])

    one, other = scheduled(document), scheduled(shuffled)

    assert written(document) == written(shuffled)
    assert [*one.leaves()] == [*other.leaves()]
    assert findings(one) == findings(other)


@every
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


@every
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


@every
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


@every
@given(documents(constraints=SOFT, deadlines=False, progress=False))
def test_early_dates_never_pass_late_dates_without_hard_constraints_and_suspenses(
    document: Document,
) -> None:
    computed = scheduled(document)

    early, late = computed.early, computed.late
    assert all(x <= y for x, y in zip(early.start, late.start, strict=True))
    assert all(x <= y for x, y in zip(early.finish, late.finish, strict=True))


@every
@given(documents(constraints=EVERY_CONSTRAINT))
def test_unstarted_work_lasts_its_duration(document: Document) -> None:
    computed = scheduled(document)

    for i, leaf in enumerate(computed.graph.leaves):
        lasts = computed.early.finish[i] - computed.early.start[i]
        if computed.graph.progress[i] == UNSTARTED and computed.driver(i).kind != "forecast":
            assert lasts == leaf.duration


@every
@given(documents(constraints=EVERY_CONSTRAINT))
def test_a_driver_reproduces_its_date(document: Document) -> None:
    computed = scheduled(document)
    calendar = computed.network.calendar

    for i, leaf in enumerate(computed.graph.leaves):
        driver, start, finish = (
            computed.driver(i),
            computed.early.start[i],
            computed.early.finish[i],
        )
        remaining = ceil(computed.early.remaining[i])
        if driver.kind == "link":
            from_start, from_finish = _allowed_by(computed, driver)
            drives_finish = driver.detail in ("FF", "SF")
            begins = from_start if not drives_finish else from_finish - remaining
            assert finish == begins + remaining
            assert start == begins or computed.graph.progress[i] == STARTED
        elif driver.kind == "start":
            assert start == project_start(computed)
        elif driver.kind == "status":
            assert computed.network.status_on is not None
            assert finish - remaining == calendar.start_boundary(computed.network.status_on)
        elif driver.kind == "forecast":
            assert leaf.forecast_on is not None
            assert finish == calendar.finish_boundary(leaf.forecast_on)
        elif driver.detail in ("SNET", "SNLT", "MSO"):
            assert leaf.constraint_on is not None
            assert start == calendar.start_boundary(leaf.constraint_on)
        elif driver.detail in ("FNET", "FNLT", "MFO"):
            assert leaf.constraint_on is not None
            assert finish == calendar.finish_boundary(leaf.constraint_on)


@every
@given(documents(constraints=EVERY_CONSTRAINT))
def test_a_stored_driver_reads_back(document: Document) -> None:
    computed = scheduled(document)

    for _, _, driver, _ in computed.leaves():
        assert Driver.decoded(driver.encoded()) == driver


@every
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


@every
@given(documents(constraints=SOFT))
def test_every_link_between_unstarted_tasks_holds(document: Document) -> None:
    computed = scheduled(document)
    progress, early = computed.graph.progress, computed.early

    for predecessor, successor, kind, lag, is_elapsed in computed.network.links:
        p, s = computed.position[predecessor], computed.position[successor]
        if progress[p] == progress[s] == UNSTARTED:
            driver = Driver("link", predecessor, kind, lag, is_elapsed)
            start, finish = _allowed_by(computed, driver)
            assert early.finish[s] >= finish if kind in ("FF", "SF") else early.start[s] >= start


@every
@given(documents(status=True))
def test_retained_logic_holds_the_rest_of_started_work_to_its_links(document: Document) -> None:
    computed = scheduled(document)
    progress, early = computed.graph.progress, computed.early

    for predecessor, successor, kind, lag, is_elapsed in computed.network.links:
        s = computed.position[successor]
        if progress[s] == STARTED:
            start, finish = _allowed_by(
                computed, Driver("link", predecessor, kind, lag, is_elapsed)
            )
            resumed = early.finish[s] - ceil(early.remaining[s])
            assert early.finish[s] >= finish if kind in ("FF", "SF") else resumed >= start


@every
@given(documents(constraints=EVERY_CONSTRAINT))
def test_floats_keep_their_bounds(document: Document) -> None:
    computed = scheduled(document)

    for i, (total, free, critical) in enumerate(zip(*computed.floats, strict=True)):
        assert 0 <= free <= max(0, total)
        if computed.graph.progress[i] == FINISHED:
            assert (total, free, critical) == (0, 0, False)
        else:
            assert critical == (total <= 0)


@every
@given(undated, st.data())
def test_total_float_is_exactly_how_far_a_task_may_slip(
    document: Document, data: st.DataObject
) -> None:
    before = scheduled(document)
    i = data.draw(st.integers(0, len(document["tasks"]) - 1))
    total = int(before.floats.total[i])

    assert max(_slipped(document, before, i, total).early.finish) == max(before.early.finish)
    assert max(_slipped(document, before, i, total + 1).early.finish) > max(before.early.finish)


@every
@given(undated, st.data())
def test_free_float_is_exactly_how_far_a_task_may_slip_alone(
    document: Document, data: st.DataObject
) -> None:
    before = scheduled(document)
    i = data.draw(st.integers(0, len(document["tasks"]) - 1))

    def others(computed: Schedule) -> list[int]:
        early = computed.early
        ends = [early.start[:i], early.start[i + 1 :], early.finish[:i], early.finish[i + 1 :]]
        return [max(early.finish), *(boundary for part in ends for boundary in part)]

    free = int(before.floats.free[i])
    assert others(_slipped(document, before, i, free)) == others(before)
    assert others(_slipped(document, before, i, free + 1)) != others(before)


@every
@given(documents(constraints=EVERY_CONSTRAINT))
def test_work_as_late_as_possible_delays_nothing(document: Document) -> None:
    tasks = [
        {**task, "constraint": "ASAP"} if task["constraint"] == "ALAP" else task
        for task in document["tasks"]
    ]

    soon, late = scheduled({**document, "tasks": tasks}), scheduled(document)

    assert max(late.early.finish) == max(soon.early.finish)
    for i, leaf in enumerate(late.graph.leaves):
        if leaf.constraint == "ALAP":
            assert late.early.start[i] >= soon.early.start[i]
        else:
            assert late.early.start[i] == soon.early.start[i]


@every
@given(documents(constraints=EVERY_CONSTRAINT))
def test_removing_every_redundant_link_changes_no_date(document: Document) -> None:
    before = scheduled(document)
    redundant = {found.uids for found in findings(before) if found.id == "redundant_link"}
    links = [
        link
        for link in document["links"]
        if (link[0], link[1]) not in redundant or link[2:4] != ["FS", 0]
    ]

    after = scheduled({**document, "links": links})

    assert [dates for _, dates, _, _ in after.leaves()] == [
        dates for _, dates, _, _ in before.leaves()
    ]


@every
@given(
    documents(max_tasks=8, leads=False, elapsed=False, constraints=(), progress=False, status=False)
)
def test_a_plain_link_is_redundant_exactly_when_its_ends_stay_connected_without_it(
    document: Document,
) -> None:
    pairs = sorted({(a, b) for a, b, *_ in document["links"]})

    found = findings(scheduled({**document, "links": [[a, b, "FS", 0] for a, b in pairs]}))

    redundant = {finding.uids for finding in found if finding.id == "redundant_link"}
    assert redundant == {
        pair for pair in pairs if _is_connected([p for p in pairs if p != pair], *pair)
    }


@every
@given(documents(), st.data())
def test_a_link_of_a_summary_is_a_link_of_each_of_its_tasks(
    document: Document, data: st.DataObject
) -> None:
    computed = scheduled(document)
    uids = [computed.graph.leaves[i].uid for i in computed.graph.order]
    cut = data.draw(st.integers(0, len(uids) - 1))
    above, below = uids[:cut], uids[cut:]
    kind, lag = data.draw(st.sampled_from(LINK_TYPES)), data.draw(lags(leads=True, elapsed=True))
    assume(above)
    summary = {"uid": 1000, "duration_days": 0}
    tasks = [
        task | ({"parent": 1000} if task["uid"] in above else {}) for task in document["tasks"]
    ]

    one = scheduled(
        {
            **document,
            "tasks": [*tasks, summary],
            "links": [*document["links"], [1000, below[0], kind, *lag]],
        }
    )
    other = scheduled(
        {
            **document,
            "links": [*document["links"], *([uid, below[0], kind, *lag] for uid in above)],
        }
    )

    assert [row[1:] for row in one.leaves()] == [row[1:] for row in other.leaves()]
    start_on, finish_on, _, is_critical = one.summary(1000)
    children = [one.dates(one.position[uid]) for uid in above]
    assert start_on == min(child.start_on for child in children)
    assert finish_on == max(child.finish_on for child in children)
    assert is_critical == any(child.is_critical for child in children)


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


def _allowed_by(computed: Schedule, driver: Driver) -> tuple[int, int]:
    """Return the boundary that a link allows a start, and a finish: the rule, stated once more."""
    assert driver.predecessor is not None
    p = computed.position[driver.predecessor]
    from_finish = driver.detail in ("FS", "FF")
    moment = (computed.early.finish if from_finish else computed.early.start)[p]
    if not driver.is_elapsed:
        return moment + driver.lag, moment + driver.lag
    calendar = computed.network.calendar
    # Whole days pass: from the end of the last day worked, or from the start of a day.
    if from_finish:
        day = calendar.day_until(moment) + timedelta(days=1 + driver.lag)
    else:
        day = calendar.day_from(moment) + timedelta(days=driver.lag)
    return calendar.start_boundary(day), calendar.start_boundary(day)


def _slipped(document: Document, before: Schedule, i: int, days: int) -> Schedule:
    """Return the plan with one task held back by some days from its early start."""
    leaf, calendar = before.graph.leaves[i], before.network.calendar
    held = {
        "constraint": "SNET",
        "constraint_date": calendar.day_from(before.early.start[i] + days).isoformat(),
    }
    tasks = [task | held if task["uid"] == leaf.uid else task for task in document["tasks"]]
    return scheduled({**document, "tasks": tasks})


def _is_connected(pairs: list[tuple[int, int]], start: int, end: int) -> bool:
    reached = {start}
    for _ in pairs:
        reached |= {b for a, b in pairs if a in reached}
    return end in reached
