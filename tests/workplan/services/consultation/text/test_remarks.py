"""What people of a plan say of its text: who may, of which words, in threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.consultation.letters_in import by
from support.ground.office import OTHER_SLUG, SLUG
from support.programs.outbox import EIGHT, MINUTE
from support.record.plan_texts import change, section, the_remark, write
from support.web.refusals import refused
from workplan.errors import InvalidInput, NotAllowed, NotFound, PlanIsFrozen
from workplan.extensions import db
from workplan.services.consultation.text import remarks, sections

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def thread(office: Office) -> int:
    """A section of which the lead said something."""
    write(office)
    return remarks.say(by(office, "lead"), SLUG, 1, "Which *allies*?\r\n", " makes  allies ")


@pytest.mark.parametrize("who", ["coordinator", "lead", "contributor", "other_lead"])
def test_whoever_has_a_voice_says_and_answers(office: Office, who: str) -> None:
    write(office)
    first = remarks.say(by(office, who), SLUG, 1, "Say more.")
    assert remarks.answer(by(office, who), SLUG, first, "More.") == 1
    assert remarks.resolve(by(office, who), SLUG, first) == 1
    assert the_remark(first).user_id == office.people[who].id


@pytest.mark.parametrize("who", ["viewer", "auditor", "supervisor"])
def test_who_only_looks_on_says_nothing(office: Office, thread: int, who: str) -> None:
    with refused(NotAllowed):
        remarks.say(by(office, who), SLUG, 1, "Say more.")
    with refused(NotAllowed):
        remarks.answer(by(office, who), SLUG, thread, "More.")
    with refused(NotAllowed):
        remarks.resolve(by(office, who), SLUG, thread)


def test_a_remark_keeps_its_words_and_the_journal_only_that_it_was_made(
    office: Office, thread: int
) -> None:
    found = the_remark(thread)
    assert (found.body, found.passage, found.said_at) == (
        *("Which *allies*?", "makes allies", EIGHT),
    )
    entry = office.journal()[-1]
    assert (entry.verb, entry.subject_type, entry.subject_id) == (
        *("section.remarked", "section", section(1).id),
    )
    assert entry.after == {"remark_id": thread, "answers_id": None}


def test_a_resolved_thread_stays_and_an_answer_opens_it_again(office: Office, thread: int) -> None:
    later = by(office, "coordinator", EIGHT + MINUTE)
    remarks.resolve(later, SLUG, thread)
    found = the_remark(thread)
    assert (found.resolved_at, found.resolved_by_id) == (later.now, office.coordinator.id)
    last = office.journal()[-1]
    assert (last.verb, (last.after or {})["remark_id"]) == ("section.remark_resolved", thread)
    remarks.resolve(later, SLUG, thread)
    assert office.last_seq() == last.seq
    remarks.answer(by(office, "contributor"), SLUG, thread, "Not yet.")
    found = the_remark(thread)
    assert (found.resolved_at, found.resolved_by_id) == (None, None)
    assert (office.journal()[-1].after or {})["answers_id"] == thread


def test_threads_are_the_first_remarks_in_their_order(office: Office, thread: int) -> None:
    remarks.answer(by(office), SLUG, thread, "All of them.")
    second = remarks.say(by(office), SLUG, 1, "And by when?")
    write(office, "Risks")
    assert remarks.threads_of(db.session(), section(1)) == [thread, second]
    assert remarks.threads_of(db.session(), section(2)) == []


def test_an_answer_begins_no_thread(office: Office, thread: int) -> None:
    remarks.answer(by(office), SLUG, thread, "All of them.")
    words = "There is no such remark on the text of this plan."
    for other in (thread + 1, thread + 2):
        with refused(NotFound, words):
            remarks.answer(by(office), SLUG, other, "So.")
        with refused(NotFound, words):
            remarks.resolve(by(office), SLUG, other)


def test_strangers_and_other_plans_find_no_remark(office: Office, thread: int) -> None:
    with refused(NotFound):
        remarks.say(by(office, "stranger"), SLUG, 1, "So.")
    with refused(NotFound):
        remarks.answer(by(office, "stranger"), SLUG, thread, "So.")
    with refused(NotFound, "There is no such remark on the text of this plan."):
        remarks.answer(by(office, "stranger"), OTHER_SLUG, thread, "So.")


@pytest.mark.parametrize(
    ("field", "body", "passage", "words"),
    [
        ("body", " \r\n", "", "The remark is empty. Write what you want to say."),
        ("body", "b" * 10_001, "", "The remark has 10,001 characters, and 10,000 fit."),
        ("passage", "So.", "long gone", "These words do not stand in the section so."),
        ("passage", "So.", "p" * 1_001, "These words do not stand in the section so."),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    office: Office, field: str, body: str, passage: str, words: str
) -> None:
    write(office)
    with refused(InvalidInput, words):
        remarks.say(by(office), SLUG, 1, body, passage)
    with pytest.raises(InvalidInput) as raised:
        remarks.say(by(office), SLUG, 1, body, passage)
    assert raised.value.field == field


def test_a_remark_stays_when_its_words_leave_the_text(office: Office, thread: int) -> None:
    change(office, 1, "Something else.")
    assert the_remark(thread).passage == "makes allies"


def test_of_a_retired_section_nothing_is_said(office: Office, thread: int) -> None:
    sections.retire(by(office), SLUG, 1, 1)
    for act in (
        lambda: remarks.say(by(office), SLUG, 1, "So."),
        lambda: remarks.answer(by(office), SLUG, thread, "So."),
        lambda: remarks.resolve(by(office), SLUG, thread),
    ):
        with refused(InvalidInput, "“Purpose” is retired. Restore it first."):
            act()


def test_in_a_closed_plan_nothing_is_said(office: Office, thread: int) -> None:
    office.put_stage("closed")
    for act in (
        lambda: remarks.say(by(office), SLUG, 1, "So."),
        lambda: remarks.answer(by(office), SLUG, thread, "So."),
        lambda: remarks.resolve(by(office), SLUG, thread),
    ):
        with refused(PlanIsFrozen):
            act()
