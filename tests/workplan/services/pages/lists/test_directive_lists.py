"""Directives as a list and one by one; plans only where the reader sees them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.pages.lists import directive_lists
from workplan.services.record.change import Change
from workplan.services.tasks.directive import directive_merges, directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)


def test_the_newest_stands_first_and_its_state_is_said(office: Office) -> None:
    older = DirectiveFields("NSM-18", "Before", date(2023, 2, 23), date(2026, 8, 3), "NSPM-10")
    double = DirectiveFields("NSPM 10", "Again", date(2026, 8, 3))
    change = Change(office.coordinator, NOW)
    directives.add(change, older)
    second = directives.add(Change(office.coordinator, NOW), double).id
    first = office.plan(SLUG).directive_id or 0
    directive_merges.merge(Change(office.coordinator, NOW), second, first)
    rows = directive_lists.directives(db.session())
    assert [(row.citation, row.state) for row in rows] == [
        ("NSPM 10", "double of NSPM-10"),
        ("NSPM-10", "in force"),
        ("NSPM-10 strangers", "in force"),
        ("NSM-18", "superseded"),
    ]
    present = directive_lists.directives(db.session(), with_retired=False)
    assert "NSPM 10" not in [row.citation for row in present]


def test_plans_are_those_that_the_reader_sees(office: Office) -> None:
    number = office.plan(SLUG).directive_id or 0
    for who, slugs in (("viewer", [SLUG]), ("stranger", []), ("admin", [])):
        page = directive_lists.page_of(db.session(), office.people[who], number)
        assert [plan.slug for plan in page.plans] == slugs
        assert len(page.objectives) == 1
    other = office.plan(OTHER_SLUG).directive_id or 0
    assert directive_lists.page_of(db.session(), office.viewer, other).plans == []
