"""What holds for the late dates and floats of every plan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.workplan.scheduling.networks import (
    EVERY_CONSTRAINT,
    SOFT,
    Document,
    documents,
    scheduled,
    undated,
)
from workplan.scheduling.order import FINISHED, UNSTARTED
from workplan.scheduling.passes.forward import FORECAST
from workplan.scheduling.schedule import Schedule


@given(documents(constraints=EVERY_CONSTRAINT))
def test_floats_keep_their_bounds(document: Document) -> None:
    computed = scheduled(document)

    for i, (total, free, critical) in enumerate(zip(*computed.floats, strict=True)):
        assert 0 <= free <= max(0, total)
        if computed.graph.progress[i] == FINISHED:
            assert (total, free, critical) == (0, 0, False)
        else:
            assert critical == (total <= 0)


@given(undated, st.data())
def test_total_float_is_exactly_how_far_a_task_may_slip(
    document: Document, data: st.DataObject
) -> None:
    before = scheduled(document)
    i = data.draw(st.integers(0, len(document["tasks"]) - 1))
    total = int(before.floats.total[i])

    assert max(_slipped(document, before, i, total).early.finish) == max(before.early.finish)
    assert max(_slipped(document, before, i, total + 1).early.finish) > max(before.early.finish)


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


@given(documents(constraints=SOFT, deadlines=False, progress=False))
def test_early_dates_never_pass_late_dates_without_hard_constraints_and_suspenses(
    document: Document,
) -> None:
    computed = scheduled(document)

    early, late = computed.early, computed.late
    assert all(x <= y for x, y in zip(early.start, late.start, strict=True))
    assert all(x <= y for x, y in zip(early.finish, late.finish, strict=True))


@given(documents(constraints=EVERY_CONSTRAINT))
def test_work_as_late_as_possible_uses_up_float_and_never_moves_the_end(
    document: Document,
) -> None:
    tasks = [
        {**task, "constraint": "ASAP"} if task["constraint"] == "ALAP" else task
        for task in document["tasks"]
    ]

    soon, late = scheduled({**document, "tasks": tasks}), scheduled(document)

    assert max(late.early.finish) == max(soon.early.finish)
    for i, leaf in enumerate(late.graph.leaves):
        assert late.early.start[i] >= soon.early.start[i]
        assert late.early.finish[i] <= max(soon.early.finish[i], soon.late.finish[i])
        if leaf.constraint == "ALAP" and late.graph.progress[i] == UNSTARTED:
            is_reported = late.early.cause[i] == FORECAST
            assert is_reported or late.floats.total[i] <= 0


def _slipped(document: Document, before: Schedule, i: int, days: int) -> Schedule:
    """Return the plan with one task held back by some days from its early start."""
    leaf, calendar = before.graph.leaves[i], before.network.calendar
    held = {
        "constraint": "SNET",
        "constraint_date": calendar.day_from(before.early.start[i] + days).isoformat(),
    }
    tasks = [task | held if task["uid"] == leaf.uid else task for task in document["tasks"]]
    return scheduled({**document, "tasks": tasks})
