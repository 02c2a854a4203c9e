"""Who an audience is."""

from __future__ import annotations

import pytest

from workplan.reminders.ladder import Rule
from workplan.reminders.recipients import Concerned, Member, meant, own_people, recipients
from workplan.vocabulary import Audience

STATE, PM, DDTC, DOD = 1, 2, 3, 4
PARENTS = {STATE: None, PM: STATE, DDTC: PM, DOD: None}

HEAD = Member(10, "lead", STATE, is_supervisor=False)
LEAD = Member(11, "lead", PM, is_supervisor=False)
SECOND = Member(12, "lead", PM, is_supervisor=False)
HELPER = Member(13, "contributor", PM, is_supervisor=False)
CHIEF = Member(14, "viewer", STATE, is_supervisor=True)
OTHER = Member(15, "lead", DOD, is_supervisor=False)
KEEPER = Member(16, "coordinator", PM, is_supervisor=False)
EVERYBODY = [HEAD, LEAD, SECOND, HELPER, CHIEF, OTHER, KEEPER]


def who(
    audience: str, *agencies: int, assignee: int | None = None, among: object = None
) -> set[int]:
    members = EVERYBODY if among is None else among
    return recipients(audience, agencies, assignee, members, PARENTS)  # type: ignore[arg-type]


def test_every_lead_of_the_lead_agency_is_meant_and_nobody_of_another() -> None:
    assert who("lead", PM) == {LEAD.user_id, SECOND.user_id}


def test_joint_leads_are_all_meant() -> None:
    assert who("lead", PM, DOD) == {LEAD.user_id, SECOND.user_id, OTHER.user_id}


def test_the_person_to_whom_a_task_is_handed_is_meant_beside_the_lead() -> None:
    assert who("lead", PM, assignee=HELPER.user_id) == {
        LEAD.user_id,
        SECOND.user_id,
        HELPER.user_id,
    }


def test_a_person_who_left_the_plan_is_not_meant_though_the_task_is_still_handed_to_them() -> None:
    assert who("lead", PM, assignee=99) == {LEAD.user_id, SECOND.user_id}


def test_a_bureau_without_a_lead_is_spoken_for_by_the_nearest_agency_above_that_has_one() -> None:
    assert who("lead", DDTC) == {LEAD.user_id, SECOND.user_id}
    assert who("lead", DDTC, among=[HEAD, CHIEF]) == {HEAD.user_id}


def test_the_supervisor_is_sought_up_the_same_way() -> None:
    assert who("supervisor", PM) == {CHIEF.user_id}
    assert who("supervisor", DOD) == set()


def test_the_coordinator_is_meant_whichever_agency_leads() -> None:
    assert who("coordinator", DOD) == {KEEPER.user_id}


def test_every_audience_is_known_and_no_other() -> None:
    for audience in Audience:
        assert meant(Rule(1, 0, audience), Concerned(()), [], {}) == set()
    with pytest.raises(ValueError, match="“everybody”"):
        recipients("everybody", (), None, [], {})


CONCERNED = Concerned(
    leads=[PM],
    assignee_id=HELPER.user_id,
    supports={"consult": [DOD], "clear": [STATE]},
    verifiers=[CHIEF.user_id],
    followers=[OTHER.user_id, 99],
)


@pytest.mark.parametrize(
    ("audience", "ids"),
    [
        ("lead", {11, 12, 13}),
        ("officer", {13}),
        ("supporting", {15, 10}),
        ("consult", {15}),
        ("clear", {10}),
        ("assist", set()),
        ("coordinate", set()),
        ("verifier", {14}),
        ("followers", {15}),
        ("named", {16}),
        ("coordinator", {16}),
        ("supervisor", {14}),
    ],
)
def test_each_audience_means_people_of_the_plan_and_nobody_who_left(
    audience: str, ids: set[int]
) -> None:
    rule = Rule(1, 0, audience, named=(KEEPER.user_id, 98))
    assert meant(rule, CONCERNED, EVERYBODY, PARENTS) == ids


def test_an_inner_suspense_is_for_who_has_the_task_and_else_for_the_leads_of_that_agency() -> None:
    def own(agency: int, assignee: int | None) -> set[int]:
        return own_people(agency, assignee, EVERYBODY, PARENTS)

    leads = {LEAD.user_id, SECOND.user_id}
    assert own(PM, HELPER.user_id) == {HELPER.user_id}
    assert own(PM, None) == own(PM, 99) == own(PM, OTHER.user_id) == leads
    assert own(STATE, HELPER.user_id) == {HELPER.user_id}
