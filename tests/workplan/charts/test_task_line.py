"""The small timeline of a task: everything it draws lies within it, and is said in words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from workplan.charts.task_line import WIDTHS, TaskLine, draw

LATE = TaskLine(
    finding="4(ii) ends Fri 4 Dec 2026, overdue by 10 working days",
    start_on=date(2026, 10, 13),
    finish_on=date(2026, 12, 4),
    percent=80,
    today=date(2026, 11, 25),
    due_on=date(2026, 11, 10),
    baseline=(date(2026, 10, 14), date(2026, 11, 4)),
    end="computed to end",
    is_done=False,
    is_critical=True,
    is_missed=True,
)


@pytest.mark.parametrize("size", WIDTHS)
def test_the_timeline_is_named_by_its_finding_and_shows_each_day_with_its_word(size: str) -> None:
    drawn = draw(LATE, size)
    assert f'role="img" aria-label="{LATE.finding}"' in drawn
    for words in ("today", "suspense Tue 10 Nov", "baseline 14 Oct – 4 Nov", "4 Dec"):
        assert f">{words}</text>" in drawn


@pytest.mark.parametrize("size", WIDTHS)
def test_nothing_is_drawn_beyond_the_edges(size: str) -> None:
    far = LATE._replace(due_on=date(2028, 2, 29), baseline=(date(2024, 2, 29), date(2024, 3, 1)))
    soon = LATE._replace(start_on=LATE.finish_on, due_on=LATE.finish_on, today=LATE.finish_on)
    for line in (LATE, far, soon, LATE._replace(baseline=None, due_on=None)):
        for x in re.findall(r' x="(-?[\d.]+)"', draw(line, size)):
            assert 0 <= float(x) <= WIDTHS[size]


def test_the_done_part_is_as_long_as_the_share_that_is_done() -> None:
    widths = re.findall(r'class="(?:span|done)[^"]*"[^>]*? width="([\d.]+)"', draw(LATE, "wide"))
    bar, done = map(float, widths)
    assert done == pytest.approx(bar * 0.8, abs=0.1)
    assert 'class="done' not in draw(LATE._replace(percent=0), "wide")


def test_a_suspense_that_will_be_kept_is_an_outline_and_a_missed_one_is_filled() -> None:
    assert "due missed" in draw(LATE, "wide")
    assert "missed" not in draw(LATE._replace(is_missed=False), "wide")


def test_what_is_drawn_is_said_in_words_too() -> None:
    assert LATE.said == (
        "It starts 13 Oct 2026 and is computed to end 4 Dec 2026, 80 % done; the approved plan had "
        "14 Oct 2026 to 4 Nov 2026; its suspense is 10 Nov 2026; today is 25 Nov 2026."
    )


def test_a_code_with_marks_stays_harmless() -> None:
    assert "<b>" not in draw(LATE._replace(finding="<b> ends"), "wide")


@pytest.mark.parametrize("size", WIDTHS)
def test_the_word_of_today_is_whole_at_the_left_edge(size: str) -> None:
    ahead = LATE._replace(start_on=date(2027, 1, 6), finish_on=date(2027, 1, 27), baseline=None)
    drawn = draw(ahead._replace(due_on=date(2027, 1, 13)), size)
    assert 'text-anchor="end">today' not in drawn
    assert ">today</text>" in drawn
