"""Who checks a claim, who is asked to, and of which tasks one is made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Membership
from support.record.tasks.claiming import FRIDAY, LATER, MONDAY, claim, the_task
from support.web.refusals import refused
from workplan.errors import InvalidInput, NotAllowed
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting.endings import acceptance, claims, closing, to_check, verification
from workplan.services.reporting.endings.closing import Terms

if TYPE_CHECKING:
    from support.ground.office import Office


def test_nobody_of_the_lead_agency_its_bureaus_or_the_department_above_checks(
    office: Office,
) -> None:
    """The coordinator is of State PM: tasks of State PM and of State are not theirs to check."""
    with writing():
        office.plan().verifies = "everything"
    for number, lead in enumerate(("PM", "STATE")):
        task = office.add(f"4{number}", 5, leads=(lead,))
        office.report(task, FRIDAY, office.coordinator, status="complete", percent=100)
        found = claims.open_claim(db.session(), task)
        assert found is not None
        with refused(NotAllowed):
            acceptance.accept(Change(office.coordinator, LATER), found.id)
        assert verification.checkers(db.session(), office.task(task)) == {}


def test_a_person_who_is_named_checks_in_place_of_the_coordinators(checked: Office) -> None:
    task, change = the_task(), Change(checked.coordinator, MONDAY)
    with refused(InvalidInput, "agency that leads"):
        closing.set_terms(change, task.id, 0, Terms(verifier_id=checked.people["other_lead"].id))
    closing.set_terms(change, task.id, 0, Terms(verifier_id=checked.lead.id))
    found = claim(checked)
    with refused(NotAllowed):
        acceptance.accept(Change(checked.coordinator, LATER), found.id)
    acceptance.accept(Change(checked.lead, LATER), found.id)
    assert the_task().ending is None


def test_who_made_a_claim_does_not_check_it_where_somebody_else_may(checked: Office) -> None:
    with writing() as session:
        wanted = select(Membership).where(Membership.user_id == checked.people["stranger"].id)
        session.delete(session.scalars(wanted).one())
        session.flush()
        session.add(
            Membership(
                plan_id=the_task().plan_id,
                user_id=checked.people["stranger"].id,
                role="coordinator",
            )
        )
    checked.report(the_task().id, FRIDAY, checked.coordinator, status="complete", percent=100)
    assert verification.checkers(db.session(), the_task()) == {
        checked.people["stranger"].id: "Sam Stranger"
    }
    found = claims.open_claim(db.session(), the_task().id)
    assert found is not None
    with refused(NotAllowed):
        acceptance.accept(Change(checked.coordinator, LATER), found.id)


def test_a_fixed_day_of_the_coordinator_is_not_checked_where_only_directed_ones_are(
    office: Office,
) -> None:
    with writing():
        office.plan().verifies = "directed"
    task = office.add("6a", 3, date(2026, 9, 30), leads=("DSCA",))
    office.report(task, FRIDAY, office.people["other_lead"], status="complete", percent=100)
    assert (office.task(task).ending, office.task(task).is_open) == (None, False)


@pytest.mark.parametrize("who", ["coordinator", "lead", "other_lead", "viewer", "supervisor"])
@pytest.mark.parametrize("verifier", [None, "lead", "viewer"])
@pytest.mark.parametrize("lead", ["DSCA", "PM", "STATE"])
def test_what_a_person_is_asked_to_check_is_what_they_may_check(
    office: Office, who: str, verifier: str | None, lead: str
) -> None:
    with writing():
        office.plan().verifies = "everything"
    task = office.add("4a", 5, leads=(lead,))
    person, named = office.people[who], office.people[verifier or "viewer"].id
    if verifier and named in closing.may_verify(db.session(), office.task(task)):
        closing.set_terms(Change(office.coordinator, MONDAY), task, 0, Terms(verifier_id=named))
    office.report(task, FRIDAY, office.coordinator, status="complete", percent=100)
    standings = rights.standings(db.session(), person)
    shown = [one.id for one, _ in to_check.to_check(db.session(), standings)]
    may = person.id in verification.checkers(db.session(), office.task(task))
    assert shown == ([task] if may else [])
