"""Words of a drawing stand where they meet nothing."""

from __future__ import annotations

from workplan.charts.drawn.drawing import LETTER, Box, Drawing, Shape, Word


def drawing() -> Drawing:
    return Drawing(200, 100, 10)


def test_a_word_takes_up_its_letters_and_a_little_more() -> None:
    wide = 4 * 10 * LETTER
    assert drawing().box(Word("ink", 50, 60, "Word")) == Box(48, 50, 52 + wide, 63)
    assert drawing().box(Word("ink", 50, 60, "Word", "end")) == Box(48 - wide, 50, 52, 63)
    assert drawing().box(Word("ink", 50, 60, "Word", "middle")).left == 48 - wide / 2


def test_boxes_that_only_touch_do_not_meet() -> None:
    box = Box(0, 0, 10, 10)
    assert box.meets(Box(9, 9, 20, 20))
    assert not box.meets(Box(10, 0, 20, 10))
    assert not box.meets(Box(0, 10, 10, 20))


def test_a_word_is_written_at_the_first_place_that_is_free() -> None:
    found = drawing()
    first, second = Word("ink", 50, 50, "Word"), Word("ink", 50, 80, "Word")
    assert found.write(first, second) == first
    assert found.write(first, second) == second
    assert found.write(first, second) is None
    assert found.words == [first, second]


def test_a_word_that_would_leave_the_drawing_is_not_written_there() -> None:
    found = drawing()
    assert found.write(Word("ink", 190, 50, "Word")) is None
    assert found.write(Word("ink", 10, 50, "Word", "end")) is None
    assert found.write(Word("ink", 50, 5, "Word")) is None
    shorter = Word("ink", 190, 50, "W")
    assert found.write(Word("ink", 190, 50, "Word"), shorter) == shorter


def test_shapes_are_kept_in_their_order() -> None:
    found = drawing()
    found.area("claimed", [(0, 0), (1, 0), (1, 1)])
    found.line("edge", [(0, 0), (1, 0)])
    found.dot("today", 3, 4)
    assert found.shapes == [
        Shape("area", "claimed", [(0, 0), (1, 0), (1, 1)]),
        Shape("line", "edge", [(0, 0), (1, 0)]),
        Shape("dot", "today", [(3, 4)]),
    ]
