"""The next free number of a task, as those around it are numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.notation import numbers


@pytest.mark.parametrize(
    ("last", "taken", "expected"),
    [
        ("3(a)", (), "3(b)"),
        ("3(a)", ("3(b)",), "3(c)"),
        ("4.9", (), "4.10"),
        ("1a", (), "1b"),
        ("P3", (), "P4"),
        ("Annex", (), None),
        ("1z", (), None),
    ],
)
def test_it_is_counted_on(last: str, taken: tuple[str, ...], expected: str | None) -> None:
    assert numbers.following(last, taken) == expected


@given(st.text(alphabet="019abz().-", max_size=40), st.sets(st.text("019ab().", max_size=6)))
def test_a_number_that_is_offered_is_free_and_fits(last: str, taken: set[str]) -> None:
    found = [numbers.following(last, taken), numbers.below(last, taken), numbers.fresh(taken)]
    for code in filter(None, found):
        assert code not in taken
        assert len(code) <= numbers.LONGEST
