"""Who may do what in a plan, in words: each answer is asked of the rights themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from workplan.errors import NotAllowed
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.vocabulary import Role

YES, NO = "yes", "–"
REPORTS = {
    "all": "all, on the agency’s behalf",
    "agency": "those that the agency or a bureau of it leads, and those handed to them",
    "handed": "those handed to them",
    "none": NO,
}


class Duty(NamedTuple):
    """Something that can be done in a plan, and for each role whether it may do it."""

    what: str
    answers: tuple[str, ...]


def of_roles() -> list[Duty]:
    """Return what can be done in a plan, with the answer of each role in the order of roles."""
    standings = [Standing(0, 0, role) for role in Role.codes()]
    return [Duty(what, tuple(may(one) for one in standings)) for what, may in ASKED]


def _changes(standing: Standing) -> str:
    return YES if standing.may_change_structure else NO


def _says_who(standing: Standing) -> str:
    try:
        rights.require_members(standing)
    except NotAllowed:
        return NO
    return YES


def _reports(standing: Standing) -> str:
    return REPORTS[standing.reports_on]


def _talks(standing: Standing) -> str:
    return YES if standing.has_voice else NO


def _reads_record(standing: Standing) -> str:
    if standing.may_read_everything:
        return "all of it"
    return "what is about the agency’s tasks" if standing.may_read_journal else NO


ASKED: tuple[tuple[str, Callable[[Standing], str]], ...] = (
    ("Read the plan, its tasks, dates and reports", lambda _: YES),
    ("Report on tasks", _reports),
    ("Comment and answer", _talks),
    ("Change tasks, dependencies, suspenses, baselines, settings", _changes),
    ("Say who is in the plan", _says_who),
    ("Read the journal, and who was told what", _reads_record),
)
