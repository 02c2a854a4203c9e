"""An agency answers, and may answer anew; whoever sent the version decides each comment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.record.tasks.coordinating import (
    REMARK,
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
from workplan.errors import NotAllowed
from workplan.services.coordination.rounds import settling
from workplan.services.coordination.rounds.answers import Answer, Comment, answer

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def task(office: Office) -> int:
    return office.add("1a", due=date(2026, 11, 2))


def test_an_agency_answers_by_its_lead_and_may_answer_anew(office: Office, task: int) -> None:
    sends(office, task)
    for who in ("lead", "coordinator", "viewer"):
        with pytest.raises(NotAllowed, match="lead of the agency"):
            answers(office, "concur", who=who)
    answers(office, "non_concur", REMARK)
    answers(office, "concur")
    assert kinds_answered() == ["non_concur", "concur"]
    with refuses("kind", "has concurred already"):
        answers(office, "concur")
    assert [kind for kind, user in told() if user == office.lead.id] == ["coordinated"] * 2


@pytest.mark.parametrize(
    ("kind", "remarks", "field", "words"),
    [
        ("perhaps", (), "kind", "Choose to concur"),
        ("concur", (REMARK,), "kind", "There is a comment"),
        ("comment", (Comment(),), "words-1", "The comment is empty"),
        ("comment", (Comment("monthly"),), "words-1", "says nothing yet"),
        ("non_concur", (), "words-1", "Say why your agency does not concur"),
        ("non_concur", (REMARK, Comment("", "No")), "proposed-2", "in which words"),
        ("comment", (Comment("", "x" * 4_001),), "words-1", "4,000 fit"),
        ("comment", (REMARK,) * 21, "words-1", "Put them into 20"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    office: Office, task: int, kind: str, remarks: tuple[Comment, ...], field: str, words: str
) -> None:
    sends(office, task)
    with refuses(field, words):
        answers(office, kind, *remarks)
    assert kinds_answered() == []


def test_each_comment_is_decided_with_a_reason_and_its_agency_told(
    office: Office, task: int
) -> None:
    sends(office, task)
    answers(office, "comment", REMARK, Comment("", "Name the posts."))
    first, second = comments()
    with refuses("decision", "Choose to accept"):
        settling.decide(by(office), first.id, "perhaps", "So")
    with refuses("because", "Say why it is decided so"):
        settling.decide(by(office), first.id, "accepted", " ")
    settling.decide(by(office), first.id, "in_part", "Every second month.")
    settling.decide(by(office), second.id, "declined", "An annex does.")
    settling.decide(by(office), first.id, "accepted", "Quarterly then.")
    kept = [(c.decision, c.decided_because, c.decided_by_id) for c in comments()]
    assert kept == [
        ("accepted", "Quarterly then.", office.lead.id),
        ("declined", "An annex does.", office.lead.id),
    ]
    assert [e.before for e in office.journal() if e.verb == "task.coordination_decided"] == [
        None,
        None,
        {"decision": "in_part"},
    ]
    assert told()[-1] == ("settled", office.other_lead.id)


def test_comments_of_an_answer_that_was_replaced_are_decided_no_more(
    office: Office, task: int
) -> None:
    sends(office, task)
    answers(office, "comment", REMARK)
    answers(office, "concur")
    with refuses("decision", "answered anew"):
        settling.decide(by(office), comments()[0].id, "accepted", "So")
    settling.clear(by(office), the_round().id)


def test_an_answer_to_an_earlier_version_is_led_to_the_later_one(office: Office, task: int) -> None:
    sends(office, task)
    first = ask_of(office)
    sends(office, task, after=1)
    assert ask_of(office) != first
    with refuses("kind", "A later version than 1"):
        answer(by(office, "other_lead"), first, Answer("concur"))
