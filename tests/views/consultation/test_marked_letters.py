"""A letter in parts: points found as they stand, apart, and what is left said to be left."""

from __future__ import annotations

import pytest

from views.consultation.comments.marked_letters import Marked, leaves_words_out, marked
from workplan.services.pages.comments.point_rows import PointRow

LETTER = "Dear office,\nplease hear\nsmall firms.  Please count first sellers."


def point(number: int, words: str) -> PointRow:
    empty = dict.fromkeys(PointRow._fields)
    return PointRow(**{**empty, "number": number, "words": words})  # type: ignore[arg-type]


def test_points_are_found_where_they_stand_however_their_lines_break() -> None:
    parts = marked(LETTER, [point(2, "count first sellers"), point(1, "please hear small firms.")])
    assert parts == [
        Marked("Dear office,\n", 0),
        Marked("please hear\nsmall firms.", 1),
        Marked("  Please ", 0),
        Marked("count first sellers", 2),
        Marked(".", 0),
    ]
    assert "".join(part.text for part in parts) == LETTER


@pytest.mark.parametrize("words", ["", "what nobody wrote"])
def test_a_point_whose_words_do_not_stand_there_marks_nothing(words: str) -> None:
    assert marked(LETTER, [point(1, words)]) == [Marked(LETTER, 0)]
    assert marked("", [point(1, words)]) == []


def test_points_that_overlap_mark_no_word_twice() -> None:
    parts = marked("one two three", [point(1, "one two"), point(2, "two three")])
    assert parts == [Marked("one two", 1), Marked(" three", 0)]


@pytest.mark.parametrize(
    ("words", "is_left"),
    [("Dear office,", True), (LETTER, False), ("nothing of it", False), (LETTER[13:], False)],
)
def test_more_than_a_greeting_in_no_point_is_said(words: str, is_left: bool) -> None:
    assert leaves_words_out(marked(LETTER, [point(1, words)])) is is_left
