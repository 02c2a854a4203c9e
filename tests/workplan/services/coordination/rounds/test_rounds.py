"""A product goes round the agencies until all have concurred, or were gone on without."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Round, RoundAsk, RoundVersion, TaskAgency
from support.record.statements import statements
from support.record.tasks.coordinating import (
    AFTER_IT,
    ANSWERED_AT,
    REMARK,
    SENT_AT,
    TEXT,
    WANTED,
    answers,
    ask_of,
    by,
    comments,
    kinds_answered,
    sends,
    the_round,
    told,
)
from support.web.refusals import refuses
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen, StaleVersion
from workplan.extensions import db
from workplan.services.coordination.rounds import course_selects, settling, waiting
from workplan.services.pages.overview.waits_for_you import waits_for_you
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import agency_merges, plan_stages
from workplan.services.structure.agency_merges import Wanted

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def task(office: Office) -> int:
    return office.add("1a", due=date(2026, 11, 2))


def test_a_version_is_kept_as_it_was_sent_and_each_agency_is_asked(
    office: Office, task: int
) -> None:
    version = sends(office, task)
    assert (version.number, version.words, version.is_on_behalf) == (1, TEXT, False)
    [ask] = db.session.scalars(select(RoundAsk))
    assert (ask.agency_id, ask.wanted_on) == (office.agencies["DSCA"], WANTED)
    assert (the_round().state, the_round().task_id) == ("open", task)
    assert told() == [("coordinate", office.other_lead.id)]
    sent, asked = office.journal()[-2:]
    assert (sent.verb, asked.verb) == ("task.coordination_sent", "task.coordination_asked")
    assert asked.cause_seq == sent.seq
    assert len(sent.after["checksum"]) == 64


def test_the_coordinator_sends_on_behalf_of_the_agency_and_the_person_in_hand_too(
    office: Office, task: int
) -> None:
    assert sends(office, task, who="coordinator").is_on_behalf
    handed = office.add("1b", assignee_id=office.contributor.id)
    assert not sends(office, handed, who="contributor").is_on_behalf


@pytest.mark.parametrize("who", ["other_lead", "contributor", "viewer", "auditor"])
def test_nobody_else_sends_decides_or_ends(office: Office, task: int, who: str) -> None:
    with pytest.raises(NotAllowed, match="lead agency"):
        sends(office, task, who=who)
    sends(office, task)
    answers(office, "comment", REMARK)
    for act in (
        lambda c: settling.decide(c, comments()[0].id, "accepted", "So"),
        lambda c: settling.go_on_without(c, ask_of(office), "So"),
        lambda c: settling.clear(c, the_round().id),
        lambda c: settling.withdraw(c, the_round().id, "So"),
    ):
        with pytest.raises(NotAllowed, match="lead agency"):
            act(by(office, who))


def test_a_stranger_finds_nothing(office: Office, task: int) -> None:
    sends(office, task)
    answers(office, "comment", REMARK)
    with pytest.raises(NotFound):
        answers(office, "concur", who="stranger")
    for act in (
        lambda c: settling.decide(c, comments()[0].id, "accepted", "So"),
        lambda c: settling.withdraw(c, the_round().id, "So"),
    ):
        with pytest.raises(NotFound):
            act(by(office, "stranger"))


def test_what_cannot_be_sent_is_refused_with_the_way_out(office: Office, task: int) -> None:
    with refuses("words", "nothing to read"):
        sends(office, task, words=" ")
    with refuses("words", "50,000 fit"):
        sends(office, task, words="x" * 50_001)
    with refuses("ask", "State PM leads the task"):
        sends(office, task, "PM")
    dsca = office.agencies["DSCA"]
    with refuses(f"due_{dsca}", "Give the day by which DSCA answers"):
        sends(office, task, wanted=None)
    with refuses(f"due_{dsca}", "has passed"):
        sends(office, task, wanted=date(2026, 9, 30))
    office.complete(task, SENT_AT)
    with refuses("words", "is not open work"):
        sends(office, task)
    assert db.session.scalars(select(Round)).all() == []


def test_the_next_version_waits_for_the_decisions_and_asks_whom_one_chooses(
    office: Office, task: int
) -> None:
    sends(office, task, "DSCA", "STATE")
    answers(office, "non_concur", REMARK)
    with refuses("words", "What DSCA said is not decided yet"):
        sends(office, task, after=1)
    settling.decide(by(office), comments()[0].id, "accepted", "Quarterly then.")
    with pytest.raises(StaleVersion):
        sends(office, task, after=0)
    assert sends(office, task, after=1, words="Quarterly.").number == 2
    assert db.session.scalars(select(RoundVersion.words)).all() == [TEXT, "Quarterly."]
    old = db.session.scalars(select(RoundAsk.id).order_by(RoundAsk.id)).first()
    assert old is not None
    with refuses("because", "does not owe this answer"):
        settling.go_on_without(by(office, now=AFTER_IT), old, "So")
    answers(office, "concur")
    # State was asked about the first version only, and owes that answer still.
    with refuses("round", "not cleared yet: State has not answered"):
        settling.clear(by(office), the_round().id)


def test_one_goes_on_without_the_silent_once_their_day_has_passed(
    office: Office, task: int
) -> None:
    sends(office, task)
    with refuses("because", "has time until 9 Oct 2026"):
        settling.go_on_without(by(office), ask_of(office), "Urgent")
    with refuses("because", "Say why you do not wait"):
        settling.go_on_without(by(office, now=AFTER_IT), ask_of(office), "")
    settling.go_on_without(by(office, now=AFTER_IT), ask_of(office), "It has no case.")
    with refuses("because", "does not owe this answer"):
        settling.go_on_without(by(office, now=AFTER_IT), ask_of(office), "Again")
    settling.clear(by(office, now=AFTER_IT), the_round().id)
    assert the_round().state == "cleared"
    assert [e.verb for e in office.journal()][-2:] == [
        "task.coordination_gone_on",
        "task.coordination_cleared",
    ]


def test_a_late_answer_of_one_who_was_gone_on_without_counts_until_the_end(
    office: Office, task: int
) -> None:
    sends(office, task)
    settling.go_on_without(by(office, now=AFTER_IT), ask_of(office), "It has no case.")
    answers(office, "non_concur", REMARK, now=AFTER_IT)
    with refuses("round", "a comment of DSCA is not decided"):
        settling.clear(by(office, now=AFTER_IT), the_round().id)
    settling.decide(by(office, now=AFTER_IT), comments()[0].id, "declined", "Monthly stays.")
    with refuses("round", "DSCA does not concur"):
        settling.clear(by(office, now=AFTER_IT), the_round().id)


def test_a_withdrawn_round_takes_no_answer_and_another_may_be_opened(
    office: Office, task: int
) -> None:
    sends(office, task)
    with refuses("because", "Say why it is withdrawn"):
        settling.withdraw(by(office), the_round().id, "")
    settling.withdraw(by(office), the_round().id, "The letter is not needed.")
    assert (the_round().state, the_round().closed_because) == (
        "withdrawn",
        "The letter is not needed.",
    )
    with refuses("round", "withdrawn already"):
        answers(office, "concur")
    assert told()[-1] == ("round_ended", office.other_lead.id)
    assert sends(office, task).number == 1
    assert len(db.session.scalars(select(Round)).all()) == 2


def test_what_waits_is_listed_for_the_asked_and_counted_for_the_coordinator(
    office: Office, task: int
) -> None:
    sends(office, task, "DSCA", "STATE")
    session, plan_id = db.session(), office.plan().id
    [mine] = waiting.asked_of(session, rights.standings(session, office.other_lead))
    assert (mine.asked.id, mine.asked.label, mine.led_by) == (task, "DSCA", "State PM")
    assert waiting.asked_of(session, rights.standings(session, office.lead)) == []
    assert waits_for_you(session, plan_id, WANTED).silent == 0
    assert waits_for_you(session, plan_id, AFTER_IT.date()).silent == 2
    answers(office, "concur")
    assert waiting.asked_of(session, rights.standings(session, office.other_lead)) == []
    [row] = waiting.of_plan(session, plan_id, AFTER_IT.date())
    assert (row.asked, row.answered, row.silent, row.next_on) == (2, 1, 1, WANTED)
    assert waits_for_you(session, plan_id, AFTER_IT.date()).silent == 1


def test_nothing_waits_on_work_that_is_over(office: Office, task: int) -> None:
    sends(office, task)
    office.complete(task, SENT_AT)
    session = db.session()
    assert waiting.asked_of(session, rights.standings(session, office.other_lead)) == []
    assert waits_for_you(session, office.plan().id, AFTER_IT.date()).silent == 0


def test_a_closed_plan_takes_neither_answer_nor_decision(office: Office, task: int) -> None:
    sends(office, task)
    answers(office, "comment", REMARK)
    plan_stages.move_to_stage(by(office, "coordinator"), office.plan().slug, "closed")
    with pytest.raises(PlanIsFrozen):
        answers(office, "concur")
    with pytest.raises(PlanIsFrozen):
        settling.decide(by(office), comments()[0].id, "accepted", "So")
    with pytest.raises(PlanIsFrozen):
        sends(office, task, after=1)


def test_an_agency_with_nobody_to_tell_is_told_to_the_coordinator_at_once(
    office: Office, task: int
) -> None:
    sends(office, task, "STATE")
    assert told() == [("unheard", office.coordinator.id)]


def test_what_was_asked_of_a_merged_agency_follows_or_counts_no_more(
    office: Office, task: int
) -> None:
    sends(office, task, "DSCA", "DOD")
    answers(office, "concur")
    admin = Change(office.people["admin"], ANSWERED_AT)
    agency_merges.merge(admin, Wanted("DSCA", "DOD", "DSCA"))
    # Both were asked: the question to the one that went stays on record, and the other's counts.
    with refuses("round", "DoD has not answered"):
        settling.clear(by(office), the_round().id)
    assert kinds_answered() == ["concur"]


def test_a_page_reads_a_round_of_many_by_as_many_selects_as_one_of_few(
    office: Office, task: int
) -> None:
    sends(office, task)
    answers(office, "comment", REMARK)
    few = statements(lambda: course_selects.of_task(db.session(), task))
    settling.decide(by(office), comments()[0].id, "accepted", "So.")
    sends(office, task, "DSCA", "STATE", "DOD", after=1)
    answers(office, "comment", *[REMARK] * 9)
    assert statements(lambda: course_selects.of_task(db.session(), task)) == few
    [course] = course_selects.of_task(db.session(), task)
    assert [(ask.label, ask.number, ask.stands) for ask in course.asks] == [
        ("DSCA", 2, True),
        ("DSCA", 1, False),
        ("DoD", 2, True),
        ("State", 2, True),
    ]
    assert (len(course.undecided), course.is_clear) == (9, False)


def test_an_agency_that_came_to_lead_the_task_is_asked_no_more_about_its_own_product(
    office: Office,
) -> None:
    task = office.add("1a", due=date(2026, 12, 1))
    sends(office, task)
    assert waiting.of_plan(db.session(), office.plan().id, SENT_AT.date())[0].asked == 1
    with writing() as session:
        session.add(TaskAgency(task_id=task, agency_id=office.agencies["DSCA"], role="lead"))
    assert waiting.of_plan(db.session(), office.plan().id, SENT_AT.date()) == []
    [course] = course_selects.of_task(db.session(), task)
    assert ([ask.stands for ask in course.asks], course.is_clear) == ([False], True)
    with refuses("kind", "it leads the task by now"):
        answers(office, "concur")
