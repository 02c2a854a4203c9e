"""A lead says that the agency has a task; who does not is told of, once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from models import Acknowledgement, Notice, Task, TaskAgency
from support.ground.moments import washington
from support.ground.office import SLUG, found_office
from support.web.refusals import refuses
from workplan.calendars.spans import USUAL
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.coordination import handovers
from workplan.services.coordination.handovers import Decision
from workplan.services.coordination.tasking import inner_suspenses, telling, unacknowledged
from workplan.services.coordination.tasking.acknowledgements import acknowledge, acknowledge_all
from workplan.services.operations import beats
from workplan.services.pages.my_work import inner_day
from workplan.services.pages.overview.waits_for_you import waits_for_you
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages
from workplan.services.tasks import states
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

# A Thursday, the Friday after it, and so on over the weekend.
THURSDAY, FRIDAY, MONDAY, TUESDAY = (washington(2026, 10, day, 9) for day in (1, 2, 5, 6))


def asked(office: Office, who: str = "lead") -> list[str]:
    """Return the codes of what somebody's agency has to acknowledge."""
    session = db.session()
    standings = rights.standings(session, office.people[who])
    return [row.code for row in unacknowledged.asked_of(session, standings)]


def rows(*columns: Any, **of: Any) -> list[Any]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(select(*columns).filter_by(**of))]


def test_what_is_given_to_an_agency_is_asked_of_its_leads_until_one_has_it(office: Office) -> None:
    task = office.give("1a", now=THURSDAY)
    assert asked(office) == ["1a"]
    assert asked(office, "other_lead") == asked(office, "coordinator") == []
    acknowledge(Change(office.lead, FRIDAY), task)
    assert asked(office) == []
    wanted = (
        Acknowledgement.given_at,
        Acknowledgement.said_at,
        Acknowledgement.officer_id,
        Acknowledgement.report_id,
    )
    assert rows(*wanted, task_id=task) == [(THURSDAY, FRIDAY, office.lead.id, None)]
    [entry] = [e for e in office.journal() if e.verb == "task.acknowledged"]
    assert entry.after == {"agency_id": office.agencies["PM"], "officer_id": office.lead.id}
    with refuses("officer", "acknowledged already"):
        acknowledge(Change(office.lead, FRIDAY), task)


def test_the_officer_gets_the_task_in_hand_and_acts_for_the_agency(office: Office) -> None:
    task = office.give("1a", now=THURSDAY)
    with refuses("officer", "does not act for the lead agency"):
        acknowledge(Change(office.lead, FRIDAY), task, office.other_lead.id)
    acknowledge(Change(office.lead, FRIDAY), task, office.contributor.id)
    assert office.task(task).assignee_id == office.contributor.id
    assert [e.verb for e in office.journal()][-2:] == ["task.acknowledged", "task.assigned"]


@pytest.mark.parametrize("who", ["coordinator", "contributor", "other_lead", "viewer", "auditor"])
def test_only_a_lead_of_the_lead_agency_acknowledges(office: Office, who: str) -> None:
    task = office.give("1a", now=THURSDAY)
    with pytest.raises(NotAllowed, match="Only a lead"):
        acknowledge(Change(office.people[who], FRIDAY), task)


def test_many_are_acknowledged_as_one_entry_with_its_parts(office: Office) -> None:
    first, second = office.give("1a", now=THURSDAY), office.give("1b", now=THURSDAY)
    handed = office.give("1c", now=THURSDAY, assignee_id=office.contributor.id)
    theirs = office.give("1d", leads=("DSCA",), now=THURSDAY)
    since = office.last_seq()
    change = Change(office.lead, FRIDAY)
    assert acknowledge_all(change, [first, second, handed, theirs, 987_654]) == 3
    group, *parts = office.journal(since)
    assert (group.verb, group.after) == ("tasks.acknowledged", {"tasks": 3})
    assert {(p.verb, p.cause_seq) for p in parts} == {("task.acknowledged", group.seq)}
    officers = dict(rows(Acknowledgement.task_id, Acknowledgement.officer_id))
    assert officers == {
        first: office.lead.id,
        second: office.lead.id,
        handed: office.contributor.id,
    }
    assert asked(office, "other_lead") == ["1d"]
    assert acknowledge_all(Change(office.lead, FRIDAY), [first]) == 0


def test_a_new_lead_is_asked_anew_and_one_that_stays_is_not(office: Office) -> None:
    task = office.give("1a", now=THURSDAY)
    acknowledge(Change(office.lead, THURSDAY), task)
    dsca = office.agencies["DSCA"]
    offer = handovers.propose(Change(office.lead, FRIDAY), task, dsca, "")
    assert asked(office, "other_lead") == []
    handovers.decide(Change(office.other_lead, MONDAY), offer, Decision(is_accepted=True))
    assert asked(office, "other_lead") == ["1a"]
    assert rows(TaskAgency.agency_id, TaskAgency.given_at, task_id=task) == [(dsca, MONDAY)]


def test_who_leads_on_keeps_the_day_when_another_supports_it(office: Office) -> None:
    task = office.give("1a", now=THURSDAY)
    office.change(task, MONDAY, supports=((office.agencies["DSCA"], "clear"),))
    given = dict(rows(TaskAgency.agency_id, TaskAgency.given_at, task_id=task))
    assert given == {office.agencies["PM"]: THURSDAY, office.agencies["DSCA"]: None}


def test_a_draft_gives_nothing_before_it_is_approved(
    app: Flask,
    app_context: None,  # noqa: ARG001  # has to be there first
) -> None:
    office = found_office(app, stage="drafting")
    office.give("1a", now=THURSDAY)
    assert asked(office) == []
    plan_stages.move_to_stage(Change(office.coordinator, FRIDAY), SLUG, "approved")
    assert asked(office) == ["1a"]


def test_a_report_of_the_agency_says_it_too_and_goes_with_it(office: Office) -> None:
    task = office.give("1a", now=THURSDAY)
    office.report(task, FRIDAY, actor=office.coordinator, percent=5)
    assert asked(office) == ["1a"], "on behalf of the agency says nothing of it"
    office.report(task, FRIDAY, percent=10)
    assert asked(office) == []
    [(report, officer)] = rows(Acknowledgement.report_id, Acknowledgement.officer_id)
    assert report is not None
    assert officer is None
    undo.undo(Change(office.lead, FRIDAY), office.last_seq())
    assert asked(office) == ["1a"]


def test_what_was_given_before_it_was_kept_is_asked_of_nobody(office: Office) -> None:
    office.add("1a")
    assert asked(office) == []
    assert waits_for_you(db.session(), office.plan().id, date(2026, 9, 1)).total == 0


def test_the_coordinator_is_told_once_after_two_working_days(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.give("1a", now=THURSDAY)
    beats.tick(sender, MONDAY)
    assert rows(Notice.id) == []
    beats.tick(sender, TUESDAY)
    [notice] = rows(Notice.kind, Notice.task_id, Notice.user_id, Notice.said, Notice.is_at_once)
    said = "State PM, given 1 Oct 2026"
    assert notice == ("unacknowledged", task, office.coordinator.id, said, False)
    beats.tick(sender, washington(2026, 10, 7, 9))
    [mail] = mail_server.to(office.email("coordinator"))
    assert "No lead of its agency has acknowledged it" in mail.text
    assert said in mail.text
    assert not telling.tell_what_waits(washington(2026, 10, 9, 9))


def test_nobody_is_told_of_what_was_acknowledged_before_the_digest(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.give("1a", now=THURSDAY)
    beats.tick(sender, TUESDAY)
    acknowledge(Change(office.lead, TUESDAY), task)
    beats.tick(sender, washington(2026, 10, 7, 9))
    assert mail_server.to(office.email("coordinator")) == []


def test_a_plan_may_give_its_agencies_more_days(office: Office) -> None:
    office.give("1a", now=THURSDAY)
    with writing() as session:
        plan = type(office.plan())
        session.execute(update(plan).where(plan.slug == SLUG).values(acknowledge_days=3))
    assert not telling.tell_what_waits(TUESDAY)
    assert telling.tell_what_waits(washington(2026, 10, 7, 9)) == 1


def test_the_days_from_given_to_acknowledged_are_working_days(office: Office) -> None:
    task = office.give("1a", now=THURSDAY)
    acknowledge(Change(office.lead, MONDAY), task)
    plan, pm = office.plan(), office.agencies["PM"]
    days = states.plan_days(db.session(), [plan.id], MONDAY)
    assert unacknowledged.days_taken(db.session(), days, [pm]) == {pm: [2]}
    assert days[plan.id].today == date(2026, 10, 5)


def monthly(office: Office, **more: Any) -> int:
    """Give a task that comes again at the end of each month, and return it."""
    rule = SuspenseRule("recurring", first_on=date(2026, 9, 30), every=USUAL["monthly"])
    return office.give("1m", due=rule, now=washington(2026, 9, 2), **more)


def test_each_occurrence_is_acknowledged_anew(office: Office) -> None:
    task = monthly(office)
    acknowledge(Change(office.lead, washington(2026, 9, 3, 9)), task)
    office.complete(task, THURSDAY)
    assert office.task(task).due_on == date(2026, 10, 30)
    assert asked(office) == ["1m"]
    assert telling.tell_what_waits(TUESDAY) == 1
    assert telling.tell_what_waits(TUESDAY) == 0
    acknowledge(Change(office.lead, TUESDAY), task)
    assert asked(office) == []
    given = rows(Acknowledgement.given_at, task_id=task)
    assert given == [(washington(2026, 9, 2),), (THURSDAY,)]


def test_an_occurrence_that_is_owed_again_is_acknowledged_as_it_was(office: Office) -> None:
    task = monthly(office)
    acknowledge(Change(office.lead, washington(2026, 9, 3, 9)), task)
    office.complete(task, THURSDAY)
    seq = [e.seq for e in office.journal() if e.verb == "task.reported"][-1]
    undo.undo(Change(office.lead, FRIDAY), seq)
    assert office.task(task).due_on == date(2026, 9, 30)
    assert asked(office) == []


def test_what_was_given_before_is_asked_about_for_no_occurrence(office: Office) -> None:
    task = monthly(office)
    forget_when(office, task)
    office.complete(task, THURSDAY)
    assert asked(office) == []


def forget_when(office: Office, task: int) -> None:
    """Let a task count as given before that was kept."""
    assert office.task(task).id == task
    with writing() as session:
        of_task = update(TaskAgency).where(TaskAgency.task_id == task)
        session.execute(of_task.values(given_at=None))


def test_an_inner_suspense_ends_with_its_occurrence(office: Office) -> None:
    task = monthly(office)
    change = Change(office.lead, washington(2026, 9, 3, 9))
    inner_suspenses.set_day(change, task, date(2026, 9, 21))
    office.complete(task, THURSDAY)
    standings = rights.standings(db.session(), office.lead)
    day = select(inner_day(standings)).select_from(Task).where(Task.id == task)
    assert db.session.scalar(day) is None
