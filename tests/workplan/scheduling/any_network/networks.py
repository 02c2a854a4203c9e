"""Random plans in the neutral form, for the properties that every plan must have."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from workplan.scheduling.neutral import read_network
from workplan.scheduling.schedule import Schedule, schedule

Document = dict[str, Any]

START = date(2026, 6, 1)
HARD = ("SNLT", "FNLT", "MSO", "MFO")
SOFT = ("SNET", "FNET")
EVERY_CONSTRAINT = ("ALAP", *SOFT, *HARD)
LINK_TYPES = ("FS", "FS", "FS", "SS", "FF", "SF")
"""Finish-to-start three times, as it is the usual one."""


WEEKS = {
    "federal": None,
    "no holidays": {"weekmask": "1111100", "holidays": []},
    "shift work": {"weekmask": "1110110", "holidays": ["2026-06-05", "2026-06-12", "2026-07-03"]},
}


@st.composite
def documents(
    draw: st.DrawFn,
    *,
    weeks: tuple[str, ...] = tuple(WEEKS),
    max_tasks: int = 10,
    leads: bool = True,
    elapsed: bool = True,
    constraints: tuple[str, ...] = (*SOFT, *HARD),
    deadlines: bool = True,
    progress: bool = True,
    status: bool | None = None,
) -> Document:
    """Draw a plan without loops: links lead from earlier to later tasks, uids are in any order.

    Args:
        status: whether it has a status date; None for either.
    """
    size = draw(st.integers(1, max_tasks))
    uids = draw(st.permutations(range(1, size + 1)))
    has_status = draw(st.booleans()) if status is None else status
    return {
        "calendar": WEEKS[draw(st.sampled_from(weeks))],
        "project_start": START.isoformat(),
        "status_date": draw(days(0, 30)) if has_status else None,
        "tasks": [draw(_tasks(uid, constraints, deadlines, progress, has_status)) for uid in uids],
        "links": draw(_links(uids, leads=leads, elapsed=elapsed)),
    }


def days(low: int, high: int) -> st.SearchStrategy[str]:
    """Draw a date, as text, by its calendar days from the project start."""
    return st.integers(low, high).map(lambda n: (START + timedelta(days=n)).isoformat())


def lags(*, leads: bool, elapsed: bool) -> st.SearchStrategy[list[Any]]:
    """Draw the last two places of a link: the lag, and whether it counts calendar days."""
    lag = st.sampled_from((0, 0, 0, 1, 3, 8, *((-1, -4) if leads else ())))
    is_elapsed = st.sampled_from((False, False, False, True)) if elapsed else st.just(False)
    return st.tuples(lag, is_elapsed).map(list)


@st.composite
def _links(draw: st.DrawFn, uids: list[int], *, leads: bool, elapsed: bool) -> list[list[Any]]:
    size = len(uids)
    if size < 2:
        return []
    # Mostly to a near neighbour, so that there are chains, and pairs with two links.
    ends = st.tuples(st.integers(0, size - 2), st.sampled_from((1, 1, 1, 2, 3, size)))
    link = st.tuples(ends, st.sampled_from(LINK_TYPES), lags(leads=leads, elapsed=elapsed))
    return [
        [uids[at], uids[min(at + ahead, size - 1)], kind, *lag]
        for (at, ahead), kind, lag in draw(st.lists(link, min_size=size - 1, max_size=size * 2))
    ]


@st.composite
def _tasks(
    draw: st.DrawFn,
    uid: int,
    constraints: tuple[str, ...],
    deadlines: bool,
    progress: bool,
    has_status: bool,
) -> Document:
    task: Document = {"uid": uid, "duration_days": draw(st.sampled_from((0, 1, 2, 3, 5, 9)))}
    code = draw(st.sampled_from(("ASAP", "ASAP", *constraints)))
    if code not in ("ASAP", "ALAP"):
        task["constraint_date"] = draw(days(-20, 60))
    task["constraint"] = code
    if deadlines and draw(st.booleans()):
        task["deadline"] = draw(days(0, 60))
    if progress:
        task |= draw(st.one_of(st.just({}), _progress()))
    if has_status and draw(st.integers(0, 3)) == 0:
        task["forecast_finish"] = draw(days(0, 60))
    return task


@st.composite
def _progress(draw: st.DrawFn) -> Document:
    if draw(st.booleans()):
        return {"actual_start": draw(days(-10, 25)), "percent": draw(st.integers(1, 99))}
    begun = draw(st.integers(-10, 25))
    ended = begun + draw(st.integers(0, 20))
    return {
        "actual_start": draw(days(begun, begun)),
        "actual_finish": draw(days(ended, ended)),
        "percent": 100,
    }


undated = documents(constraints=(), deadlines=False, progress=False, status=False)
"""Plans of tasks and links alone."""


def scheduled(document: Document) -> Schedule:
    return schedule(read_network(document))


def project_start(computed: Schedule) -> int:
    return computed.network.calendar.start_boundary(computed.network.start_on)
