"""A step between "given" and "accepted", as the page, the CSV and the next reader have it.

A noun adds its steps by a function `(session, Looking) -> Iterable[Step]` in a file of its own
beside this one, named in `chain.SOURCES`; what a person may not see it does not select. Its box of
what can be done stands in `templates/chain/boxes/`, and in `chain.html` in its place.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from models import Plan, Task
from workplan.services.people.standing import Standing
from workplan.services.tasks.states import PlanDay


class Looking(NamedTuple):
    """At which task somebody looks, on which day, and what they are in its plan."""

    task: Task
    plan: Plan
    standing: Standing
    day: PlanDay


class Step(NamedTuple):
    """Something that happened with a task.

    Args:
        mark: the shape that stands for it (`_macros/status.html`).
        what: in a few words, beginning with a capital.
        who: by name, and for whom; empty where nobody acts.
        said: in the words of whoever acted.
        facts: what else belongs to it, a sentence each.
        took: how many working days it took from what it answers, and what that was, such as
            “given to acknowledged”; None where it answers nothing.
        is_open: whether it still waits for somebody.
    """

    on: date
    at: datetime
    mark: str
    what: str
    who: str = ""
    said: str = ""
    facts: tuple[str, ...] = ()
    took: tuple[int, str] | None = None
    is_open: bool = False


def working_days(day: PlanDay, first: date, last: date) -> int:
    """Return how many working days lie between two days; 0 on the same day."""
    return day.calendar.working_days_between(first, last)
