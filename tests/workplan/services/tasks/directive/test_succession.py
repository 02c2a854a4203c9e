"""What became of the objectives of a superseded directive: carried over, or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Directive, JournalEntry, Objective
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.errors import NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.record.change import Change
from workplan.services.structure import objectives
from workplan.services.structure.objectives import ObjectiveFields
from workplan.services.tasks.directive import (
    directive_columns,
    directive_merges,
    directives,
    succession,
)
from workplan.services.tasks.directive.directive_columns import DirectiveFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
ORDER = DirectiveFields("EO 14268", "Reforming foreign defense sales", date(2026, 8, 20))


class Lineage:
    """The directive of the office with two objectives, and an order that superseded it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        change = Change(office.coordinator, NOW)
        wanted = [ObjectiveFields("", "Sell more"), ObjectiveFields("", "Keep the peace")]
        self.own = objectives.add(change, SLUG, wanted)[:2]
        self.directive = office.plan().directive_id or 0
        self.order = directives.add(change, ORDER).id
        heir = Objective(directive_id=self.order, code="A", statement="Sell faster")
        db.session.add(heir)
        db.session.commit()
        self.heir = heir.id
        self.supersede()

    def supersede(self) -> None:
        row = db.session.get_one(Directive, self.directive)
        fields = replace(
            directive_columns.fields_of(row),
            superseded_on=date(2026, 8, 20),
            superseded_by_id=self.order,
        )
        directives.change(Change(self.office.coordinator, NOW), row.id, row.version, fields)

    def version(self) -> int:
        db.session.rollback()
        return db.session.get_one(Directive, self.directive).version

    def follow(self, who: str = "coordinator", **wanted: str) -> int:
        by_id = {self.own[int(key[1:])]: value for key, value in wanted.items()}
        change = Change(self.office.people[who], NOW)
        return succession.follow(change, self.directive, self.version(), by_id)

    def told(self) -> dict[int, str]:
        db.session.rollback()
        return {row.id: row.said for row in succession.followed(db.session(), self.directive)}


@pytest.fixture
def lineage(office: Office) -> Lineage:
    return Lineage(office)


def test_one_is_carried_over_and_another_dropped(lineage: Lineage) -> None:
    assert lineage.follow(o0=str(lineage.heir), o1="dropped") == 2
    told = lineage.told()
    assert told[lineage.own[0]] == "Carried over as A of EO 14268"
    assert told[lineage.own[1]] == "Dropped"
    [earlier] = succession.carried_into(db.session(), lineage.order)[lineage.heir]
    assert earlier.endswith(" of NSPM-10")


def test_the_journal_says_it_of_each_and_nothing_of_what_stays(lineage: Lineage) -> None:
    lineage.follow(o0=str(lineage.heir), o1="dropped")
    assert lineage.follow(o0=str(lineage.heir), o1="") == 1
    wanted = select(JournalEntry).where(JournalEntry.verb == "directive.objective_followed")
    entries = db.session.scalars(wanted.order_by(JournalEntry.seq)).all()
    names = names_for(db.session(), entries)
    words = [said(entry, names) for entry in entries]
    assert [text.partition(": ")[2] for text in words] == [
        "carried over as A of EO 14268",
        "dropped",
        "no more said what became of it",
    ]


def test_one_becomes_only_what_the_directive_has_that_took_the_place(lineage: Lineage) -> None:
    with refuses("objectives", "Choose from its list"):
        lineage.follow(o0=str(lineage.own[1]))
    with refuses("objectives", "Choose from its list"):
        lineage.follow(o0="kept")
    assert set(lineage.told().values()) == {""}


def test_nothing_becomes_of_those_of_a_directive_that_is_in_force(lineage: Lineage) -> None:
    version = db.session.get_one(Directive, lineage.order).version
    db.session.rollback()
    with refuses("objectives", "Say which did"):
        succession.follow(
            Change(lineage.office.coordinator, NOW), lineage.order, version, {lineage.heir: ""}
        )


def test_who_saw_an_earlier_version_changes_nothing(lineage: Lineage) -> None:
    seen = lineage.version()
    lineage.follow(o0="dropped")
    with pytest.raises(StaleVersion):
        succession.follow(
            Change(lineage.office.coordinator, NOW), lineage.directive, seen, {lineage.own[0]: ""}
        )
    db.session.rollback()
    assert lineage.told()[lineage.own[0]] == "Dropped"


def test_a_lead_says_nothing_of_it(lineage: Lineage) -> None:
    with pytest.raises(NotAllowed):
        lineage.follow("lead", o0="dropped")


def test_what_it_became_stays_when_its_heir_is_retired_and_another_is_said(
    lineage: Lineage,
) -> None:
    lineage.follow(o0=str(lineage.heir))
    db.session.get_one(Objective, lineage.heir).retired_at = NOW
    db.session.commit()
    assert lineage.follow(o0=str(lineage.heir), o1="dropped") == 1
    assert lineage.told()[lineage.own[0]] == "Carried over as A of EO 14268"


def test_doubles_that_are_merged_have_no_heirs_in_each_other(lineage: Lineage) -> None:
    own = db.session.get_one(Directive, lineage.directive)
    order = db.session.get_one(Directive, lineage.order)
    heir, first = (db.session.get_one(Objective, n) for n in (lineage.heir, lineage.own[0]))
    heir.code, heir.statement = first.code, first.statement
    order.signed_on = own.signed_on
    db.session.commit()
    lineage.follow(o0=str(lineage.heir))
    change = Change(lineage.office.coordinator, NOW)
    directive_merges.merge(change, lineage.order, lineage.directive, "One and the same")
    assert set(lineage.told().values()) == {""}
