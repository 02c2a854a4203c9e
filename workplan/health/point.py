"""A point of an assessment: what it measured, by which formula, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from workplan.scheduling.network import Activity, Link
from workplan.scheduling.order import FINISHED
from workplan.scheduling.schedule import Dates, Schedule

Verdict = Literal["pass", "attention", "not run"]


class Point(NamedTuple):
    """One of the 14 points.

    Args:
        number: as the assessment counts it.
        formula: what is divided by what, or counted.
        figure: what it came to, in words such as “63 %”; a dash where it was not run.
        threshold: what it may come to, in words.
        why: why it was not run, or a word on the figure.
        tasks: the uids of the tasks to mend, in the order of the plan.
    """

    number: int
    name: str
    formula: str
    figure: str
    threshold: str
    verdict: Verdict
    why: str = ""
    tasks: Sequence[int] = ()


class Practice(NamedTuple):
    """One of GAO's ten practices, and by what it was judged."""

    number: int
    name: str
    verdict: Verdict
    judged_by: str


@dataclass(frozen=True)
class Subject:
    """A schedule that is looked at.

    Args:
        computed: as it stands, with the finishes that agencies foresee.
        baseline: the finish that the baseline holds of each task, by uid; None without one.
        due_on: the last suspense of open work, by which the plan has to end.
    """

    computed: Schedule
    baseline: Mapping[int, date] | None = None
    due_on: date | None = None
    left_out: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def leaves(self) -> list[Activity]:
        """The tasks that carry work, by position."""
        return self.computed.graph.leaves

    @cached_property
    def open(self) -> list[int]:
        """The positions of those that are open."""
        progress = self.computed.graph.progress
        return [i for i in range(len(self.leaves)) if progress[i] != FINISHED]

    @cached_property
    def links(self) -> list[Link]:
        """The links, as people drew them, into what is open."""
        is_open = set(self.open)
        links = self.computed.network.links
        return [link for link in links if not is_open.isdisjoint(self.below(link.successor))]

    def below(self, uid: int) -> list[int]:
        """Return the positions of the leaves of a task with subtasks, or its own."""
        return self.computed.graph.summaries.get(uid) or [self.computed.position[uid]]

    @cached_property
    def dates(self) -> Mapping[int, Dates]:
        """The computed dates of what is open, by position."""
        return {i: self.computed.dates(i) for i in self.open}

    @property
    def status_on(self) -> date | None:
        """The day as of which the schedule stands."""
        return self.computed.network.status_on

    def uids(self, positions: Sequence[int]) -> list[int]:
        """Return the uids of leaves, each once, in the order of the plan."""
        return [self.leaves[i].uid for i in sorted(set(positions))]
