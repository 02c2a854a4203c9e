"""What holds for the links of every plan, and for the drivers of its dates."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.workplan.scheduling.networks import (
    EVERY_CONSTRAINT,
    LINK_TYPES,
    SOFT,
    Document,
    documents,
    lags,
    project_start,
    scheduled,
)
from workplan.scheduling.diagnosis.findings import findings
from workplan.scheduling.driver import Driver
from workplan.scheduling.order import STARTED, UNSTARTED
from workplan.scheduling.schedule import Schedule


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


@given(documents(constraints=EVERY_CONSTRAINT))
def test_a_stored_driver_reads_back(document: Document) -> None:
    computed = scheduled(document)

    for _, _, driver, _ in computed.leaves():
        assert Driver.decoded(driver.encoded()) == driver


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
    start_on, finish_on, _, is_critical, _ = one.summary(1000)
    children = [one.dates(one.position[uid]) for uid in above]
    assert start_on == min(child.start_on for child in children)
    assert finish_on == max(child.finish_on for child in children)
    assert is_critical == any(child.is_critical for child in children)


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


def _is_connected(pairs: list[tuple[int, int]], start: int, end: int) -> bool:
    reached = {start}
    for _ in pairs:
        reached |= {b for a, b in pairs if a in reached}
    return end in reached
