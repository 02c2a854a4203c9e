"""What was said and reported on a task as one stream, and the narrower streams within it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from workplan.services.coordination.conversations import Thread

if TYPE_CHECKING:
    from workplan.services.pages.task.task_pages import Report

SHOWN = 8
"""How many stand open; older ones are one click away."""
STREAMS = {"all": "All", "reports": "Reports", "comments": "Comments", "changes": "Changes"}
"""What the address calls each stream, with its words."""


class Item(NamedTuple):
    """A report, or what somebody said with the answers to it."""

    at: datetime
    report: Report | None = None
    thread: Thread | None = None


class Stream(NamedTuple):
    """A stream as one person chose it.

    Args:
        counts: how many there are of each kind; without changes for who may not read them.
    """

    chosen: str
    counts: dict[str, int]
    items: list[Item]

    @property
    def choices(self) -> list[tuple[str, str, int | None]]:
        """The streams to choose from, each with its words and its count; all have none."""
        narrower = [(name, STREAMS[name], count) for name, count in self.counts.items()]
        return [("all", STREAMS["all"], None), *narrower]


def stream_of(
    asked: str, reports: Sequence[Report], threads: Sequence[Thread], changes: int | None
) -> Stream:
    """Return the stream that an address asks for, the newest first; all of it for unknown words.

    Args:
        changes: how many entries the journal has of the task; None for who may not read them.
    """
    counts = {"reports": len(reports), "comments": len(threads)}
    if changes is not None:
        counts["changes"] = changes
    chosen = asked if asked in counts else "all"
    items = []
    if chosen in ("all", "reports"):
        items += [Item(one.StatusReport.reported_at, report=one) for one in reports]
    if chosen in ("all", "comments"):
        items += [Item(one.first.said_at, thread=one) for one in threads]
    return Stream(chosen, counts, sorted(items, key=lambda item: item.at, reverse=True))
