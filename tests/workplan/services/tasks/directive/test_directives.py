"""Directives: added, changed, superseded, retired and restored; dates follow the signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Directive
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.calendars.spans import days
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks.directive import directive_columns, directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
OPERATOR = Actor(None, "Operator", "cli")
ORDER = DirectiveFields("EO 14268", "Reforming foreign defense sales", date(2026, 4, 9))


def own(office: Office) -> Directive:
    """Return the directive of the office's plan."""
    db.session.rollback()
    return db.session.get_one(Directive, office.plan(SLUG).directive_id)


def changed(office: Office, who: str = "coordinator", **wanted: Any) -> Directive:
    row = own(office)
    fields = replace(directive_columns.fields_of(row), **wanted)
    return directives.change(Change(office.people[who], NOW), row.id, row.version, fields)


def test_coordinators_administrators_and_operators_add_one(office: Office) -> None:
    added = directives.add(Change(office.coordinator, NOW), ORDER)
    assert (added.status, added.version) == ("in_force", 1)
    directives.add(Change(office.people["admin"], NOW), replace(ORDER, citation="EO 1"))
    directives.add(Change(OPERATOR, NOW), replace(ORDER, citation="EO 2"))
    for who in ("lead", "viewer", "auditor"):
        with pytest.raises(NotAllowed, match="Ask the coordinator"):
            directives.add(Change(office.people[who], NOW), replace(ORDER, citation="EO 3"))


@pytest.mark.parametrize(
    ("wanted", "field", "words"),
    [
        ({"citation": " "}, "citation", "empty"),
        ({"citation": "nspm-10"}, "citation", "nspm-10 is in the list already"),
        ({"title": "x" * 201}, "title", "200 characters"),
        ({"superseded_by": "Another"}, "superseded_on", "on which day"),
        ({"superseded_on": date(2026, 4, 8)}, "superseded_on", "before it was signed"),
        ({"superseded_on": date(2026, 5, 1), "superseded_by_id": 999}, "superseded_by_id", "list"),
    ],
)
def test_what_cannot_be_taken_is_named_with_the_way_out(
    office: Office, wanted: dict[str, Any], field: str, words: str
) -> None:
    with refuses(field, words):
        directives.add(Change(office.coordinator, NOW), replace(ORDER, **wanted))


def test_what_superseded_it_is_named_from_the_list_and_never_in_a_circle(office: Office) -> None:
    order = directives.add(Change(office.coordinator, NOW), ORDER)
    number = order.id
    row = changed(office, superseded_on=date(2026, 9, 1), superseded_by_id=number)
    assert (row.status, row.superseded_by) == ("superseded", "EO 14268")
    back = replace(ORDER, superseded_on=date(2026, 9, 2), superseded_by_id=own(office).id)
    with refuses("superseded_by_id", "was itself superseded by EO 14268"):
        directives.change(Change(office.coordinator, NOW), number, 1, back)


def test_two_who_change_it_at_once_do_not_overwrite_each_other(office: Office) -> None:
    row = own(office)
    fields, number = directive_columns.fields_of(row), row.id
    directives.change(Change(office.coordinator, NOW), number, 1, replace(fields, title="New"))
    with pytest.raises(StaleVersion):
        directives.change(Change(office.coordinator, NOW), number, 1, replace(fields, title="X"))


def test_another_day_of_signature_moves_what_counts_from_it_and_the_plan_says_why(
    office: Office,
) -> None:
    task = office.add("1a", due=SuspenseRule("signed", within=days(60)))
    assert office.task(task).due_on == date(2026, 10, 2)
    since = office.last_seq()
    changed(office, signed_on=date(2026, 8, 10))
    assert office.task(task).due_on == date(2026, 10, 9)
    entries = office.journal(since)
    assert [e.verb for e in entries] == ["directive.changed", "plan.directive_moved", "task.moved"]
    assert entries[2].cause_seq == entries[1].seq
    names = names_for(db.session(), entries)
    assert [said(e, names) for e in entries[:2]] == [
        "Directive NSPM-10: signed from “3 Aug 2026” to “10 Aug 2026”",
        "NSPM-10 was signed on another day: 10 Aug 2026, not 3 Aug 2026",
    ]
    undo.undo(Change(office.coordinator, NOW), entries[0].seq)
    assert office.task(task).due_on == date(2026, 10, 2)


def test_dates_of_a_plan_that_somebody_does_not_coordinate_are_not_moved_by_them(
    office: Office,
) -> None:
    row = own(office)
    fields = replace(directive_columns.fields_of(row), signed_on=date(2026, 8, 10))
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        directives.change(Change(office.stranger, NOW), row.id, 1, fields)
    changed(office, "admin", signed_on=date(2026, 8, 10))


def test_one_that_is_retired_is_not_chosen_and_plans_keep_it(office: Office) -> None:
    number = own(office).id
    directives.retire(Change(office.coordinator, NOW), number)
    assert number not in directives.choices(db.session())
    assert number in directives.choices(db.session(), number)
    assert office.plan(SLUG).directive_id == number
    with refuses("citation", "retired already"):
        directives.retire(Change(office.coordinator, NOW), number)
    undo.undo(Change(office.coordinator, NOW), office.last_seq())
    assert number in directives.choices(db.session())
    with refuses("citation", "is in use"):
        directives.restore(Change(office.coordinator, NOW), number)


def test_a_change_is_taken_back_whole_and_not_over_another(office: Office) -> None:
    order = directives.add(Change(office.coordinator, NOW), ORDER)
    changed(office, superseded_on=date(2026, 9, 1), superseded_by_id=order.id)
    first = office.last_seq()
    changed(office, title="Arms")
    undo.undo(Change(office.coordinator, NOW), first)
    row = own(office)
    assert (row.status, row.superseded_by, row.title) == ("in_force", None, "Arms")
    changed(office, title="Arms transfers")
    second = office.last_seq()
    changed(office, title="Transfers")
    with refuses("entry", "changed it again"):
        undo.undo(Change(office.coordinator, NOW), second)


def test_one_is_found_by_its_number_and_its_citation(office: Office) -> None:
    assert directives.by_citation(db.session(), "NSPM-10").id == own(office).id
    with pytest.raises(NotFound, match="“EO 0”"):
        directives.by_citation(db.session(), "EO 0")
    with pytest.raises(NotFound, match="999"):
        directives.by_id(db.session(), 999)
    assert len(db.session.scalars(select(Directive)).all()) == 2
