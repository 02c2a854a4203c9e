"""What was done to the text is taken back, one thing or a group, while nothing is built on it.

Each is taken back by its entry, and that again by the entry of the undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.consultation.letters_in import by
from support.ground.office import SLUG
from support.record.plan_texts import BODY, change, order, section, source, the_source, write
from support.web.refusals import refused
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.services.changes.undoing.in_the_way import UndoRefused
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation.text import sections, sources

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def three(office: Office) -> Office:
    """A text of three sections."""
    for heading in ("Purpose", "Risks", "Annex"):
        write(office, heading)
    return office


def undone(office: Office, seq: int | None = None) -> str:
    """Take back an entry, or the last one, and return the verb by which it was."""
    last = seq or office.last_seq()
    undo(by(office), last)
    entry = office.journal()[-1]
    assert entry.reason == f"Undoes entry {last:,}"
    assert (entry.after or {})["undoes"] == last
    return entry.verb


def test_an_added_section_is_retired_and_comes_back(three: Office) -> None:
    assert undone(three) == "section.retired"
    assert order() == [1, 2]
    assert undone(three) == "section.restored"
    assert order() == [1, 2, 3]
    assert undone(three) == "section.retired"
    assert order() == [1, 2]


def test_a_retired_section_comes_back_where_it_was(three: Office) -> None:
    sections.retire(by(three), SLUG, 2, 1)
    assert undone(three) == "section.restored"
    assert order() == [1, 2, 3]


def test_a_section_that_was_brought_back_is_retired_again(three: Office) -> None:
    sections.retire(by(three), SLUG, 2, 1)
    sections.restore(by(three), SLUG, 2)
    assert undone(three) == "section.retired"
    assert order() == [1, 3]


def test_a_change_is_set_back_and_brought_forth_again(office: Office) -> None:
    write(office)
    change(office, 1, "Better.", "Aim")
    assert undone(office) == "section.changed"
    assert (section(1).heading, section(1).body, section(1).version) == ("Purpose", BODY, 3)
    assert undone(office) == "section.changed"
    assert (section(1).heading, section(1).body, section(1).version) == ("Aim", "Better.", 4)


def test_only_what_a_change_changed_is_set_back(office: Office) -> None:
    write(office)
    change(office, 1, "Better.")
    seq = office.last_seq()
    change(office, 1, "Better.", "Aim")
    undone(office, seq)
    assert (section(1).heading, section(1).body) == ("Aim", BODY)


def test_a_change_that_was_changed_again_names_what_is_in_the_way(office: Office) -> None:
    write(office)
    change(office, 1, "Better.")
    seq = office.last_seq()
    change(office, 1, "Best.")
    with refused(UndoRefused, "Since then somebody changed “text” again. Undo that first."):
        undo(by(office), seq)
    with pytest.raises(UndoRefused) as raised:
        undo(by(office), seq)
    assert (raised.value.by.seq, raised.value.by.who) == (office.last_seq(), "Cora Diaz")
    assert section(1).body == "Best."


def test_an_added_section_that_was_changed_is_not_taken_back_before_its_change(
    office: Office,
) -> None:
    write(office)
    added = office.last_seq()
    change(office, 1, "Better.", "Aim")
    with refused(InvalidInput, "Since then somebody changed “heading”, “text” again."):
        undo(by(office), added)
    undone(office)
    undone(office, added)
    assert order() == []


def test_a_move_is_taken_back_unless_the_section_moved_again(three: Office) -> None:
    sections.put(by(three), SLUG, 3, 1)
    assert order() == [3, 1, 2]
    assert undone(three) == "section.moved"
    assert order() == [1, 2, 3]
    assert undone(three) == "section.moved"
    assert order() == [3, 1, 2]
    seq = three.last_seq()
    sections.put(by(three), SLUG, 3, 2)
    with refused(InvalidInput, "Since then the order changed again."):
        undo(by(three), seq)


def test_a_move_of_what_was_retired_since_is_not_taken_back(three: Office) -> None:
    sections.put(by(three), SLUG, 3, 1)
    seq = three.last_seq()
    sections.retire(by(three), SLUG, 3, 1)
    with refused(InvalidInput, "Since then the order changed again."):
        undo(by(three), seq)


def test_a_source_is_taken_away_and_brought_back(office: Office) -> None:
    write(office)
    added = source(office)
    assert undone(office) == "section_source.removed"
    assert the_source(added).retired_at is not None
    assert undone(office) == "section_source.restored"
    assert the_source(added).retired_at is None
    assert undone(office) == "section_source.removed"
    assert the_source(added).retired_at is not None


def test_a_source_that_somebody_took_away_comes_back(office: Office) -> None:
    write(office)
    added = source(office)
    sources.remove(by(office), SLUG, added)
    assert undone(office) == "section_source.restored"
    assert the_source(added).retired_at is None


def test_a_text_that_was_begun_is_taken_back_as_a_group(office: Office) -> None:
    since = office.last_seq()
    sections.start(by(office), SLUG)
    begun = office.journal(since)[0]
    last = office.last_seq()
    undo(by(office), begun.seq)
    assert order() == []
    group, *parts = office.journal(last)
    assert (group.verb, group.after) == ("group.undone", {"undoes": begun.seq})
    assert [part.verb for part in parts] == ["section.retired"] * 7
    with refused(InvalidInput, "is taken back already"):
        undo(by(office), begun.seq)


def test_a_group_in_which_somebody_wrote_is_not_taken_back_at_all(office: Office) -> None:
    since = office.last_seq()
    sections.start(by(office), SLUG)
    begun = office.journal(since)[0]
    change(office, 1, "It begins.")
    with refused(InvalidInput, "Since then somebody changed “text” again. Undo that first."):
        undo(by(office), begun.seq)
    assert order() == [1, 2, 3, 4, 5, 6, 7]


def test_a_part_that_was_taken_back_alone_stays_so_when_its_group_is(office: Office) -> None:
    since = office.last_seq()
    sections.start(by(office), SLUG)
    begun, first, *_ = office.journal(since)
    undone(office, first.seq)
    last = office.last_seq()
    undo(by(office), begun.seq)
    assert order() == []
    assert [entry.verb for entry in office.journal(last)] == [
        *("group.undone", *["section.retired"] * 6),
    ]


def test_what_is_taken_back_is_not_taken_back_again(office: Office) -> None:
    write(office)
    change(office, 1, "Better.")
    seq = office.last_seq()
    undone(office, seq)
    with refused(InvalidInput, "is taken back already"):
        undo(by(office), seq)


def test_only_the_coordinator_takes_back_what_was_done_to_the_text(office: Office) -> None:
    write(office)
    for who in ("lead", "contributor", "viewer", "auditor"):
        with refused(NotAllowed):
            undo(by(office, who), office.last_seq())
    with refused(NotFound):
        undo(by(office, "stranger"), office.last_seq())
