"""An archive carries the text of a plan, with sources, remarks and versions, to another plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Comment, JournalEntry, Plan, SectionSource
from support.consultation.letters_in import by, typed
from support.files.exported import exported
from support.ground.moments import washington
from support.ground.office import SLUG
from support.programs.outbox import EIGHT
from support.record.plan_texts import change, kept, section, source, write
from workplan.exchange import formats
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation.text import frozen, remarks, sections, sources, versions
from workplan.services.interchange import archives
from workplan.services.pages.text.sections import Text, history_of, text_of
from workplan.services.pages.text.versions import changes
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 11, 25)
AGAIN = "again"


@pytest.fixture
def written(office: Office) -> Office:
    """A plan whose text has everything that a text can have."""
    # So that no id here is the id there.
    for _ in range(2):
        typed(office, "One that is taken for a copy of itself.")
    typed(office)
    office.add("1a", 5, date(2026, 9, 30))
    write(office, "Purpose", "It makes allies stronger.")
    write(office, "Risks", "None.")
    write(office, "Annex", "Gone.")
    sections.retire(by(office), SLUG, 3, 1)
    sections.put(by(office), SLUG, 2, 1)
    source(office, 1, "ARMS-0003", "allies stronger", "comment")
    source(office, 1, "It shall make allies stronger")
    sources.remove(by(office), SLUG, source(office, 2, "A letter", kind="other"))
    thread = remarks.say(by(office, "lead"), SLUG, 1, "Which allies?", "allies")
    remarks.answer(by(office), SLUG, thread, "All.")
    remarks.resolve(by(office), SLUG, thread)
    remarks.say(by(office, "contributor"), SLUG, 1, "By when?")
    versions.keep(by(office), SLUG, "Draft for clearance")
    change(office, 1, "It makes allies stronger at once.")
    versions.keep(by(office), SLUG, "As cleared")
    return office


def restored(office: Office) -> Plan:
    content = exported(office.plan(), "json", NOW, with_history=True)
    archive = formats.read(content).archive
    assert archive is not None
    return archives.restore(Change(office.coordinator, NOW), archive, AGAIN)


def shown(text: Text) -> list[object]:
    """Return what a reader sees of a text: everything but the ids."""
    return [
        (
            *(one.number, one.place, one.heading, one.body, one.retired_at, one.blocks),
            [(s.note, s.said, s.comment, s.passage, s.is_found) for s in one.sources],
            [
                (
                    *(r.author, r.body, r.passage, r.said_at, r.resolved_at),
                    [(a.author, a.body) for a in r.answers],
                )
                for r in one.remarks
            ],
        )
        for one in (*text.sections, *text.retired)
    ]


def test_the_text_is_read_there_as_it_was_here(written: Office) -> None:
    before = shown(text_of(db.session(), written.plan().id))
    plan = restored(written)
    assert shown(text_of(db.session(), plan.id)) == before
    assert [one.number for one in text_of(db.session(), plan.id).sections] == [2, 1]
    [first, second] = text_of(db.session(), plan.id).sections[1].remarks
    assert (first.author, first.body, first.is_open) == ("Carl Weber", "By when?", True)
    assert [answer.body for answer in second.answers] == ["All."]


def test_a_source_names_the_comment_of_its_own_plan(written: Office) -> None:
    plan = restored(written)
    theirs = section(1, AGAIN).id
    found = db.session.scalars(
        select(Comment)
        .join(SectionSource, SectionSource.comment_id == Comment.id)
        .where(SectionSource.section_id == theirs)
    ).one()
    assert (found.plan_id, found.number) == (plan.id, 3)


def test_versions_are_there_with_their_digests_and_these_still_hold(written: Office) -> None:
    here = {number: kept(number).digest for number in (1, 2)}
    restored(written)
    for number, name in ((1, "Draft for clearance"), (2, "As cleared")):
        found = kept(number, AGAIN)
        assert (found.name, found.kept_at, found.digest) == (name, EIGHT, here[number])
        assert frozen.digest_of(found.content) == here[number]
        assert versions.is_as_kept(db.session(), found)
    journal.verify(db.session())


def test_nothing_changed_between_the_last_version_and_the_restored_plan(written: Office) -> None:
    plan = restored(written)
    now = frozen.content_of(db.session(), plan)
    assert changes(kept(2, AGAIN).content, now).words == "Nothing changed"
    assert changes(kept(1, AGAIN).content, now).words == "1 section changed"


def test_a_version_that_was_tampered_with_in_the_file_is_noticed(written: Office) -> None:
    content = exported(written.plan(), "json", NOW, with_history=True)
    archive = formats.read(content).archive
    assert archive is not None
    [first, _] = archive["tables"]["plan_versions"]
    first["content"]["sections"][0]["body"] = "Everything is fine."
    first["digest"] = frozen.digest_of(first["content"])
    archives.restore(Change(written.coordinator, NOW), archive, AGAIN)
    assert not versions.is_as_kept(db.session(), kept(1, AGAIN))
    assert versions.is_as_kept(db.session(), kept(2, AGAIN))


def test_the_history_of_a_section_and_its_undo_mean_the_section_there(written: Office) -> None:
    plan = restored(written)
    _, standing = rights.plan_for(db.session(), written.coordinator, AGAIN)
    history = [words for _, words in history_of(db.session(), standing, plan.id, 1)]
    assert history[:2] == [
        "Section “Purpose” changed: 1 word went from its text, 3 words came into it",
        "Remarked on section “Purpose”",
    ]
    entries = db.session.scalars(
        select(JournalEntry)
        .where(JournalEntry.plan_id == plan.id, JournalEntry.verb == "section.changed")
        .order_by(JournalEntry.seq)
    ).all()
    undo(by(written), entries[-1].seq)
    assert section(1, AGAIN).body == "It makes allies stronger."
    assert section(1).body == "It makes allies stronger at once."


def test_an_archive_of_before_has_no_text(written: Office) -> None:
    archive = archives.archive_of(db.session(), written.plan())
    for name in ("plan_sections", "section_sources", "section_remarks", "plan_versions"):
        del archive["tables"][name]
    of_text = ("section", "section_source", "plan_version")
    entries = archive["tables"]["journal"]
    first = next(n for n, e in enumerate(entries) if e["subject_type"] in of_text)
    archive["tables"]["journal"] = entries[:first]
    plan = archives.restore(Change(written.coordinator, NOW), archive, AGAIN)
    assert text_of(db.session(), plan.id) == Text([], [])
