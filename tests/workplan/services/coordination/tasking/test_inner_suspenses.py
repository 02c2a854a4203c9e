"""A lead sets an earlier day for its agency's own people: who sees it, and who is reminded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import InnerSuspense, JournalEntry, Task
from support.ground.moments import washington
from support.record.tasks.offering import ACCEPT, the_offer
from support.web.refusals import refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.coordination.handovers import decide, propose
from workplan.services.coordination.tasking.inner_suspenses import CHANGED, clear, set_day
from workplan.services.coordination.tasking.task_inner_suspenses import seen_on
from workplan.services.pages.my_work import inner_day
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.reminding.digest.digest_content import digest_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.coordination.tasking.task_inner_suspenses import Inner

# Thursday 1 October 2026; the suspense is a Friday, and the inner one the Wednesday before.
NOW = washington(2026, 10, 1, 9)
DUE, INNER = date(2026, 10, 30), date(2026, 10, 21)


def sets(
    office: Office, task: int, day: date | None = INNER, words: str = "", **at: object
) -> None:
    set_day(Change(office.people[str(at.get("who", "lead"))], NOW), task, day, words)


def seen(office: Office, task: int, who: str) -> list[Inner]:
    db.session.rollback()
    row, standing = rights.task_for(db.session(), office.people[who], task)
    return seen_on(db.session(), row, standing)


def hands(office: Office, task: int, agency: str, taker: str) -> None:
    """Hand a task to another agency, whose lead accepts it."""
    propose(Change(office.coordinator, NOW), task, office.agencies[agency], "Yours")
    decide(Change(office.people[taker], NOW), the_offer().id, ACCEPT)


def mailed(office: Office, task: int) -> list[tuple[int, date, str]]:
    """Return the rows of the ledger that count from an inner suspense: to whom, when, how."""
    names = {who.id: name for name, who in office.people.items()}
    rows = office.ledger(task_id=task, is_inner=True)
    return [(names[row.user_id], row.send_on, row.state) for row in rows]


def test_it_stands_beside_the_suspense_and_moves_nothing(office: Office) -> None:
    task = office.add("1a", due=DUE)
    sets(office, task, words="Draft to the front office")
    [row] = db.session.scalars(select(InnerSuspense))
    assert (row.due_on, row.words, row.set_on) == (INNER, "Draft to the front office", NOW.date())
    assert office.task(task).due_on == DUE
    [entry] = [e for e in office.journal() if e.verb == CHANGED]
    about = {"task_id": task, "agency_id": office.agencies["PM"]}
    assert entry.after == about | {"inner_on": "2026-10-21", "words": "Draft to the front office"}
    sets(office, task, words="Draft to the front office")
    assert [e.verb for e in office.journal()].count(CHANGED) == 1


@pytest.mark.parametrize("who", ["coordinator", "other_lead", "contributor", "viewer", "auditor"])
def test_only_a_lead_of_the_lead_agency_sets_it(office: Office, who: str) -> None:
    task = office.add("1a", due=DUE)
    with pytest.raises(NotAllowed, match="Only a lead of the task’s lead agency"):
        sets(office, task, who=who)
    with pytest.raises(NotAllowed, match="Only a lead of the task’s lead agency"):
        clear(Change(office.people[who], NOW), task)


def test_a_day_that_cannot_stand_is_refused_with_the_way_out(office: Office) -> None:
    task, undated = office.add("1a", due=DUE), office.add("1b")
    with refuses("inner_on", "is after the suspense, 30 Oct 2026"):
        sets(office, task, date(2026, 10, 31))
    with refuses("inner_on", "30 Sep 2026 has passed"):
        sets(office, task, date(2026, 9, 30))
    with refuses("inner_on", "Give the day"):
        sets(office, task, None)
    with refuses("words", "500 characters"):
        sets(office, task, INNER, "x" * 501)
    with refuses("inner_on", "no suspense yet"):
        sets(office, undated)
    office.complete(task, NOW)
    with refuses("inner_on", "No suspense of this task counts now"):
        sets(office, task)


def test_the_agency_and_the_coordinator_see_it_and_other_agencies_do_not(office: Office) -> None:
    task = office.add("1a", due=DUE, leads=("PM", "DSCA"))
    sets(office, task)
    for who in ("lead", "contributor", "coordinator", "auditor"):
        assert [one.due_on for one in seen(office, task, who)] == [INNER], who
    assert [one.due_on for one in seen(office, task, "other_lead")] == [None]
    for who in ("viewer", "supervisor", "other_supervisor"):
        assert seen(office, task, who) == [], who
    mine, theirs = (
        rights.standings(db.session(), office.people[who]) for who in ("lead", "other_lead")
    )
    days = [
        db.session.scalar(select(inner_day(standings)).select_from(Task).where(Task.id == task))
        for standings in (mine, theirs)
    ]
    assert days == [INNER, None]


def test_each_of_two_leads_has_a_day_of_its_own(office: Office) -> None:
    task = office.add("1a", due=DUE, leads=("PM", "DSCA"))
    sets(office, task)
    sets(office, task, date(2026, 10, 14), who="other_lead")
    both = [one.due_on for one in seen(office, task, "coordinator")]
    assert both == [date(2026, 10, 14), INNER]
    [own] = seen(office, task, "lead")
    assert (own.label, own.due_on, own.may_set) == ("State PM", INNER, True)
    planner.queue_due(washington(2026, 10, 21, 9))
    assert mailed(office, task) == [
        ("lead", INNER, "pending"),
        ("other_lead", date(2026, 10, 14), "pending"),
    ]


def test_its_people_are_reminded_from_three_working_days_before_to_the_day(office: Office) -> None:
    task = office.add("1a", due=DUE)
    sets(office, task)
    for day in (15, 16, 19, 20, 21, 22):
        planner.queue_due(washington(2026, 10, day, 9))
    assert mailed(office, task) == [
        ("lead", date(2026, 10, 16), "pending"),
        ("lead", date(2026, 10, 20), "pending"),
        ("lead", INNER, "pending"),
    ]


def test_its_mail_names_the_suspense_beside_it(office: Office) -> None:
    task = office.add("1a", due=DUE)
    sets(office, task)
    planner.queue_due(washington(2026, 10, 21, 9))
    rows = [*office.ledger(task_id=task, is_inner=True)]
    sent = digest_of(db.session(), rows, "<1@x>", "https://x", washington(2026, 10, 21, 9))
    [told] = sent.tasks
    assert told.due_on == INNER
    assert told.beside == (
        "That is the inner suspense of your agency. The suspense is 30 Oct 2026."
    )
    assert told.why_you == "your agency set this day for its own people"
    assert "/r/" in told.link


def test_whoever_has_the_task_is_reminded_in_place_of_the_leads(office: Office) -> None:
    task = office.add("1a", due=DUE)
    office.change(task, assignee_id=office.contributor.id)
    sets(office, task)
    planner.queue_due(washington(2026, 10, 16, 9))
    assert mailed(office, task) == [("contributor", date(2026, 10, 16), "pending")]


def test_moving_it_re_arms_only_what_is_ahead(office: Office) -> None:
    task = office.add("1a", due=DUE)
    sets(office, task)
    planner.queue_due(washington(2026, 10, 16, 9))
    moved = washington(2026, 10, 19, 10)
    set_day(Change(office.lead, moved), task, date(2026, 10, 20))
    planner.queue_due(moved)
    planner.queue_due(washington(2026, 10, 20, 9))
    assert mailed(office, task) == [
        ("lead", date(2026, 10, 16), "cancelled"),
        ("lead", date(2026, 10, 19), "pending"),
        ("lead", date(2026, 10, 20), "pending"),
    ]


def test_a_suspense_moved_before_it_is_named_and_nobody_is_reminded(office: Office) -> None:
    task = office.add("1a", due=DUE)
    sets(office, task)
    planner.queue_due(washington(2026, 10, 16, 9))
    earlier = office.fields(due=date(2026, 10, 20)).suspense
    office.change(task, washington(2026, 10, 16, 10), suspense=earlier)
    [own] = seen(office, task, "lead")
    assert own.is_overtaken
    for day in (20, 21):
        planner.queue_due(washington(2026, 10, day, 9))
    assert mailed(office, task) == [("lead", date(2026, 10, 16), "cancelled")]


def test_it_ends_when_the_task_is_handed_to_another_agency_and_does_not_come_back(
    office: Office,
) -> None:
    task = office.add("1a", due=DUE)
    sets(office, task)
    hands(office, task, "DSCA", "other_lead")
    assert seen(office, task, "coordinator") == []
    assert [one.due_on for one in seen(office, task, "other_lead")] == [None]
    hands(office, task, "PM", "lead")
    assert [one.due_on for one in seen(office, task, "lead")] == [None]
    planner.queue_due(washington(2026, 10, 21, 9))
    assert mailed(office, task) == []
    sets(office, task)
    [last] = [e for e in office.journal() if e.verb == CHANGED][1:]
    assert (last.before or {})["inner_on"] is None


def test_it_is_cleared_and_taken_back_by_its_own_lead(office: Office) -> None:
    task = office.add("1a", due=DUE)
    sets(office, task)
    clear(Change(office.lead, NOW), task)
    clear(Change(office.lead, NOW), task)
    first, last = (e.seq for e in office.journal() if e.verb == CHANGED)
    with refuses("entry", "was changed"):
        undo.undo(Change(office.lead, NOW), first)
    with pytest.raises(NotAllowed):
        undo.undo(Change(office.other_lead, NOW), last)
    undo.undo(Change(office.lead, NOW), last)
    assert [one.due_on for one in seen(office, task, "lead")] == [INNER]


def test_the_journal_tells_it_to_its_agency_and_to_who_reads_all_of_it(office: Office) -> None:
    task = office.add("1a", due=DUE, leads=("PM", "DSCA"))
    sets(office, task)
    for who, expected in (("lead", 1), ("coordinator", 1), ("auditor", 1), ("other_lead", 0)):
        _, standing = rights.task_for(db.session(), office.people[who], task)
        told = select(JournalEntry.seq).where(
            standing.readable_journal(), JournalEntry.verb == CHANGED
        )
        assert len(db.session.scalars(told).all()) == expected, who
