"""Pages of long lists: how many there are, and which one is asked for."""

from __future__ import annotations


def pages_of(total: int, size: int) -> int:
    """Return how many pages a list fills, at least one."""
    return max(1, -(-total // size))


def page_within(wanted: int, total: int, size: int) -> int:
    """Return the page that is asked for, or the first or last one where there is none such."""
    return min(max(1, wanted), pages_of(total, size))
