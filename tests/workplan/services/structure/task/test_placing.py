"""Where a row comes to stand among its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from workplan.services.structure.task import placing


@dataclass
class Row:
    """A row with a place."""

    id: int
    position: int = 0


@given(st.integers(1, 12), st.data(), st.integers(-3, 15))
def test_it_stands_at_its_place_and_the_others_keep_their_order(
    count: int, data: st.DataObject, place: int
) -> None:
    rows = [Row(number) for number in range(1, count + 1)]
    moved = data.draw(st.integers(1, count))
    before, after = placing.put(rows, moved, place)
    in_order = [row.id for row in sorted(rows, key=lambda row: row.position)]
    assert before == moved
    assert after == min(max(place, 1), count) == in_order.index(moved) + 1
    assert [number for number in in_order if number != moved] == [
        number for number in range(1, count + 1) if number != moved
    ]
    assert {row.position for row in rows} == set(range(1, count + 1))
