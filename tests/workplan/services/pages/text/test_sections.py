"""The text as a page shows it: notes that count through it, remarks in threads, what is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.consultation.letters_in import by, typed
from support.ground.office import OTHER_SLUG, SLUG
from support.programs.outbox import EIGHT, MINUTE
from support.record.plan_texts import change, source, write
from workplan.extensions import db
from workplan.papers.blocks import Paragraph, Run
from workplan.services.consultation.text import remarks, sections, sources
from workplan.services.pages.text.sections import Text, history_of, text_of
from workplan.services.people import rights

if TYPE_CHECKING:
    from support.ground.office import Office


def text(office: Office, slug: str = SLUG) -> Text:
    return text_of(db.session(), office.plan(slug).id)


def histories(office: Office, who: str, number: int = 1) -> list[str]:
    plan, standing = rights.plan_for(db.session(), office.people[who], SLUG)
    return [said for _, said in history_of(db.session(), standing, plan.id, number)]


def test_a_plan_without_a_text_has_nothing_to_show(office: Office) -> None:
    found = text(office)
    assert (found.sections, found.retired, found.silent, found.open_remarks) == ([], [], 0, 0)
    assert found.of_number(1) is None


def test_sections_stand_in_their_order_and_retired_ones_apart(office: Office) -> None:
    for heading in ("Purpose", "Risks", "Annex"):
        write(office, heading)
    sections.put(by(office), SLUG, 3, 1)
    sections.retire(by(office), SLUG, 1, 1)
    found = text(office)
    assert [(one.number, one.place, one.version) for one in found.sections] == [
        *((3, 1, 1), (2, 2, 1)),
    ]
    assert [(one.number, one.place, one.retired_at) for one in found.retired] == [(1, 0, EIGHT)]
    retired = found.of_number(1)
    assert retired is not None
    assert retired.heading == "Purpose"


def test_sections_that_say_nothing_are_counted_and_have_their_hint(office: Office) -> None:
    sections.start(by(office), SLUG)
    write(office, "Annex", "")
    change(office, 1, "It begins.")
    found = text(office)
    assert found.silent == 7
    assert found.sections[5].hint.startswith("What may go wrong")
    assert found.sections[7].hint == ""


def test_notes_count_through_the_text_in_the_order_of_a_reader(office: Office) -> None:
    typed(office)
    write(office, "Purpose", "One two three.")
    write(office, "Risks", "Four five.")
    source(office, 1, "Late", "three")
    source(office, 1, "ARMS-0001", "one".title(), kind="comment")
    source(office, 1, "Of all of it", kind="other")
    source(office, 2, "Other", "five", kind="other")
    first, second = text(office).sections
    assert [(one.note, one.passage, one.said, one.comment) for one in first.sources] == [
        (1, "One", "Comment ARMS-0001", 1),
        (2, "three", "Directive: “Late”", None),
        (3, "", "Of all of it", None),
    ]
    assert [(one.note, one.said) for one in second.sources] == [(4, "Other")]
    assert first.blocks == (
        Paragraph((*(Run("One"), Run("", note=1), Run(" two three"), Run("", note=2), Run(".")),)),
    )
    assert second.blocks == (Paragraph((Run("Four five"), Run("", note=4), Run("."))),)


def test_a_source_whose_words_left_the_text_says_so_and_has_no_mark(office: Office) -> None:
    write(office, "Purpose", "One two.")
    source(office, 1, "Behind one", "One")
    source(office, 1, "Behind all")
    change(office, 1, "Two.")
    [section] = text(office).sections
    assert [(one.said, one.is_found) for one in section.sources] == [
        ("Directive: “Behind one”", False),
        ("Directive: “Behind all”", True),
    ]
    assert section.blocks == (Paragraph((Run("Two."),)),)


def test_sources_that_were_taken_away_and_those_of_retired_sections_take_no_number(
    office: Office,
) -> None:
    for heading in ("Purpose", "Risks", "Annex"):
        write(office, heading)
    source(office, 1, "One")
    sources.remove(by(office), SLUG, source(office, 1, "Gone"))
    source(office, 2, "Two")
    source(office, 3, "Three")
    sections.retire(by(office), SLUG, 2, 1)
    found = text(office)
    assert [one.note for section in found.sections for one in section.sources] == [1, 2]


def test_remarks_stand_in_threads_those_that_wait_first(office: Office) -> None:
    write(office)
    first = remarks.say(by(office, "lead"), SLUG, 1, "Which allies?", "allies")
    second = remarks.say(by(office, "contributor"), SLUG, 1, "By when?")
    later = by(office, "coordinator", EIGHT + MINUTE)
    remarks.answer(later, SLUG, first, "All.")
    remarks.answer(later, SLUG, second, "Soon.")
    remarks.resolve(later, SLUG, first)
    [section] = text(office).sections
    assert [(one.id, one.author, one.is_open) for one in section.remarks] == [
        (second, "Carl Weber", True),
        (first, "Lena Ivanova", False),
    ]
    assert section.remarks[1].passage == "allies"
    [answer] = section.remarks[1].answers
    assert (answer.author, answer.body, answer.said_at) == ("Cora Diaz", "All.", later.now)
    assert (section.open_remarks, text(office).open_remarks) == (1, 1)


def test_nothing_of_another_plan_is_shown(office: Office) -> None:
    write(office)
    source(office)
    remarks.say(by(office), SLUG, 1, "So.")
    assert text(office, OTHER_SLUG) == Text([], [])


def test_the_history_of_a_section_is_said_in_words_the_last_first(office: Office) -> None:
    write(office, "Purpose", "One two three.")
    change(office, 1, "One two four five.", "Aim")
    change(office, 1, "One\n\ntwo four five.", "Aim")
    write(office, "Risks")
    sections.put(by(office), SLUG, 1, 2)
    thread = remarks.say(by(office), SLUG, 1, "So.")
    remarks.answer(by(office), SLUG, thread, "Not so.")
    remarks.resolve(by(office), SLUG, thread)
    sections.retire(by(office), SLUG, 1, 3)
    sections.restore(by(office), SLUG, 1)
    assert histories(office, "coordinator") == [
        "Section “Aim” brought back",
        "Section “Aim” retired",
        "Resolved a remark on section “Aim”",
        "Answered a remark on section “Aim”",
        "Remarked on section “Aim”",
        "Section “Aim” moved from place 1 to 2",
        "Section “Aim” changed: its paragraphs are divided anew",
        "Section “Aim” changed: heading from “Purpose” to “Aim”; 1 word went from its text, "
        "2 words came into it",
        "Section “Purpose” added",
    ]


def test_who_may_not_read_the_journal_reads_no_history(office: Office) -> None:
    write(office)
    assert histories(office, "auditor") == ["Section “Purpose” added"]
    for who in ("lead", "contributor", "viewer"):
        assert histories(office, who) == []


def test_words_that_only_came_or_only_went_are_counted_alone(office: Office) -> None:
    write(office, "Purpose", "")
    change(office, 1, "One two.")
    change(office, 1, "One")
    assert histories(office, "coordinator")[:2] == [
        "Section “Purpose” changed: 1 word went from its text",
        "Section “Purpose” changed: 2 words came into its text",
    ]
