"""The large burndown: its words never meet, and it goes on to where the work ends."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.charts.burndown import inline as burndown_svg
from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.frame import CARD, NARROW, WIDE, drawn
from workplan.charts.burndown.time_scale import TimeScale, count_ticks
from workplan.forecast.apart import ApartDay
from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import Apart, BurnDay, FlowDay, IdealDay
from workplan.forecast.pace import Projection
from workplan.scheduling.explain import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = date(2026, 9, 14)


def chart(
    marks: Sequence[int] = (), *, end: int = 120, due: int = 110, days: int = 75, **options: object
) -> BurnChart:
    """Return a chart of ten tasks on whose days, given by number, a task comes or goes."""
    found, left = [BurnDay(FIRST, 10, 100, 10, 100)], 10
    for place, number in enumerate(sorted(set(marks))):
        comes = place % 2 == 0
        left += 1 if comes else -1
        on = FIRST + timedelta(days=number)
        found.append(BurnDay(on, left, 100, left, 100, int(comes), int(not comes)))
    ideal = [IdealDay(FIRST, 10, 100), IdealDay(FIRST + timedelta(days=100), 0, 0)]
    as_of = FIRST + timedelta(days=days)
    ends = Projection(FIRST + timedelta(days=end), worked_days=1, passed_days=1)
    burndown = Burndown(as_of, found, ideal, "Approved plan", ends)
    flow = [FlowDay(day.on, 0, 0, 2, day.remaining_tasks - 2, 0) for day in found]
    last_due_on = FIRST + timedelta(days=due)
    return BurnChart(burndown, flow=flow, last_due_on=last_due_on, **options)  # type: ignore[arg-type]


@given(
    st.lists(st.integers(1, 74), max_size=12),
    st.integers(76, 400),
    st.integers(1, 300),
    st.sampled_from(["down", "up", "flow"]),
    st.sampled_from(["tasks", "days"]),
    st.sampled_from([WIDE, CARD, NARROW]),
)
def test_no_two_words_meet_and_none_leaves_the_drawing(
    marks: list[int], end: int, due: int, variant: str, unit: str, size: tuple[int, int, int]
) -> None:
    drawing = drawn(chart(marks, end=end, due=due, variant=variant, unit=unit), size)
    boxes = [drawing.box(word) for word in drawing.words]
    for one, other in combinations(boxes, 2):
        assert not one.meets(other)
    assert all(box.left >= 0 and box.right <= drawing.width for box in boxes)


@pytest.mark.parametrize("size", [WIDE, CARD, NARROW])
def test_every_change_of_scope_is_marked_apart_or_together(size: tuple[int, int, int]) -> None:
    drawing = drawn(chart([20, 21, 22, 50, 60]), size)
    marks = [word.text for word in drawing.words if word.look in ("added", "removed")]
    counts = [
        int(part.replace("−", "-")) for mark in marks for part in mark.split() if part[1:].isdigit()
    ]
    assert sum(count for count in counts if count > 0) == 3
    assert sum(count for count in counts if count < 0) == -2


def test_the_pace_goes_on_to_its_end_and_names_it() -> None:
    drawing = drawn(chart(end=120))
    [line] = [shape.points for shape in drawing.shapes if shape.look == "pace"]
    floor = max(y for shape in drawing.shapes if shape.look == "axis" for _, y in shape.points[:1])
    assert line[-1][1] == pytest.approx(floor)
    said = [word.text for word in drawing.words if word.look == "pace"]
    assert said == ["12 Jan 2027", "at this pace"]


def test_an_end_far_away_leaves_by_the_edge_and_is_named_all_the_same() -> None:
    drawing = drawn(chart(end=4_000))
    [line] = [shape.points for shape in drawing.shapes if shape.look == "pace"]
    assert line[-1][1] < drawing.height - 100
    assert day_words(FIRST + timedelta(days=4_000)) in [word.text for word in drawing.words]


def test_the_bands_of_the_flow_add_up_to_all_there_is() -> None:
    drawing = drawn(chart([30], variant="flow"))
    tops = [min(y for _, y in shape.points) for shape in drawing.shapes if shape.kind == "area"]
    assert tops == sorted(tops, reverse=True)
    said = {word.text for word in drawing.words}
    assert {"0 done", "2 under way", "9 not begun"} <= said


@pytest.mark.parametrize(("variant", "said"), [("flow", "20 worked off"), ("up", "20 done")])
def test_what_is_claimed_or_ended_is_not_drawn_as_worked_off(variant: str, said: str) -> None:
    later, last = FIRST + timedelta(days=10), FIRST + timedelta(days=20)
    days = [BurnDay(FIRST, 10, 100, 10, 100), BurnDay(later, 10, 100, 4, 40, worked_days=60)]
    apart = [
        ApartDay(later, Apart(claimed=2, not_done=2), Apart(claimed=25, not_done=20)),
        # One claim was accepted, which leaves as much as before.
        ApartDay(last, Apart(claimed=1, not_done=2), Apart(claimed=20, not_done=20)),
    ]
    found = Burndown(FIRST + timedelta(days=30), days, [], None, apart_days=apart)
    drawing = drawn(BurnChart(found, "days", variant))  # type: ignore[arg-type]  # both are variants
    words = {word.text for word in drawing.words}
    assert said in words
    if variant == "flow":
        assert {"20 claimed", "40 left", "20 ended"} <= words


def test_the_page_has_it_twice_with_the_finding_as_its_name_and_no_style_of_its_own() -> None:
    svg = burndown_svg.draw(chart(), "4 of 5 tasks “remain” <here>")
    assert svg.count('role="img" aria-label="4 of 5 tasks “remain” &lt;here&gt;"') == 2
    assert "style=" not in svg


@pytest.mark.parametrize("days", [1, 40, 800, 9_000, 90_000])
def test_dates_below_a_chart_of_any_length_have_room(days: int) -> None:
    scale = TimeScale(FIRST, FIRST + timedelta(days=days), 40, 950)
    ticks = scale.ticks(65)
    assert all(after[0] - before[0] >= 65 for before, after in pairwise(ticks))


@pytest.mark.parametrize(
    ("top", "ticks"), [(0, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (24, [0, 5, 10, 15, 20, 25])]
)
def test_counts_beside_a_chart_are_round(top: int, ticks: list[int]) -> None:
    assert count_ticks(top) == ticks
