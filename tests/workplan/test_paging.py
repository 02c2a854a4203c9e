"""Pages of long lists."""

from __future__ import annotations

import pytest

from workplan.paging import page_within, pages_of


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2)])
def test_a_list_fills_as_many_pages_as_it_needs_and_at_least_one(total: int, pages: int) -> None:
    assert pages_of(total, 50) == pages


@pytest.mark.parametrize(("wanted", "page"), [(-3, 1), (0, 1), (1, 1), (2, 2), (3, 3), (4, 3)])
def test_a_page_that_there_is_not_is_the_nearest_one(wanted: int, page: int) -> None:
    assert page_within(wanted, 101, 50) == page
