"""Where the words of a section come from: whose words, behind which, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import SectionSource
from support.consultation.letters_in import by, typed
from support.ground.office import OTHER_SLUG, SLUG
from support.record.clearing import answers, draft, sends
from support.record.plan_texts import section, source, the_source, write
from support.web.refusals import refused, refuses
from workplan.errors import InvalidInput, NotAllowed, NotFound, PlanIsFrozen
from workplan.extensions import db
from workplan.services.consultation.text import sections, sources
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields, source_said
from workplan.services.coordination.rounds.answers import Comment as AgencyComment

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_source_of_the_directive_stands_behind_words_as_a_reader_sees_them(
    office: Office,
) -> None:
    write(office)
    added = source(office, 1, "  Make allies\r\nstronger ", " makes allies\n stronger ")
    found = the_source(added)
    assert (found.kind, found.passage, found.words, found.comment_id) == (
        *("directive", "makes allies stronger", "Make allies stronger", None),
    )
    entry = office.journal()[-1]
    assert (entry.verb, entry.subject_type, entry.subject_id) == (
        *("section_source.added", "section_source", added),
    )
    assert entry.after == {
        "section": "Purpose",
        "source_kind": "directive",
        "passage": "makes allies stronger",
        "words": "Make allies stronger",
    }
    # The section itself says what it said.
    assert section(1).version == 1


@pytest.mark.parametrize("named", ["ARMS-0002", "arms-0002", "2"])
def test_a_comment_from_outside_is_named_by_its_reference_or_its_number(
    office: Office, named: str
) -> None:
    write(office)
    typed(office)
    typed(office, "Another one, about something else.")
    found = the_source(source(office, 1, named, kind="comment"))
    assert (found.kind, found.words, found.passage) == ("comment", "", "")
    after = office.journal()[-1].after or {}
    assert after == {"section": "Purpose", "source_kind": "comment", "reference": "ARMS-0002"}


@pytest.mark.parametrize("named", ["ARMS-0009", "9", "²", "9999999999", "arms", "%"])
def test_a_comment_that_the_plan_does_not_have_is_no_source(office: Office, named: str) -> None:
    write(office)
    typed(office)
    with refused(InvalidInput, f"No comment on this plan has the reference “{named}”."):
        source(office, 1, named, kind="comment")


def test_a_comment_on_another_plan_is_no_source(office: Office) -> None:
    typed(office)
    change = by(office, "stranger")
    sections.add(change, OTHER_SLUG, SectionFields("Purpose"))
    with refused(InvalidInput, "No comment on this plan has the reference “ARMS-0001”."):
        sources.add(change, OTHER_SLUG, 1, SourceFields("comment", "", "ARMS-0001"))


@pytest.mark.parametrize(
    ("field", "wanted", "words"),
    [
        ("kind", SourceFields("rumor", "", "x"), "“rumor” is no kind of source."),
        ("words", SourceFields("other", "", " \n"), "Say what the source is"),
        ("words", SourceFields("other", "", "w" * 2_001), "It has 2,001 characters"),
        ("passage", SourceFields("other", "p" * 1_001, "w"), "Mark 1,000 characters at most"),
        ("passage", SourceFields("other", "long gone", "w"), "These words do not stand"),
        ("passage", SourceFields("other", "*allies*", "w"), "These words do not stand"),
        (
            "passage",
            SourceFields("other", "stronger. It ends", "w"),
            "Copy them from one paragraph",
        ),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    office: Office, field: str, wanted: SourceFields, words: str
) -> None:
    write(office)
    with refused(InvalidInput, words):
        sources.add(by(office), SLUG, 1, wanted)
    with pytest.raises(InvalidInput) as raised:
        sources.add(by(office), SLUG, 1, wanted)
    assert raised.value.field == field


def test_a_section_has_two_hundred_sources_at_most(office: Office) -> None:
    write(office)
    number = section(1).id
    rows = [SectionSource(section_id=number, kind="other", words="x") for _ in range(200)]
    db.session.add_all(rows)
    db.session.commit()
    last = rows[-1].id
    with refused(InvalidInput, "The section has 200 sources. Remove one first."):
        source(office)
    sources.remove(by(office), SLUG, last)
    assert the_source(source(office)).words == "Make allies stronger"


def test_a_source_is_taken_away_once_and_its_words_stay_in_the_journal(office: Office) -> None:
    write(office)
    write(office, "Risks")
    added = source(office, 2)
    assert sources.remove(by(office), SLUG, added) == 2
    assert the_source(added).retired_at == by(office).now
    entry = office.journal()[-1]
    assert (entry.verb, (entry.after or {})["words"]) == (
        *("section_source.removed", "Make allies stronger"),
    )
    last = office.last_seq()
    sources.remove(by(office), SLUG, added)
    assert office.last_seq() == last


def test_only_the_coordinator_says_where_words_come_from(office: Office) -> None:
    write(office)
    added, wanted = source(office), SourceFields("other", "", "A letter")
    for who in ("lead", "contributor", "viewer", "auditor"):
        with refused(NotAllowed):
            sources.add(by(office, who), SLUG, 1, wanted)
        with refused(NotAllowed):
            sources.remove(by(office, who), SLUG, added)
    with refused(NotFound):
        sources.add(by(office, "stranger"), SLUG, 1, wanted)
    with refused(NotFound):
        sources.remove(by(office, "stranger"), SLUG, added)
    office.put_stage("closed")
    with refused(PlanIsFrozen):
        sources.add(by(office), SLUG, 1, wanted)
    with refused(PlanIsFrozen):
        sources.remove(by(office), SLUG, added)


def test_a_source_of_another_plan_is_not_found(office: Office) -> None:
    write(office)
    added = source(office)
    words = "There is no such source in the text of this plan."
    with refused(NotFound, words):
        sources.remove(by(office, "stranger"), OTHER_SLUG, added)
    with refused(NotFound, words):
        sources.remove(by(office), SLUG, added + 1)


def test_a_retired_section_gets_no_source(office: Office) -> None:
    write(office)
    sections.retire(by(office), SLUG, 1, 1)
    with refused(InvalidInput, "“Purpose” is retired. Restore it first."):
        source(office)


def test_a_source_is_said_by_its_kind() -> None:
    assert source_said("directive", "It shall end") == "Directive: “It shall end”"
    assert source_said("comment", "ARMS-0001") == "Comment ARMS-0001"
    assert source_said("other", "Letter of 1 May") == "Letter of 1 May"


@pytest.mark.parametrize("named", ["DSCA 2", "dsca 2"])
def test_a_comment_of_the_clearance_is_named_by_its_agency_and_number(
    office: Office, named: str
) -> None:
    draft(office)
    sends(office)
    first, second = (
        AgencyComment("Posts report monthly.", words, "Posts report weekly.")
        for words in ("Too seldom", "And too late")
    )
    answers(office, "comment", first, second)
    found = the_source(source(office, 1, named, kind="clearance"))
    assert (found.kind, found.words) == ("clearance", "Clearance of version 1: DSCA, comment 2")
    assert source_said(found.kind, found.words) == found.words


@pytest.mark.parametrize("named", ["DSCA 3", "DSCA", "2", "State PM 1", "%"])
def test_a_comment_that_no_agency_made_in_a_clearance_is_refused(
    office: Office, named: str
) -> None:
    draft(office)
    sends(office)
    answers(office, "comment", AgencyComment("", "Too seldom", "Posts report weekly."))
    with refuses("words", "such as “DSCA 2”"):
        source(office, 1, named, kind="clearance")
