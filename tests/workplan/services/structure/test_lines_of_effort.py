"""Lines of effort of a plan: added, changed and put in order, each change taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Initiative
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.snapshots import snapshot
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.people import plan_agencies
from workplan.services.record.change import Change
from workplan.services.structure import lines_of_effort, retired_efforts
from workplan.services.structure.lines_of_effort import EffortFields

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.record.actor import Actor

NOW = washington(2026, 9, 2, 12)


def by(office: Office, who: Actor | None = None) -> Change:
    return Change(who or office.coordinator, NOW)


def efforts() -> list[tuple[str, str]]:
    """Return the codes and titles of the lines of effort that tasks can stand in, in order."""
    db.session.rollback()
    plan_id = db.session.scalars(select(Initiative.plan_id).order_by(Initiative.id)).first() or 0
    names = [one.name for one in lines_of_effort.of_plan(db.session(), plan_id)]
    return [(code, title) for code, _, title in (name.partition(" ") for name in names)]


def effort(code: str) -> Initiative:
    db.session.rollback()
    found = select(Initiative).where(Initiative.code == code).order_by(Initiative.id)
    return db.session.scalars(found).first()  # type: ignore[return-value]  # it is there


@pytest.fixture
def three(office: Office) -> Office:
    """The plan with three lines of effort."""
    for code, title in (("2", "Shorten the process"), ("3", "Show the figures")):
        lines_of_effort.add(by(office), SLUG, EffortFields(code, title))
    return office


def test_a_line_of_effort_is_added_behind_the_last_and_its_agency_takes_part(
    office: Office,
) -> None:
    wanted = EffortFields(" 2 ", "Shorten the process", "DOD")
    lines_of_effort.add(by(office), SLUG, wanted, "The memo says so")
    assert efforts() == [("1", "Organize for success"), ("2", "Shorten the process")]
    entry = office.journal()[-1]
    assert (entry.verb, entry.reason) == ("initiative.added", "The memo says so")
    assert entry.after == {"code": "2", "title": "Shorten the process", "agency": "DOD"}
    taking = set(db.session.scalars(plan_agencies.ids_in(office.plan().id)))
    assert office.agencies["DOD"] in taking

    undo.undo(by(office), entry.seq)
    assert efforts() == [("1", "Organize for success")]
    assert effort("2").retired_at == NOW


def test_an_addition_with_tasks_is_taken_back_once_they_are_gone(three: Office) -> None:
    seq, number = three.last_seq(), effort("3").id
    task_id = three.add("3a", initiative_id=number)
    with refuses("entry", "“3 Show the figures” has 1 task. Move them elsewhere first."):
        undo.undo(by(three), seq)
    three.remove(task_id)
    undo.undo(by(three), seq)
    assert len(efforts()) == 2


def test_a_change_says_what_differs_and_is_taken_back(three: Office) -> None:
    two = effort("2")
    wanted = EffortFields("2b", "Shorten the process", "PM")
    lines_of_effort.change(by(three), SLUG, two.id, two.version, wanted)
    entry = three.journal()[-1]
    assert (entry.verb, entry.before) == ("initiative.changed", {"code": "2", "agency": None})
    assert entry.after == {"code": "2b", "agency": "PM"}
    assert effort("2b").version == 2

    undo.undo(by(three), entry.seq)
    assert effort("2").agency_id is None
    undo.undo(by(three), three.last_seq())
    assert effort("2b").agency_id == three.agencies["PM"]


def test_what_stands_so_already_leaves_no_entry(three: Office) -> None:
    two, seq = effort("2"), three.last_seq()
    lines_of_effort.change(by(three), SLUG, two.id, 1, EffortFields("2", "Shorten the process"))
    lines_of_effort.put(by(three), SLUG, two.id, 2)
    assert three.last_seq() == seq


def test_two_people_who_change_one_notice_each_other(three: Office) -> None:
    two = effort("2")
    lines_of_effort.change(by(three), SLUG, two.id, 1, EffortFields("2", "Shorten"))
    before = snapshot()
    with refused(StaleVersion):
        lines_of_effort.change(by(three), SLUG, two.id, 1, EffortFields("2", "Quicken"))
    with refused(StaleVersion):
        retired_efforts.retire(by(three), SLUG, two.id, 1, None)
    assert snapshot() == before


def test_a_change_that_was_built_on_is_not_taken_back(three: Office) -> None:
    two = effort("2")
    lines_of_effort.change(by(three), SLUG, two.id, 1, EffortFields("2", "Shorten"))
    seq = three.last_seq()
    lines_of_effort.change(by(three), SLUG, two.id, 2, EffortFields("2", "Quicken"))
    with refuses("entry", "Since then somebody changed “title” again. Undo that first."):
        undo.undo(by(three), seq)


@pytest.mark.parametrize(
    ("place", "codes"),
    [(1, "312"), (2, "132"), (3, "123"), (0, "312"), (-5, "312"), (99, "123")],
)
def test_it_is_put_at_any_place_and_back(three: Office, place: int, codes: str) -> None:
    lines_of_effort.put(by(three), SLUG, effort("3").id, place)
    assert "".join(code for code, _ in efforts()) == codes
    if codes != "123":
        undo.undo(by(three), three.last_seq())
    assert "".join(code for code, _ in efforts()) == "123"


@pytest.mark.parametrize(
    ("wanted", "field", "said"),
    [
        (EffortFields("", "Title"), "code", "The code is empty."),
        (EffortFields("4", " "), "title", "The title is empty. Give the line of effort a title."),
        (EffortFields("4", "x" * 201), "title", "The title has 201 characters, and 200 fit."),
        (EffortFields("4" * 41, "Title"), "code", "The code has 41 characters"),
        (EffortFields("4", "a\nb"), "title", "stands on one line"),
        (EffortFields("1", "Title"), "code", "“Organize for success” has the code 1."),
        (EffortFields("4", "Title", "NASA"), "agency", "There is no agency with the code “NASA”."),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    office: Office, wanted: EffortFields, field: str, said: str
) -> None:
    before = snapshot()
    with refuses(field, said):
        lines_of_effort.add(by(office), SLUG, wanted)
    assert snapshot() == before


def test_the_code_of_a_retired_one_leads_to_it(three: Office) -> None:
    two = effort("2")
    retired_efforts.retire(by(three), SLUG, two.id, 1, None)
    with refuses("code", "“Shorten the process”, which is retired, has the code 2. Restore that"):
        lines_of_effort.add(by(three), SLUG, EffortFields("2", "Quicken"))
    with refuses("code", "“2 Shorten the process” is retired. Restore it before you change it."):
        lines_of_effort.put(by(three), SLUG, two.id, 1)


def test_only_the_coordinator_shapes_lines_of_effort(three: Office) -> None:
    number, wanted = effort("2").id, EffortFields("9", "Mine")
    changes: dict[str, Any] = {
        "add": lambda c: lines_of_effort.add(c, SLUG, wanted),
        "change": lambda c: lines_of_effort.change(c, SLUG, number, 1, wanted),
        "put": lambda c: lines_of_effort.put(c, SLUG, number, 1),
        "retire": lambda c: retired_efforts.retire(c, SLUG, number, 1, None),
        "restore": lambda c: retired_efforts.restore(c, SLUG, number),
    }
    before = snapshot()
    for make in changes.values():
        for who in (three.lead, three.viewer, three.auditor):
            with refused(NotAllowed):
                make(by(three, who))
        with refused(NotFound):
            make(by(three, three.stranger))
    assert snapshot() == before


def test_one_of_another_plan_is_not_found(office: Office) -> None:
    stranger = Change(office.stranger, NOW)
    with refused(NotFound):
        lines_of_effort.put(stranger, "strangers", effort("1").id, 1)
