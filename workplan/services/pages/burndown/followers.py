"""Tasks of a plan as they stood after each of their entries, and what these changed of a part."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from workplan.services.history.recomputed import PRESENCE, REPORTED
from workplan.services.pages.burndown.parts import Part
from workplan.services.record import burn_counts
from workplan.services.record.journal import NO_BURN, Burn
from workplan.vocabulary import Ending

FIELDS = (
    "duration_days",
    "ending",
    "initiative_id",
    "leads",
    "objectives",
    "parent_id",
    "percent",
    "status",
)
"""What of a task is followed, by its name in entries."""
DONE, WAITING = "complete", REPORTED["status"]
STAGES = ("done", "claimed", "under way", "waiting", "ended")
State = dict[str, Any]


class Standing(NamedTuple):
    """How a task counts in a part.

    Args:
        burn: its scope, and what is left of it.
        stage: one of STAGES, or “none” where it is not counted.
        way: how it stands apart, claimed or ended; None if it does not.
        apart_days: the work that would be left of it if it did not.
    """

    burn: Burn
    stage: str
    way: str | None = None
    apart_days: int = 0


NOT_COUNTED = Standing(NO_BURN, "none")


class Follower:
    """The tasks as they stand after each entry."""

    def __init__(self, part: Part, states: dict[int, State]) -> None:
        """Begin with the tasks as they stood before the first entry."""
        self.part, self.states = part, states
        self.stages = Counter[str]()
        self.apart_tasks, self.apart_days = Counter[str](), Counter[str]()
        self.children: dict[int, int] = defaultdict(int)
        for state in states.values():
            if state["present"] and state["parent_id"]:
                self.children[state["parent_id"]] += 1

    def follow(self, row: Any) -> Burn:
        """Let an entry happen, and return what it changed of the part."""
        state, after = self.states[row.subject_id], row.after or {}
        parents = {state["parent_id"], after.get("parent_id")} - {None}
        touched = {row.subject_id, *parents} & self.states.keys()
        before = [self._standing(number) for number in touched]
        self._count_child(state, -1)
        if after.get("ending") == Ending.CLAIMED and state["ending"] != Ending.CLAIMED:
            state["claimed_at_percent"] = state["percent"]
        state.update((field, after[field]) for field in FIELDS if field in after)
        state["present"] = PRESENCE.get(row.verb, state["present"])
        self._count_child(state, 1)
        # A task with subtasks is as they are; without them again, it is as it was reported.
        for number in touched:
            if self.children[number]:
                self.states[number]["ending"] = None
        now = [self._standing(number) for number in touched]
        self._count(before, -1)
        self._count(now, 1)
        changed = (burn_counts.difference(b.burn, a.burn) for b, a in zip(before, now, strict=True))
        return Burn(*map(sum, zip(*changed, strict=True)))

    def _count_child(self, state: State, by: int) -> None:
        if state["present"] and state["parent_id"]:
            self.children[state["parent_id"]] += by

    def _count(self, standings: list[Standing], by: int) -> None:
        for one in standings:
            self.stages[one.stage] += by
            if one.way is not None:
                self.apart_tasks[one.way] += by
                self.apart_days[one.way] += by * one.apart_days

    def _standing(self, number: int) -> Standing:
        state = self.states[number]
        if not state["present"] or self.children[number] or not self.part.has(state):
            return NOT_COUNTED
        days, percent, way = state["duration_days"], state["percent"], state["ending"]
        if way is None and state["status"] != DONE:
            stage = "waiting" if state["status"] == WAITING else "under way"
            return Standing(burn_counts.of_task(days, percent, is_done=False), stage)
        burn = burn_counts.of_task(days, percent, is_done=True)
        if way is None:
            return Standing(burn, "done")
        # A claim says that all is done; what it would leave is what was left before it.
        if way == Ending.CLAIMED:
            left = burn_counts.remaining_days(days, state["claimed_at_percent"])
            return Standing(burn, "claimed", way, left)
        return Standing(burn, "ended", way, burn_counts.remaining_days(days, percent))
