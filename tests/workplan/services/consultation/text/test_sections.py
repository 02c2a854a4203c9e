"""Sections of the text: begun, added, changed, ordered, retired; by whom, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models import PlanSection
from support.consultation.letters_in import by
from support.ground.office import OTHER_SLUG, SLUG
from support.record.plan_texts import BODY, change, order, section, write
from support.web.refusals import refused, refuses
from workplan.errors import InvalidInput, NotAllowed, NotFound, PlanIsFrozen, StaleVersion
from workplan.extensions import db
from workplan.services.consultation.text import sections
from workplan.services.consultation.text.sections import SectionFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office
    from workplan.services.record.change import Change

PURPOSE = SectionFields("Purpose", "Said")
CHANGES: dict[str, Callable[[Change], Any]] = {
    "add": lambda c: sections.add(c, SLUG, PURPOSE),
    "change": lambda c: sections.change(c, SLUG, 1, 1, PURPOSE),
    "put": lambda c: sections.put(c, SLUG, 1, 2),
    "retire": lambda c: sections.retire(c, SLUG, 1, 1),
    "restore": lambda c: sections.restore(c, SLUG, 2),
}


def verbs(office: Office, since: int) -> list[str]:
    return [entry.verb for entry in office.journal(since)]


def test_a_text_begins_with_the_outline_as_one_group(office: Office) -> None:
    since = office.last_seq()
    assert sections.start(by(office), SLUG) == 7
    assert order() == [1, 2, 3, 4, 5, 6, 7]
    assert (section(1).heading, section(1).body, section(7).heading) == (
        *("Purpose", "", "Consultation"),
    )
    begun, *parts = office.journal(since)
    assert (begun.verb, begun.after) == ("text.started", {"count": 7})
    assert [part.verb for part in parts] == ["section.added"] * 7
    assert {part.cause_seq for part in parts} == {begun.seq}


def test_a_text_is_begun_once_and_anew_when_everything_is_retired(office: Office) -> None:
    write(office)
    with refuses("heading", "The text is begun already. Add a section to it instead."):
        sections.start(by(office), SLUG)
    sections.retire(by(office), SLUG, 1, 1)
    sections.start(by(office), SLUG)
    assert order() == [2, 3, 4, 5, 6, 7, 8]


def test_a_section_is_added_behind_the_last_and_its_number_is_never_given_again(
    office: Office,
) -> None:
    assert (write(office, "Purpose"), write(office, "Risks")) == (1, 2)
    sections.put(by(office), SLUG, 2, 1)
    sections.retire(by(office), SLUG, 2, 1)
    assert write(office, "Annex") == 3
    assert order() == [1, 3]
    found = section(3)
    assert (found.heading, found.body, found.version) == ("Annex", BODY, 1)
    entry = office.journal()[-1]
    assert (entry.verb, entry.subject_type, entry.subject_id) == (
        *("section.added", "section", found.id),
    )
    assert entry.after == {"heading": "Annex", "body": BODY}


def test_numbers_are_those_of_each_plan(office: Office) -> None:
    write(office)
    assert sections.add(by(office, "stranger"), OTHER_SLUG, PURPOSE) == 1
    assert order() == [1]


def test_blanks_around_a_text_and_control_characters_are_left_out(office: Office) -> None:
    number = write(office, "  Risks ", "\r\n One\r\ntwo\x00\x07 \n\n")
    assert (section(number).heading, section(number).body) == ("Risks", "One\ntwo")


@pytest.mark.parametrize(
    ("field", "wanted", "words"),
    [
        ("heading", SectionFields(" "), "The heading is empty. Give the section a heading."),
        ("heading", SectionFields("a\nb"), "A heading stands on one line."),
        ("heading", SectionFields("h" * 201), "The heading has 201 characters, and 200 fit."),
        ("body", SectionFields("Risks", "b" * 40_001), "has 40,001 characters, and 40,000 fit"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    office: Office, field: str, wanted: SectionFields, words: str
) -> None:
    write(office)
    for act in (
        lambda: sections.add(by(office), SLUG, wanted),
        lambda: sections.change(by(office), SLUG, 1, 1, wanted),
    ):
        with refused(InvalidInput, words):
            act()
        with pytest.raises(InvalidInput) as raised:
            act()
        assert raised.value.field == field


def test_as_much_as_fits_is_taken(office: Office) -> None:
    number = write(office, "h" * 200, "b" * 40_000)
    assert (len(section(number).heading), len(section(number).body)) == (200, 40_000)


def test_more_sections_than_a_hundred_are_refused(office: Office) -> None:
    plan = office.plan()
    rows = [
        PlanSection(plan_id=plan.id, number=n, position=n, heading="Part") for n in range(1, 101)
    ]
    db.session.add_all(rows)
    db.session.commit()
    with refused(InvalidInput, "The text has 100 sections, and no more fit. Join two."):
        write(office)
    sections.retire(by(office), SLUG, 100, 1)
    assert write(office) == 101


def test_a_change_is_from_the_version_that_somebody_saw(office: Office) -> None:
    write(office)
    change(office, 1, "Better.", why="Asked for by State")
    assert (section(1).body, section(1).version) == ("Better.", 2)
    entry = office.journal()[-1]
    assert (entry.verb, entry.reason) == ("section.changed", "Asked for by State")
    # What stays as it was is in no entry.
    assert (entry.before, entry.after) == ({"body": BODY}, {"body": "Better."})
    with refused(StaleVersion):
        sections.change(by(office), SLUG, 1, 1, PURPOSE)
    with refused(StaleVersion):
        sections.retire(by(office), SLUG, 1, 1)


def test_a_change_of_nothing_leaves_no_entry_and_no_version(office: Office) -> None:
    write(office)
    since = office.last_seq()
    change(office, 1, f" {BODY}\n")
    sections.put(by(office), SLUG, 1, 1)
    sections.restore(by(office), SLUG, 1)
    assert (verbs(office, since), section(1).version) == ([], 1)


def test_the_order_is_put_by_place_and_the_nearest_place_stands_for_one_that_is_none(
    office: Office,
) -> None:
    for heading in ("Purpose", "Risks", "Annex"):
        write(office, heading)
    since = office.last_seq()
    sections.put(by(office), SLUG, 3, 1)
    assert order() == [3, 1, 2]
    sections.put(by(office), SLUG, 3, 99)
    assert order() == [1, 2, 3]
    sections.put(by(office), SLUG, 2, -5)
    assert order() == [2, 1, 3]
    moved = [(entry.before, entry.after) for entry in office.journal(since)]
    assert moved == [
        ({"place": 3}, {"place": 1}),
        ({"place": 1}, {"place": 3}),
        ({"place": 2}, {"place": 1}),
    ]
    # Whoever writes meanwhile is not overtaken by an order.
    assert [section(number).version for number in (1, 2, 3)] == [1, 1, 1]


def test_a_retired_section_comes_back_where_it_was(office: Office) -> None:
    for heading in ("Purpose", "Risks", "Annex"):
        write(office, heading)
    sections.retire(by(office), SLUG, 2, 1, "Not needed")
    assert order() == [1, 3]
    entry = office.journal()[-1]
    assert (entry.verb, entry.after, entry.reason) == (
        *("section.retired", {"heading": "Risks"}, "Not needed"),
    )
    sections.restore(by(office), SLUG, 2)
    assert order() == [1, 2, 3]
    assert (section(2).version, office.journal()[-1].verb) == (3, "section.restored")


def test_a_retired_section_is_not_changed_moved_or_retired_again(office: Office) -> None:
    write(office)
    sections.retire(by(office), SLUG, 1, 1)
    for name in ("change", "put", "retire"):
        with refuses("heading", "“Purpose” is retired. Restore it first."):
            CHANGES[name](by(office))


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("who", ["lead", "contributor", "supervisor", "viewer", "auditor"])
def test_only_the_coordinator_writes(office: Office, who: str, what: str) -> None:
    write(office)
    write(office, "Risks")
    sections.retire(by(office), SLUG, 2, 1)
    with refused(NotAllowed):
        CHANGES[what](by(office, who))


@pytest.mark.parametrize("what", CHANGES)
def test_a_stranger_finds_no_plan_and_a_closed_plan_is_not_changed(
    office: Office, what: str
) -> None:
    write(office)
    write(office, "Risks")
    sections.retire(by(office), SLUG, 2, 1)
    with refused(NotFound, "There is no plan “arms” among yours."):
        CHANGES[what](by(office, "stranger"))
    office.put_stage("closed")
    with refused(PlanIsFrozen):
        CHANGES[what](by(office))


def test_only_the_coordinator_begins_a_text(office: Office) -> None:
    with refused(NotAllowed):
        sections.start(by(office, "lead"), SLUG)
    with refused(NotFound):
        sections.start(by(office, "stranger"), SLUG)
    office.put_stage("closed")
    with refused(PlanIsFrozen):
        sections.start(by(office), SLUG)


def test_a_section_that_the_plan_does_not_have_is_not_found(office: Office) -> None:
    sections.add(by(office, "stranger"), OTHER_SLUG, PURPOSE)
    with refused(NotFound, "There is no section 1 in the text of this plan."):
        sections.change(by(office), SLUG, 1, 1, PURPOSE)
    with refused(NotFound, "There is no section 4 in the text of this plan."):
        sections.restore(by(office), SLUG, 4)
