"""What a directive orders is drawn by flag, line and mark, and by words where it is late."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workplan.charts.deliverables import WIDTH, Deliverable, draw
from workplan.palette import COLORS

TODAY = date(2026, 11, 24)
days = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def of(code: str, due: date, finish: date | None, *, done: bool = False) -> Deliverable:
    is_missed = not done and finish is not None and finish > due
    return Deliverable(code, "Draft it", due, finish, done, is_missed)


def test_what_is_late_is_red_and_says_when_it_ends() -> None:
    drawn = draw([of("1a", date(2026, 12, 1), date(2026, 12, 15))], TODAY, "One late")
    assert COLORS["red"] in drawn
    assert ">15 Dec<" in drawn
    assert COLORS["green"] not in drawn


def test_what_is_in_time_is_no_red_and_what_is_done_has_a_check() -> None:
    rows = [
        of("1a", date(2026, 12, 15), date(2026, 12, 1)),
        of("1b", date(2026, 11, 1), date(2026, 11, 5), done=True),
    ]
    drawn = draw(rows, TODAY, "None late")
    assert COLORS["red"] not in drawn
    assert COLORS["green"] in drawn


def test_a_name_is_escaped_and_cut_and_the_alternative_text_is_its_name() -> None:
    row = Deliverable("1a", "<b> & " + "x" * 80, TODAY, None, is_done=False, is_missed=False)
    drawn = draw([row], TODAY, 'All "done"')
    assert "&lt;b&gt; &amp; " in drawn
    assert "…" in drawn
    assert 'role="img" aria-label="All &#34;done&#34;"' in drawn


@given(st.lists(st.tuples(days, st.none() | days, st.booleans()), max_size=12), days)
def test_every_mark_stands_inside_the_drawing(
    rows: list[tuple[date, date | None, bool]], today: date
) -> None:
    made = [of("1", due, finish, done=done) for due, finish, done in rows]
    drawn = draw(made, today, "Any")
    places = [float(x) for x in re.findall(r'(?:M|x=")(-?[\d.]+)', drawn)]
    assert all(0 <= x <= WIDTH for x in places)


def test_every_month_has_its_name_once_and_a_long_time_fewer() -> None:
    year = [of("1", TODAY, TODAY + timedelta(days=330))]
    drawn = draw(year, TODAY, "A year")
    assert drawn.count(">Jan 2027<") == 1
    decade = draw([of("1", TODAY, TODAY + timedelta(days=3_600))], TODAY, "Ten years")
    assert len(re.findall(r">[A-Z][a-z]{2}(?: \d{4})?<", decade)) <= 13
