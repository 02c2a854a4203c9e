"""Pieces of SVG, as briefly as they can be written."""

from __future__ import annotations

import pytest

from workplan.charts.svg import box, n, path, share


@pytest.mark.parametrize(
    ("value", "written"),
    [(2, "2"), (2.0, "2"), (2.04, "2"), (2.06, "2.1"), (-0.5, "-0.5"), (10, "10")],
)
def test_a_number_has_one_digit_after_the_point_at_most(value: float, written: str) -> None:
    assert n(value) == written


@pytest.mark.parametrize(
    ("x", "width", "written"), [(0, 7, "0%"), (1, 4, "25%"), (1, 3, "33.333%"), (7, 7, "100%")]
)
def test_a_place_is_a_share_of_a_width(x: float, width: float, written: str) -> None:
    assert share(x, width) == written


def test_a_box_is_drawn_from_its_upper_left() -> None:
    assert box(1, 2.5, 10, 4) == "M1 2.5h10v4h-10z"


def test_many_pieces_are_one_path_and_none_is_nothing() -> None:
    assert path("bar", [box(0, 0, 1, 1), "M2 2h3"]) == '<path class="bar" d="M0 0h1v1h-1zM2 2h3"/>'
    assert path("bar", []) == ""
