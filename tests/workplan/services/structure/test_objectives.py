"""Objectives of a plan's directive: added by hand or from a list, changed, ordered, retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models import Objective, Plan
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.change import Change
from workplan.services.structure import objectives
from workplan.services.structure.objectives import ObjectiveFields, written_in

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
LIST = """
1. Make allies stronger

(a) Shorten the way to delivery
- Show the figures
2) Bring new firms in
Keep 30 days of stock
"""


def by(office: Office) -> Change:
    return Change(office.coordinator, NOW)


def in_use(slug: str = SLUG) -> list[tuple[str, str]]:
    db.session.rollback()
    found = (
        select(Objective)
        .join(Plan, Plan.directive_id == Objective.directive_id)
        .where(Plan.slug == slug, Objective.retired_at.is_(None))
        .order_by(Objective.position, Objective.id)
    )
    return [(one.code, one.statement) for one in db.session.scalars(found)]


def codes() -> str:
    return "".join(code for code, _ in in_use())


def number_of(code: str) -> int:
    db.session.rollback()
    return db.session.scalars(select(Objective.id).where(Objective.code == code)).first() or 0


@pytest.fixture
def three(office: Office) -> Office:
    """The plan with three objectives."""
    wanted = [ObjectiveFields("", "Shorten the way"), ObjectiveFields("", "Show the figures")]
    objectives.add(by(office), SLUG, wanted)
    return office


def test_a_list_is_read_with_the_numbers_that_its_lines_have() -> None:
    assert written_in(LIST) == [
        ObjectiveFields("1", "Make allies stronger"),
        ObjectiveFields("a", "Shorten the way to delivery"),
        ObjectiveFields("", "Show the figures"),
        ObjectiveFields("2", "Bring new firms in"),
        ObjectiveFields("", "Keep 30 days of stock"),
    ]


@given(st.lists(st.text(st.characters(categories=("Ll", "Lu")), min_size=2), max_size=9))
def test_no_line_of_a_list_is_lost_or_cut(lines: list[str]) -> None:
    assert [one.statement for one in written_in("\n".join(lines))] == lines
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    assert [(one.code, one.statement) for one in written_in(numbered)] == [
        (str(number), line) for number, line in enumerate(lines, 1)
    ]


def test_many_are_added_as_one_group_and_taken_back_at_once(office: Office) -> None:
    since = office.last_seq()
    wanted = written_in("Shorten the way\n7. Show the figures\nBring new firms in")
    objectives.add(by(office), SLUG, wanted, "From the memo")
    assert in_use()[1:] == [
        ("2", "Shorten the way"),
        ("7", "Show the figures"),
        ("8", "Bring new firms in"),
    ]
    group, *parts = office.journal(since)
    assert (group.verb, group.after, group.reason) == (
        "objectives.added",
        {"count": 3},
        "From the memo",
    )
    assert [entry.verb for entry in parts] == ["objective.added"] * 3
    undo.undo(by(office), group.seq)
    assert codes() == "1"


def test_one_alone_is_one_entry(office: Office) -> None:
    since = office.last_seq()
    objectives.add(by(office), SLUG, [ObjectiveFields("4", "Show the figures")], "Why not")
    [entry] = office.journal(since)
    assert (entry.verb, entry.reason) == ("objective.added", "Why not")
    undo.undo(by(office), entry.seq)
    undo.undo(by(office), office.last_seq())
    assert codes() == "14"


def test_a_change_is_taken_back_unless_somebody_built_on_it(three: Office) -> None:
    number = number_of("2")
    objectives.change(by(three), SLUG, number, 1, ObjectiveFields("2", "Shorten it"))
    seq = three.last_seq()
    entry = three.journal()[-1]
    assert (entry.before, entry.after) == (
        {"statement": "Shorten the way"},
        {"statement": "Shorten it"},
    )
    objectives.change(by(three), SLUG, number, 2, ObjectiveFields("2", "Shorten it"))
    assert three.last_seq() == seq, "it stood so already"
    with refused(StaleVersion):
        objectives.change(by(three), SLUG, number, 1, ObjectiveFields("2", "Mine"))
    undo.undo(by(three), seq)
    assert in_use()[1] == ("2", "Shorten the way")
    with refuses("entry", "is taken back already"):
        undo.undo(by(three), seq)


@pytest.mark.parametrize(("place", "said"), [(1, "312"), (2, "132"), (3, "123"), (99, "123")])
def test_they_are_put_in_any_order_and_back(three: Office, place: int, said: str) -> None:
    objectives.put(by(three), SLUG, number_of("3"), place)
    assert codes() == said
    if said != "123":
        undo.undo(by(three), three.last_seq())
    assert codes() == "123"


def test_one_is_retired_and_comes_back_with_its_tasks(three: Office) -> None:
    number = number_of("1")
    objectives.retire(by(three), SLUG, number, 1, "Done with")
    assert codes() == "23"
    with refuses("code", "Objective 1 is retired. Restore it before you change it."):
        objectives.put(by(three), SLUG, number, 2)
    with refuses("code", "An objective that is retired has the number 1. Restore that one"):
        objectives.add(by(three), SLUG, [ObjectiveFields("1", "Again")])
    objectives.restore(by(three), SLUG, number)
    with refuses("code", "Objective 1 is not retired"):
        objectives.restore(by(three), SLUG, number)
    assert codes() == "123"
    undo.undo(by(three), three.last_seq())
    assert codes() == "23"
    undo.undo(by(three), three.last_seq())
    assert codes() == "123"


def test_what_cannot_be_is_refused_with_its_field(three: Office) -> None:
    with refuses("statement", "There are 0 lines. Write 1 to 100 objectives."):
        objectives.add(by(three), SLUG, [])
    with refuses("statement", "There are 101 lines."):
        objectives.add(by(three), SLUG, [ObjectiveFields("", "It")] * 101)
    with refuses("statement", "The statement has 1,001 characters, and 1,000 fit."):
        objectives.add(by(three), SLUG, [ObjectiveFields("", "x" * 1_001)])
    with refuses("code", "An objective has the number 2. Choose another."):
        objectives.add(by(three), SLUG, written_in("5. It\n2. Again"))
    with refuses("code", "An objective has the number 5. Choose another."):
        objectives.add(by(three), SLUG, written_in("5. It\n5. Again"))


def test_a_plan_without_a_directive_has_no_objectives(office: Office) -> None:
    office.plan().directive_id = None
    db.session.commit()
    with refuses("statement", "this plan names none. Name its directive first."):
        objectives.add(by(office), SLUG, [ObjectiveFields("", "It")])


def test_only_the_coordinator_of_a_plan_of_the_directive_shapes_them(three: Office) -> None:
    number, wanted = number_of("2"), ObjectiveFields("2", "Mine")
    for who in (three.lead, three.viewer):
        with refused(NotAllowed):
            objectives.change(Change(who, NOW), SLUG, number, 1, wanted)
    with refused(NotFound):
        objectives.change(Change(three.stranger, NOW), SLUG, number, 1, wanted)
    with refused(NotFound, "There is no such objective in this plan."):
        objectives.retire(Change(three.stranger, NOW), OTHER_SLUG, number, 1)
