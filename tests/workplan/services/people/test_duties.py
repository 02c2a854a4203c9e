"""Who may do what, in words: the same as the rights say when they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Task
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.coordination import assignments, conversations
from workplan.services.people import duties, rights
from workplan.services.people.duties import NO, YES
from workplan.services.record.change import Change
from workplan.vocabulary import Role

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1, 12)
WHO = {
    "coordinator": "coordinator",
    "lead": "lead",
    "contributor": "contributor",
    "viewer": "viewer",
    "auditor": "auditor",
}


def answers(what: str) -> dict[str, str]:
    [duty] = [one for one in duties.of_roles() if one.what.startswith(what)]
    return dict(zip(Role.codes(), duty.answers, strict=True))


def test_every_duty_has_an_answer_for_every_role() -> None:
    for duty in duties.of_roles():
        assert len(duty.answers) == len(Role.codes())
        assert all(duty.answers)


@pytest.mark.parametrize("role", WHO)
def test_reports_are_on_those_tasks_that_the_table_says(office: Office, role: str) -> None:
    own, theirs = office.add("1a", now=NOW), office.add("1b", leads=("DSCA",), now=NOW)
    handed = office.add("1c", now=NOW)
    assignments.assign(Change(office.lead, NOW), handed, office.contributor.id)
    _, standing = rights.plan_for(db.session(), office.people[WHO[role]], SLUG)
    may = set(db.session.scalars(select(Task.id).where(standing.reportable())))
    said = answers("Report on tasks")[role]
    expected = {
        "all, on the agency’s behalf": {own, theirs, handed},
        "those handed to them": {handed},
        NO: set(),
    }.get(said, {own, handed})
    assert may & {own, theirs, handed} == expected


@pytest.mark.parametrize("role", WHO)
def test_comments_are_taken_of_those_who_have_a_voice(office: Office, role: str) -> None:
    task, who = office.add("1a", now=NOW), office.people[WHO[role]]
    if answers("Comment and answer")[role] == YES:
        assert conversations.say(Change(who, NOW), task, "Words")
    else:
        with pytest.raises(NotAllowed):
            conversations.say(Change(who, NOW), task, "Words")


def test_the_coordinator_alone_shapes_the_plan_and_says_who_is_in_it() -> None:
    only = {role: YES if role == "coordinator" else NO for role in Role.codes()}
    assert answers("Change tasks") == only
    assert answers("Say who") == only
    assert set(answers("Read the plan").values()) == {YES}
