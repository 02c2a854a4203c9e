"""Versions of a plan: kept once, never changed, and known again by their digests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import PlanVersion
from support.consultation.letters_in import by
from support.ground.office import OTHER_SLUG, SLUG
from support.programs.outbox import EIGHT
from support.record.plan_texts import BODY, change, kept, section, source, the_remark, write
from support.web.refusals import refused, refuses
from workplan.errors import InvalidInput, NotAllowed, NotFound, PlanIsFrozen
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation.text import frozen, remarks, sections, sources, versions
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.spills import asking, carrying_out
from workplan.services.spills.asking import Asked
from workplan.services.spills.carrying_out import Kept
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from support.ground.office import Office


def keep(office: Office, name: str = "Draft for clearance") -> int:
    return versions.keep(by(office), SLUG, name)


def is_as_kept(number: int = 1) -> bool:
    return versions.is_as_kept(db.session(), kept(number))


def test_a_version_is_kept_under_the_next_number_with_who_when_and_what_for(
    office: Office,
) -> None:
    write(office)
    assert versions.keep(by(office), SLUG, "  Draft for clearance ", "Asked for by State") == 1
    found = kept()
    assert (found.name, found.kept_at, found.kept_by_id) == (
        *("Draft for clearance", EIGHT, office.coordinator.id),
    )
    assert found.content["sections"][0]["body"] == BODY
    entry = office.journal()[-1]
    assert (entry.verb, entry.subject_type, entry.subject_id, entry.reason) == (
        *("plan_version.kept", "plan_version", found.id, "Asked for by State"),
    )
    assert entry.after == {
        "number": 1,
        "name": "Draft for clearance",
        "checksum": found.digest,
    }
    change(office, 1, "Better.")
    assert keep(office, "As cleared") == 2


def test_a_plan_is_not_kept_twice_unchanged(office: Office) -> None:
    write(office)
    keep(office)
    with refused(InvalidInput, "Nothing changed since version 1"):
        keep(office, "Another name")
    # A remark is no part of what is kept.
    remarks.say(by(office), SLUG, 1, "Say more.")
    with refused(InvalidInput, "Nothing changed since version 1"):
        keep(office)


@pytest.mark.parametrize("what", ["text", "source", "order", "task", "title"])
def test_a_change_of_text_sources_order_tasks_or_title_makes_another_version(
    office: Office, what: str
) -> None:
    write(office)
    write(office, "Risks")
    task = office.add("1a", 5)
    keep(office)
    match what:
        case "text":
            change(office, 1, "Better.")
        case "source":
            source(office)
        case "order":
            sections.put(by(office), SLUG, 2, 1)
        case "task":
            office.change(task, duration_days=9)
        case "title":
            office.plan().title = "Arms plan"
            db.session.commit()
    assert keep(office) == 2
    assert kept(1).digest != kept(2).digest


def test_going_back_to_what_an_earlier_version_has_is_a_change_since_the_last(
    office: Office,
) -> None:
    write(office)
    keep(office)
    change(office, 1, "Better.")
    keep(office)
    change(office, 1, BODY)
    assert keep(office) == 3
    assert kept(3).digest == kept(1).digest


def test_a_plan_without_a_word_is_not_kept(office: Office) -> None:
    with refuses("name", "No section of the text says anything yet. Write one first."):
        keep(office)
    sections.start(by(office), SLUG)
    with refuses("name", "No section of the text says anything yet."):
        keep(office)
    change(office, 1, "It begins.")
    sections.retire(by(office), SLUG, 1, section(1).version)
    with refuses("name", "No section of the text says anything yet."):
        keep(office)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (" ", "The name is empty. Give the version a name."),
        ("a\nb", "A name stands on one line."),
        ("n" * 201, "The name has 201 characters, and 200 fit."),
    ],
)
def test_a_name_that_cannot_stand_is_refused(office: Office, name: str, words: str) -> None:
    write(office)
    with refuses("name", words):
        keep(office, name)


def test_only_the_coordinator_keeps_a_version_and_not_of_a_closed_plan(office: Office) -> None:
    write(office)
    for who in ("lead", "contributor", "viewer", "auditor"):
        with refused(NotAllowed):
            versions.keep(by(office, who), SLUG, "Draft")
    with refused(NotFound):
        versions.keep(by(office, "stranger"), SLUG, "Draft")
    office.put_stage("closed")
    with refused(PlanIsFrozen):
        keep(office)


def test_a_version_is_found_by_its_number_in_its_own_plan(office: Office) -> None:
    write(office)
    assert versions.last_of(db.session(), office.plan().id) is None
    keep(office)
    change(office, 1, "Better.")
    keep(office, "As cleared")
    plan, others = office.plan(), office.plan(OTHER_SLUG)
    last = versions.last_of(db.session(), plan.id)
    assert last is not None
    assert (last.number, last.name) == (2, "As cleared")
    assert versions.of_number(db.session(), plan.id, 1).name == "Draft for clearance"
    assert versions.last_of(db.session(), others.id) is None
    for plan_id, number in ((plan.id, 3), (others.id, 1)):
        with pytest.raises(NotFound, match=f"There is no version {number} of this plan."):
            versions.of_number(db.session(), plan_id, number)


def test_a_version_stays_as_it_was_whatever_becomes_of_the_plan(office: Office) -> None:
    number = write(office)
    added = source(office)
    task = office.add("1a", 5)
    keep(office)
    before = frozen.packed(kept().content)
    change(office, number, "Something else.", "Aim")
    sources.remove(by(office), SLUG, added)
    office.change(task, duration_days=20, name="Other")
    office.remove(task)
    sections.retire(by(office), SLUG, number, section(number).version)
    assert frozen.packed(kept().content) == before
    assert is_as_kept()


def test_a_version_is_not_undone(office: Office) -> None:
    write(office)
    keep(office)
    with refused(InvalidInput, "cannot be undone"):
        undo(by(office), office.last_seq())
    assert kept().number == 1


def test_what_was_changed_behind_our_back_is_noticed(office: Office) -> None:
    write(office)
    keep(office)
    assert is_as_kept()
    content = json.loads(frozen.packed(kept().content))
    content["sections"][0]["body"] = content["sections"][0]["body"].replace("2027", "2072")
    db.session.execute(update(PlanVersion).values(content=content))
    db.session.commit()
    assert not is_as_kept()
    # A digest that fits what is there now is not that of the journal.
    db.session.execute(update(PlanVersion).values(digest=frozen.digest_of(content)))
    db.session.commit()
    assert not is_as_kept()


def test_a_digest_alone_that_was_changed_is_noticed(office: Office) -> None:
    write(office)
    keep(office)
    db.session.execute(update(PlanVersion).values(digest="0" * 64))
    db.session.commit()
    assert not is_as_kept()


def test_words_that_are_removed_for_good_leave_text_sources_remarks_and_versions(
    office: Office,
) -> None:
    write(office, "Purpose", "At once the heron flies at nine.")
    source(office, 1, "He said: the heron flies at nine.", "the heron flies at nine")
    said = remarks.say(by(office), SLUG, 1, "Who says that the heron flies at nine?")
    keep(office)
    digest = kept().digest
    wanted = Asked("words", None, "the heron flies at nine", "It is classified.")
    number = asking.ask(by(office), SLUG, wanted)
    db.session.remove()
    instance = office.app.extensions["workplan"].instance
    store = Kept(DiskStore(instance / "evidence"), instance)
    carrying_out.remove(Change(office.people["admin"], EIGHT), store, number, "")

    assert section(1).body == "At once [removed]."
    assert the_remark(said).body == "Who says that [removed]?"
    content = kept().content
    assert content["sections"][0]["body"] == "At once [removed]."
    assert content["sections"][0]["sources"] == [
        {"kind": "directive", "passage": "[removed]", "words": "He said: [removed]."}
    ]
    assert "heron" not in str([(e.before, e.after) for e in office.journal()])
    # Its digest stays that of what was kept, and so it shows that something left.
    assert kept().digest == digest
    assert not is_as_kept()
    journal.verify(db.session())
