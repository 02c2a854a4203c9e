"""Every table is looked through, or left out on purpose."""

from __future__ import annotations

from models import Base
from workplan.services.spills import listed, places


def test_every_table_with_texts_is_looked_through_or_left_out_with_a_reason() -> None:
    with_texts = {table.name for table in Base.metadata.sorted_tables if places.columns_of(table)}
    looked = {table.name for table in places.tables()}
    assert looked == with_texts - places.LEFT_OUT.keys()
    assert places.LEFT_OUT.keys() <= with_texts
    assert all(places.LEFT_OUT.values())


def test_each_table_that_is_looked_through_has_a_noun() -> None:
    assert listed.NOUNS.keys() == {table.name for table in places.tables()}
