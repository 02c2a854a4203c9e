"""A new version asks again those that have not agreed, and those whose part changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.record.clearing import ANSWERED_AT, answers, by, comments, draft, rewrites, sends
from workplan.extensions import db
from workplan.services.coordination.rounds import settling
from workplan.services.coordination.rounds.answers import Comment
from workplan.services.pages.text import clearances
from workplan.services.people import rights
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.pages.text.clearances import ClearancePage

REMARK = Comment("monthly", "Quarterly is enough.", "quarterly")


@pytest.fixture
def drafted(office: Office) -> Office:
    draft(office)
    return office


def page(office: Office, who: str = "coordinator") -> ClearancePage:
    plan, standing = rights.plan_for(db.session(), office.people[who], office.plan().slug)
    day = day_of(db.session(), plan, ANSWERED_AT)
    return clearances.page_of(db.session(), office.people[who], plan, standing, day)


def ticked(office: Office) -> set[str]:
    return {one.label for one in page(office).found.choices if one.is_suggested}


def test_the_first_version_asks_every_agency_of_the_plan(drafted: Office) -> None:
    assert ticked(drafted) == {"DSCA", "DoD", "State", "State PM"}
    assert page(drafted).changed is None


def test_who_agreed_is_not_asked_again_where_nothing_of_theirs_changed(drafted: Office) -> None:
    sends(drafted, "DSCA", "PM")
    answers(drafted, "concur")
    rewrites(drafted, "Posts report weekly.")
    assert ticked(drafted) == {"State PM"}  # which has not answered yet


def test_who_did_not_agree_is_asked_again(drafted: Office) -> None:
    sends(drafted)
    answers(drafted, "non_concur", REMARK)
    settling.decide(by(drafted), comments()[0].id, "declined", "No.")
    assert ticked(drafted) == {"DSCA"}


def test_who_leads_or_supports_a_task_that_changed_is_asked_again(drafted: Office) -> None:
    pm = drafted.agencies["PM"]
    task = drafted.add("1a", leads=("DSCA",), supports=((pm, "consult"),))
    sends(drafted, "DSCA", "PM")
    answers(drafted, "concur")
    answers(drafted, "concur", agency="PM")
    assert ticked(drafted) == set()
    drafted.change(task, duration_days=9)
    assert ticked(drafted) == {"DSCA", "State PM"}
    assert page(drafted).changed is not None


def test_who_commented_on_words_of_a_section_that_changed_is_asked_again(drafted: Office) -> None:
    sends(drafted, "DSCA", "PM")
    answers(drafted, "comment", REMARK)
    answers(drafted, "concur", agency="PM")
    assert ticked(drafted) == set()
    rewrites(drafted, "Posts report quarterly.")
    assert ticked(drafted) == {"DSCA"}


def test_nobody_but_the_coordinator_is_offered_anybody(drafted: Office) -> None:
    assert page(drafted, "lead").found.choices == []
    assert not page(drafted, "lead").found.may_send
