"""A directive that stands twice becomes one: its plans and objectives follow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Directive, Objective, TaskObjective
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.record.references import references_to
from workplan.services.record.transaction import writing
from workplan.services.tasks.directive import directive_columns, directive_merges, directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields
from workplan.services.tasks.directive.directive_merges import TREATED

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
SIGNED = date(2026, 8, 3)


def double(office: Office, signed_on: date = SIGNED, **objectives: str) -> int:
    """Return the number of a second entry of the plan's directive, with objectives by code."""
    wanted = DirectiveFields("NSPM 10", "Arms transfers", signed_on)
    number = directives.add(Change(office.coordinator, NOW), wanted).id
    with writing() as session:
        session.add_all(
            Objective(directive_id=number, code=code.removeprefix("o"), statement=statement)
            for code, statement in objectives.items()
        )
    return number


def own(office: Office) -> int:
    return office.plan(SLUG).directive_id or 0


def merge(office: Office, old: int, new: int) -> None:
    directive_merges.merge(Change(office.coordinator, NOW), old, new, "Entered twice")


def objectives_of(number: int) -> dict[str, str]:
    wanted = select(Objective.code, Objective.statement).where(Objective.directive_id == number)
    return {row.code: row.statement for row in db.session.execute(wanted)}


def test_every_column_that_refers_to_a_directive_is_treated_on_purpose() -> None:
    """Whoever adds one says here what becomes of it; until then, it follows plainly."""
    assert {one.names for one in references_to("directives")} == TREATED.keys()


def test_plans_follow_and_their_journals_say_so(office: Office) -> None:
    old, new = own(office), double(office)
    since, plan_id = office.last_seq(), office.plan(SLUG).id
    merge(office, old, new)
    assert own(office) == new
    row = db.session.get_one(Directive, old)
    assert (row.merged_into_id, row.retired_at is None) == (new, False)
    told = [(e.verb, e.plan_id) for e in office.journal(since)]
    assert told == [("directive.merged", None), ("directive.merged", plan_id)]


def test_objectives_that_both_have_are_joined_and_others_keep_apart(office: Office) -> None:
    new = double(office, o1="Make  allies STRONGER.", o2="Sell more.")
    old = own(office)
    served = db.session.scalars(select(TaskObjective.task_id)).all()
    assert served
    merge(office, old, new)
    assert objectives_of(new) == {"1": "Make  allies STRONGER.", "2": "Sell more."}
    kept = select(TaskObjective.task_id).join(Objective).where(Objective.directive_id == new)
    assert db.session.scalars(kept).all()


def test_another_objective_of_the_same_code_gets_a_free_one(office: Office) -> None:
    new = double(office, o1="Sell more.")
    merge(office, own(office), new)
    assert objectives_of(new) == {"1": "Sell more.", "1-2": "Make allies stronger."}


def test_lineage_follows_and_nothing_supersedes_itself(office: Office) -> None:
    old, new = double(office), own(office)
    row = db.session.get_one(Directive, new)
    fields = directive_columns.fields_of(row)
    superseded = DirectiveFields(
        fields.citation, fields.title, fields.signed_on, date(2026, 9, 1), "", old
    )
    directives.change(Change(office.coordinator, NOW), new, row.version, superseded)
    merge(office, old, new)
    db.session.rollback()
    assert db.session.get_one(Directive, new).superseded_by_id is None


def test_what_cannot_be_merged_is_refused(office: Office) -> None:
    old, new = double(office, date(2026, 8, 4)), own(office)
    with refuses("into", "signed on 4 Aug 2026"):
        merge(office, old, new)
    with refuses("into", "no double of itself"):
        merge(office, new, new)
    with refuses("into", "No directive was chosen"):
        merge(office, old, 0)
    directives.retire(Change(office.coordinator, NOW), new)
    with refuses("into", "is retired"):
        merge(office, old, new)
    with pytest.raises(NotAllowed):
        directive_merges.merge(Change(office.lead, NOW), old, new)


def test_a_double_is_neither_merged_twice_nor_restored(office: Office) -> None:
    old, new = double(office), own(office)
    merge(office, old, new)
    with refuses("into", "merged already"):
        merge(office, old, new)
    with refuses("citation", "its merge is not undone"):
        directives.restore(Change(office.coordinator, NOW), old)
