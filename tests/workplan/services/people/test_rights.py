"""Who may see what: what is not theirs is not selected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from models import Agency, JournalEntry, Membership, Reminder, Task
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from support.ground.office import Office

EVERYBODY = (
    "coordinator",
    "lead",
    "contributor",
    "supervisor",
    "other_lead",
    "other_supervisor",
    "viewer",
    "auditor",
)


@pytest.fixture
def busy(office: Office) -> Office:
    """The office with a task of each agency, and reminders of both."""
    office.add("1a", due=date(2026, 11, 27), now=washington(2026, 11, 24))
    office.add("2a", due=date(2026, 11, 27), leads=["DSCA"], now=washington(2026, 11, 24))
    office.add(
        "1b",
        due=date(2026, 11, 27),
        now=washington(2026, 11, 24),
        assignee_id=office.contributor.id,
    )
    planner.queue_due(washington(2026, 11, 25))
    return office


def codes(office: Office, who: str, what: str) -> set[str]:
    """Return the codes of the tasks that a person's standing selects."""
    _, standing = rights.plan_for(db.session(), office.people[who], SLUG)
    if what == "readable_reminders":
        condition = standing.readable_mail(Reminder)
        found = select(Task.code).join(Reminder, Reminder.task_id == Task.id).where(condition)
    else:
        found = select(Task.code).where(getattr(standing, what)())
    return set(db.session.scalars(found))


@pytest.mark.parametrize(
    ("who", "reportable", "in_ledger"),
    [
        ("coordinator", {"0", "1a", "1b", "2a"}, {"1a", "1b", "2a"}),
        ("lead", {"1a", "1b"}, {"1a", "1b"}),
        ("other_lead", {"0", "2a"}, {"2a"}),
        ("contributor", {"1b"}, set()),
        ("supervisor", set(), set()),
        ("viewer", set(), set()),
        ("auditor", set(), {"1a", "1b", "2a"}),
    ],
)
def test_each_role_reports_on_and_reads_what_is_its_own(
    busy: Office, who: str, reportable: set[str], in_ledger: set[str]
) -> None:
    assert codes(busy, who, "reportable") == reportable
    assert codes(busy, who, "readable_reminders") == in_ledger


def test_a_departments_lead_speaks_for_its_bureaus_and_a_bureaus_not_for_the_department(
    busy: Office,
) -> None:
    db.session.execute(
        update(Membership)
        .where(Membership.user_id == busy.other_lead.id)
        .values(agency_id=busy.agencies["STATE"])
    )
    db.session.commit()
    busy.add("3a", leads=["STATE"])
    assert codes(busy, "other_lead", "reportable") == {"1a", "1b", "3a"}
    assert codes(busy, "lead", "reportable") == {"1a", "1b"}


def test_a_ring_of_agencies_ends(busy: Office) -> None:
    db.session.execute(
        update(Agency).where(Agency.code == "STATE").values(parent_id=busy.agencies["PM"])
    )
    db.session.commit()
    assert codes(busy, "lead", "reportable") == {"1a", "1b"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_of_another_plan_is_in_any_selection(busy: Office, who: str) -> None:
    plan, standing = rights.plan_for(db.session(), busy.people[who], SLUG)
    for column, condition in (
        (JournalEntry.plan_id, standing.readable_journal()),
        (Reminder.plan_id, standing.readable_mail(Reminder)),
        (Task.plan_id, standing.reportable()),
        (Task.plan_id, standing.owned()),
    ):
        assert set(db.session.scalars(select(column).where(condition))) <= {plan.id}
    with pytest.raises(NotFound):
        rights.plan_for(db.session(), busy.people[who], OTHER_SLUG)
    assert [s.plan_id for s in rights.standings(db.session(), busy.people[who])] == [plan.id]


def test_the_coordinator_and_the_auditor_read_the_whole_journal_of_the_plan(busy: Office) -> None:
    plan = busy.plan().id
    whole = select(func.count()).where(JournalEntry.plan_id == plan)
    for who in ("coordinator", "auditor"):
        _, standing = rights.plan_for(db.session(), busy.people[who], SLUG)
        read = select(func.count()).where(standing.readable_journal())
        assert db.session.scalar(read) == db.session.scalar(whole)
        assert standing.may_read_journal


def test_a_lead_reads_the_entries_of_the_own_tasks_only(busy: Office) -> None:
    _, standing = rights.plan_for(db.session(), busy.lead, SLUG)
    entries = db.session.scalars(select(JournalEntry).where(standing.readable_journal())).all()
    own = {task.id for task in db.session.scalars(select(Task).where(standing.owned()))}
    assert entries
    assert {entry.subject_type for entry in entries} == {"task"}
    assert {entry.subject_id for entry in entries} == own


@pytest.mark.parametrize("who", ["contributor", "viewer", "supervisor"])
def test_the_others_read_no_journal(busy: Office, who: str) -> None:
    _, standing = rights.plan_for(db.session(), busy.people[who], SLUG)
    assert not standing.may_read_journal
    assert db.session.scalars(select(JournalEntry).where(standing.readable_journal())).all() == []


@pytest.mark.parametrize("who", ["stranger", "stranger_lead", "admin"])
def test_a_stranger_cannot_tell_a_foreign_plan_or_task_from_none(busy: Office, who: str) -> None:
    actor, session = busy.people[who], db.session()
    task = session.scalars(select(Task.id).where(Task.code == "1a")).one()
    answers = []
    for slug in (SLUG, "no-such-plan"):
        with pytest.raises(NotFound) as raised:
            rights.plan_for(session, actor, slug)
        answers.append(str(raised.value).replace(slug, "…"))
    for task_id in (task, 999_999):
        with pytest.raises(NotFound) as raised:
            rights.task_for(session, actor, task_id)
        answers.append(str(raised.value).replace(str(task_id), "…"))
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]
