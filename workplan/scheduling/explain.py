"""The driving chain of a date, in words that a planner would use."""

from __future__ import annotations

from datetime import date
from math import floor

from workplan.scheduling.driver import Driver
from workplan.scheduling.passes.floats import gap
from workplan.scheduling.schedule import Schedule

TYPE_WORDS = {
    "FS": "must finish first",
    "SS": "must start first",
    "FF": "must finish no later",
    "SF": "must start no later",
}
CONSTRAINT_WORDS = {
    "SNET": "may not start before",
    "FNET": "may not finish before",
    "SNLT": "must start no later than",
    "FNLT": "must finish no later than",
    "MSO": "must start on",
    "MFO": "must finish on",
}


HALF_A_YEAR = 183
"""So many days from today on, a date is told with its year."""


def day_words(day: date) -> str:
    """Return a date as every page shows it: 14 Mar 2027."""
    return f"{day.day} {day:%b %Y}"


def near_words(day: date, today: date) -> str:
    """Return a date where room is short: without its year if it lies within half a year."""
    return f"{day.day} {day:%b}" if abs((day - today).days) < HALF_A_YEAR else day_words(day)


def shift_words(days: float) -> str:
    """Return by how much a date moved, the sign as a word: 5 working days later; nothing for 0."""
    if not days:
        return ""
    unit = "working day" if abs(days) == 1 else "working days"
    return f"{abs(days):,} {unit} {'later' if days > 0 else 'earlier'}"


def lag_words(lag: float, *, is_elapsed: bool) -> str:
    """Return “+ 5 working days”, or nothing for no lag."""
    if not lag:
        return ""
    unit = "calendar day" if is_elapsed else "working day"
    return f" {'+' if lag > 0 else '−'} {abs(lag):g} {unit}{'s' if abs(lag) != 1 else ''}"


def reason(
    driver: Driver, predecessor: tuple[str, date, date] | None, constraint_on: date | None
) -> str:
    """Return why a date is what it is, as a clause that follows “because”.

    Args:
        predecessor: the name, start and finish of the driving one, for a link, if it is known.
        constraint_on: the date of the constraint, for a constraint that has one.
    """
    if driver.kind == "link" and predecessor:
        name, start_on, finish_on = predecessor
        from_finish = driver.detail in ("FS", "FF")
        moment = f"ends {day_words(finish_on)}" if from_finish else f"starts {day_words(start_on)}"
        lag = lag_words(driver.lag, is_elapsed=driver.is_elapsed)
        return f"“{name}” {moment} ({TYPE_WORDS[driver.detail]}{lag})"
    if driver.kind == "constraint" and constraint_on:
        return f"it {CONSTRAINT_WORDS[driver.detail]} {day_words(constraint_on)}"
    return {
        "link": "a task that it waits for holds it",
        "constraint": "it is done as late as possible without moving the end or a fixed date",
        "start": "the plan starts then and nothing else holds it",
        "actual": "work has begun: this is the reported date",
        "status": "no progress was reported, so what is left starts later each day",
        "forecast": "the agency reported this finish",
    }[driver.kind]


def driving_chain(schedule: Schedule, uid: int) -> list[int]:
    """Return the uids from a task back to where its dates begin, the task first."""
    chain = [uid]
    while (at := schedule.position.get(chain[-1])) is not None:
        driver = schedule.driver(at)
        if driver.predecessor is None:
            break
        chain.append(driver.predecessor)
    return chain


def near_driving(schedule: Schedule, uid: int, within: int) -> list[tuple[int, int]]:
    """Return the predecessors that nearly drive a task's start: (uid, working days to spare).

    Args:
        within: how many working days short of driving still counts; 0 gives the driving ones.
    """
    at = schedule.position[uid]
    per_day = schedule.network.calendar.per_day
    found = []
    for edges in schedule.graph.after:
        for edge in edges:
            if edge[1] == at:
                spare = gap(schedule.network, schedule.graph, schedule.early, edge)
                days = floor(spare) // per_day
                if 0 <= days <= within:
                    found.append((schedule.graph.leaves[edge[0]].uid, days))
    return sorted(found, key=lambda pair: (pair[1], pair[0]))
