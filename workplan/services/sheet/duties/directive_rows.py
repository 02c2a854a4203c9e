"""Duties of a directive as rows of the sheet, in its short notation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from workplan.calendars.spans import UNITS, Span, days
from workplan.calendars.working import WorkingCalendar
from workplan.directives.actions import action_of
from workplan.directives.agencies import guess
from workplan.directives.deadlines import Due
from workplan.directives.duties import Duty
from workplan.directives.form import due_words
from workplan.directives.reading import Reading
from workplan.notation.agencies import Known
from workplan.notation.changed_words import Words
from workplan.notation.refusals import NotUnderstood
from workplan.notation.spans import read_often
from workplan.notation.suspenses import Due as Rule
from workplan.notation.suspenses import written
from workplan.scheduling.explain import day_words
from workplan.services.sheet.cells import Cells
from workplan.services.sheet.duties.duty_changes import Before, Kept
from workplan.services.tasks.suspenses import LONGEST_EVENT

DAYS = "20"
"""How long each takes until somebody says it; it stands in a field, so that nobody overlooks it."""
NO_SIGNATURE = "No day of signature is known, so its suspense stays open. Set it, or name the day."
WAITING = "No day can be told from the words; record it when it is known."


class Proposal(NamedTuple):
    """A duty as a row that somebody can take into the plan.

    Args:
        key: of its row in the sheet.
        due: its rule in words; `day` the directed day, with the last working day where they differ.
        checks: what somebody should look at.
        is_taken: whether it is ticked: it is no continuing duty, and is not there yet.
        sentence: what orders it.
        read: the cells as the words give them, whatever somebody made of them.
        of: the key of the duty that it was split from, if it was.
        there: the task of the plan that has its number, and `changes` in the words since.
    """

    key: str
    duty: Duty
    cells: Cells
    due: str
    day: str
    checks: list[str]
    is_taken: bool
    sentence: str
    read: Cells
    of: str = ""
    there: Kept | None = None
    changes: Sequence[Words] = ()


def owners_of(reading: Reading, known: Known, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return everybody whom a directive names, with the agency that is meant: chosen, or guessed.

    Agencies are short names; the text is empty where nobody said and none is plain.
    """
    people = [
        who
        for duty in reading.duties
        for who in (*duty.leads, *(name for name, _ in duty.supporting))
    ]
    return {
        who: chosen[who] if who in chosen else guess(who, known.names)
        for who in dict.fromkeys(people)
    }


def proposals(
    reading: Reading,
    meant: Mapping[str, str],
    calendar: WorkingCalendar,
    before: Before,
    first: int,
    signed_on: date | None,
) -> list[Proposal]:
    """Return the duties of a directive as rows.

    Args:
        meant: the agency of each owner, from `owners_of`.
        before: what the plan has already.
        first: the number of the first new row.
        signed_on: the signature from which the plan counts.
    """
    codes = _codes(reading.duties)
    found = []
    for place, (duty, day) in enumerate(zip(reading.duties, reading.directed_on, strict=True)):
        suspense, waits, check = _suspense(duty.due, day, reading, codes, signed_on)
        leads = list(dict.fromkeys(filter(None, (meant[who] for who in duty.leads))))
        supports = {meant[who]: role for who, role in duty.supporting if meant[who]}
        cells = Cells(
            codes[place],
            action_of(duty),
            " + ".join(leads),
            ", ".join(f"{who}: {role}" for who, role in supports.items() if who not in leads),
            DAYS,
            waits,
            suspense,
        )
        nobody = [] if leads else ["No agency here is known by that name; choose one above."]
        checks = [*duty.doubts, *nobody, *([check] if check else [])]
        there = before.kept.get(codes[place])
        changes = before.changed(codes[place], duty.sentence)
        if changes:
            checks.insert(0, f"Its words changed since task {codes[place]} was read.")
        elif there is not None:
            checks.insert(0, f"The plan has a task {codes[place]} already.")
        elif before.has(duty.sentence):
            checks.insert(0, "A task of the plan is ordered by this sentence already.")
        said = _day_said(day, calendar)
        key = f"n{first + place}"
        is_there = there is not None or before.has(duty.sentence)
        is_taken = not duty.is_standing and not is_there
        due = due_words(duty.due)
        proposal = Proposal(key, duty, cells, due, said, checks, is_taken, duty.sentence, cells)
        found.append(proposal._replace(there=there, changes=changes))
    return found


def _codes(duties: list[Duty]) -> list[str]:
    """Return a number for each duty: its section, and which of it where there are several."""
    count = Counter(duty.section for duty in duties)
    seen: Counter[str] = Counter()
    codes = []
    for duty in duties:
        seen[duty.section] += 1
        plain = duty.section.rpartition("/")[2]
        codes.append(plain if count[duty.section] == 1 else f"{plain}.{seen[duty.section]}")
    return codes


def _suspense(
    due: Due, day: date | None, reading: Reading, codes: list[str], signed_on: date | None
) -> tuple[str, str, str]:
    """Return the cells of suspense and of what is waited for, and what to look at.

    Args:
        signed_on: the signature from which the plan counts.
    """
    if due.rule == "signed_plus" and due.span and day is None:
        return "", "", NO_SIGNATURE
    if due.rule == "signed_plus" and day and reading.signed_on not in (None, signed_on):
        counted = f"Counted from {day_words(reading.signed_on)}, not from the plan's signature."
        return day_words(day), "", counted
    if due.rule == "signed_plus" and due.span and day and reading.signed_on:
        within = due.span if due.span.unit in UNITS else days((day - reading.signed_on).days)
        return written(Rule("signed", within=within)), "", ""
    if due.rule == "after_task":
        places = [i for i, duty in enumerate(reading.duties) if duty.section == due.section]
        if not places:
            return "", "", WAITING
        before = codes[places[0]]
        if due.span is None:
            return "", before, ""
        return written(Rule("after_task", within=due.span, after=before)), "", ""
    if due.rule == "fixed" and day:
        return day_words(day), "", ""
    if due.rule == "recurring":
        every = _often(due.every)
        if day is None:
            return "", "", "It comes again and again, and its first day is not said."
        if every is not None:
            return written(Rule("recurring", first_on=day, every=every)), "", ""
        often = f"every {due.every}" if due.every else "again and again"
        return day_words(day), "", f"It comes {often}; its first day is taken."
    if due.rule == "event" and due.event.lower().startswith(("prior to", "before")):
        return "", "", "It is due before something happens. Set a day that is early enough."
    if due.rule == "event" and due.event:
        event = " ".join(due.event.split())[:LONGEST_EVENT]
        return written(Rule("event", within=due.span or days(0), event=event)), "", WAITING
    return "", "", WAITING if due.rule == "event" else ""


def _often(period: str) -> Span | None:
    """Return how often something comes again, as the reader names it: “quarter”, “2 years”."""
    try:
        return read_often(period)
    except NotUnderstood:
        return None


def _day_said(day: date | None, calendar: WorkingCalendar) -> str:
    """Return a directed day in words, with the last working day before it where it is none."""
    if day is None:
        return ""
    last = calendar.day_until(calendar.finish_boundary(day))
    words = f"{day:%a} {day_words(day)}"
    return words if last == day else f"{words}; the last working day is {last:%a} {day_words(last)}"
