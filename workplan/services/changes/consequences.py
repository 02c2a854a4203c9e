"""What a change that is tried would lead to, as sentences: what is late, when the plan ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from workplan.scheduling.explain import day_words
from workplan.services.changes.previews import MovedTask, Preview

MOST_LATE = 5


class Consequence(NamedTuple):
    """A sentence, and what it is about: `late`, `kept`, `end`, `left`, `told` or `alone`."""

    kind: str
    said: str


def consequences(found: Preview) -> list[Consequence]:
    """Return what a tried change would lead to, what is worst first."""
    return [*_late(found), _end(found), *_told(found)]


def reminded(code: str, before: Sequence[date], after: Sequence[date]) -> Consequence | None:
    """Return on which other days mail about a task would go out; None where they stay.

    Args:
        before: the days to come on which it goes out as things are; `after`, were the change made.
    """
    if [*before] == [*after]:
        return None
    if not after:
        return Consequence("told", f"No reminder of {code} would go out any more.")
    said = f"Reminders of {code} would go out on {_listed([_day(day) for day in after])}"
    was = f", instead of {_listed([_day(day) for day in before])}" if before else ""
    return Consequence("told", f"{said}{was}.")


def _late(found: Preview) -> Iterator[Consequence]:
    changed = [task for task in found.moved if task.late[0] != task.late[1]]
    worse = [task for task in changed if task.late[1] > task.late[0]]
    better = [task for task in changed if task.late[1] < task.late[0]]
    worse.sort(key=lambda task: -task.late[1])
    for task in worse[:MOST_LATE]:
        yield Consequence("late", _missed(task))
    if len(worse) > MOST_LATE:
        count = len(worse) - MOST_LATE
        yield Consequence(
            "late", f"{count} more task{'s' * (count != 1)} would miss a suspense, or by more."
        )
    kept = [task.code for task in better if not task.late[1]]
    if kept:
        verb = "keeps its suspense" if len(kept) == 1 else "keep their suspenses"
        yield Consequence("kept", f"{_listed(kept)} then {verb}.")
    for task in [task for task in better if task.late[1]][:MOST_LATE]:
        yield Consequence("kept", _missed(task))


def _missed(task: MovedTask) -> str:
    before, after = task.late
    instead = f" instead of {before}" if before else ""
    return f"{task.code} would miss its suspense by {_days(after)}{instead}."


def _end(found: Preview) -> Consequence:
    if found.ends_after is None:
        return Consequence("end", "No task has a date yet.")
    if found.ends_before is None:
        return Consequence("end", f"The plan would end {_day(found.ends_after)}.")
    if not found.end_days:
        return Consequence("end", f"The plan’s end stays {_day(found.ends_after)}.")
    way = "later" if found.end_days > 0 else "earlier"
    return Consequence(
        "end",
        f"The plan would end {_day(found.ends_after)} instead of {_day(found.ends_before)}, "
        f"{_days(abs(found.end_days))} {way}.",
    )


def _told(found: Preview) -> Iterator[Consequence]:
    if found.told:
        yield Consequence("told", f"It would touch the work of {_listed(found.told)}.")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _days(count: int) -> str:
    return f"{count:,} working day{'s' * (count != 1)}"


def _day(day: date) -> str:
    return f"{day:%a} {day_words(day)}"
