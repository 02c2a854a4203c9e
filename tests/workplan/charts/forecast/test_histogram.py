"""The chart of a forecast: columns of working days, and the days that matter."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workplan.charts.forecast.histogram import NARROW, WIDE, Histogram, drawn
from workplan.charts.forecast.inline import draw, range_bar, share_bar
from workplan.forecast.forecast import Quantiles

FIRST = date(2026, 6, 1)


def chart(counts: list[int], computed: int | None = None, due: date | None = None) -> Histogram:
    """Return the chart of runs that end on days one after the other."""
    days = [FIRST + timedelta(days=n) for n in range(len(counts))]
    spread = [day for day, count in zip(days, counts, strict=True) for _ in range(count)]
    end = Quantiles(*(spread[-(-len(spread) * p // 10) - 1] for p in (1, 5, 8, 9)))
    held = {day: count for day, count in zip(days, counts, strict=True) if count}
    at = days[computed] if computed is not None else end.p50
    return Histogram(days, held, end, at, due)


BELL = [1, 3, 8, 15, 22, 26, 22, 15, 8, 3, 1]


def words(found: Histogram, size: tuple[int, int, int] = WIDE) -> list[str]:
    return [word.text for word in drawn(found, size).words]


def test_each_column_is_a_working_day_while_there_is_room() -> None:
    assert chart(BELL).step == 1
    assert chart([1] * 61).step == 2
    assert chart([1] * 600).step == 10


def test_the_columns_hold_every_run_but_one_in_a_hundred() -> None:
    found = chart(BELL)
    areas = [s for s in drawn(found).shapes if s.kind == "area" and s.look in ("middle", "outside")]
    assert len(areas) == len(BELL)


def test_days_far_off_the_rest_are_left_out() -> None:
    lonely = [1, *[0] * 200, *(100 * n for n in BELL)]
    first, last = chart(lonely).window()
    assert (first, last) == (201, 211)


def test_the_marks_are_said_in_words() -> None:
    said = words(chart(BELL, computed=3))
    assert {"P10 4 Jun", "P50 6 Jun", "P90 8 Jun", "computed 4 Jun"} <= set(said)
    assert "four ends in five: 4 Jun to 8 Jun" in said


def test_a_phone_shows_three_of_them() -> None:
    said = words(chart(BELL, computed=3), NARROW)
    assert sum(text.startswith("P") for text in said) == 3
    assert not any(text.startswith("computed") for text in said)


def test_a_suspense_beyond_an_edge_is_an_arrow_there() -> None:
    for due in (date(2026, 1, 5), date(2027, 1, 4)):
        drawing = drawn(chart(BELL, due=due))
        [word] = [w for w in drawing.words if w.look == "suspense"]
        assert word.text.startswith("last suspense")
        assert [s for s in drawing.shapes if s.kind == "area" and s.look == "suspense"]
        assert word.anchor == ("start" if due < FIRST else "end")


def test_a_suspense_within_the_chart_is_a_line() -> None:
    drawing = drawn(chart(BELL, due=FIRST + timedelta(days=2)))
    assert [s for s in drawing.shapes if s.kind == "line" and s.look == "suspense"]
    assert not [s for s in drawing.shapes if s.kind == "area" and s.look == "suspense"]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=90).filter(any), st.integers(-400, 400))
def test_nothing_leaves_the_drawing_and_no_words_meet(counts: list[int], due: int) -> None:
    for size in (WIDE, NARROW):
        drawing = drawn(chart(counts, due=FIRST + timedelta(days=due)), size)
        for shape in drawing.shapes:
            for x, y in shape.points:
                assert -0.01 <= x <= drawing.width + 0.01
                assert -0.01 <= y <= drawing.height + 0.01
        boxes = [drawing.box(word) for word in drawing.words]
        for place, box in enumerate(boxes):
            assert not any(box.meets(other) for other in boxes[place + 1 :])
            assert box.left >= 0
            assert box.right <= drawing.width


def test_the_chart_of_a_page_says_what_it_shows() -> None:
    svg = draw(chart(BELL), "Ends “late” <often>")
    assert svg.count("<svg") == 2
    assert 'aria-label="Ends “late” &lt;often&gt;"' in svg


def test_a_share_under_one_half_is_hatched() -> None:
    assert "stripe" in share_bar(0.3)
    assert "stripe" not in share_bar(0.6)


def test_what_lies_beyond_a_range_is_outside_it() -> None:
    assert "range--inside" in range_bar(0.8, 1.2, 1.1)
    assert "range--outside" in range_bar(0.8, 1.2, 9.0)
