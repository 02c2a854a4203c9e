"""A newer file that gives a task the code of another: it gets a number, and that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.files.merging import FIRST, a_file, bring_in, kept, merge, row, rows
from support.ground.moments import washington
from support.web.refusals import refuses
from workplan.exchange.merging import why_kept
from workplan.exchange.planfile import FileTask
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
DRAFT, CLEAR = FileTask(1, "Draft", 5, "A1"), FileTask(2, "Clear", 3, "A2")


def codes(office: Office, slug: str) -> dict[int, str]:
    return {uid: task.code for uid, task in rows(office, slug).items()}


def test_the_file_s_new_task_gets_a_number_where_ours_has_its_code(office: Office) -> None:
    slug = bring_in(office, a_file(FIRST, DRAFT))
    ours, _ = tasks.add(Change(office.coordinator, NOW), slug, office.fields("A2", 4))
    number, before = office.task(ours).uid, kept(office, slug)
    since = office.last_seq()
    newer = a_file(FIRST, DRAFT, replace(CLEAR, uid=50), FileTask(51, "Send", 1, "A2"))

    found = merge(office, slug, newer)

    assert {uid: code for uid, code in codes(office, slug).items() if uid in (number, 50, 51)} == {
        number: "A2",
        50: "A2-2",
        51: "A2-3",
    }
    said = [(c.uid, c.before, c.after, why_kept(c)) for c in found.kept if c.field == "code"]
    why = "another task has A2 here, so this one gets a number"
    assert said == [(50, "A2-2", "A2", why), (51, "A2-3", "A2", why)]
    assert merge(office, slug, newer).is_empty
    undo(Change(office.coordinator, NOW), since + 1)
    assert kept(office, slug) == before


def test_a_task_that_is_renumbered_gets_no_code_of_ours(office: Office) -> None:
    slug = bring_in(office, a_file(FIRST, DRAFT))
    tasks.add(Change(office.coordinator, NOW), slug, office.fields("B1", 4))

    merge(office, slug, a_file(FIRST, replace(DRAFT, code="B1")))

    assert codes(office, slug)[1] == "B1-2"


def test_tasks_may_exchange_their_codes(office: Office) -> None:
    slug = bring_in(office, a_file(FIRST, DRAFT, CLEAR))
    newer = a_file(FIRST, replace(DRAFT, code="A2"), replace(CLEAR, code="A1"))

    found = merge(office, slug, newer)

    assert (codes(office, slug)[1], codes(office, slug)[2], found.kept) == ("A2", "A1", [])


def test_a_file_s_own_two_tasks_of_one_code_can_be_changed_here_and_stay(office: Office) -> None:
    both = (FIRST, DRAFT, replace(CLEAR, code="A1"))
    slug = bring_in(office, a_file(*both))
    task = row(office, slug, 2)

    wanted = replace(fields_of(db.session(), task), name="Clear it all")
    tasks.change(Change(office.coordinator, NOW), task.id, task.version, wanted)

    assert row(office, slug, 2).name == "Clear it all"
    with refuses("code", "Another task of this plan is called A1"):
        tasks.add(Change(office.coordinator, NOW), slug, replace(wanted, name="A third"))
    found = merge(office, slug, a_file(*both))
    assert [change.field for change in found.changed] == ["name"]
    assert codes(office, slug)[2] == "A1"


def test_a_task_does_not_come_back_beside_another_of_its_code(office: Office) -> None:
    ours = office.add("A1", 2)
    office.remove(ours)
    office.add("A1", 3)
    with refuses("code", "Another task of this plan is called A1"):
        tasks.restore(Change(office.coordinator, NOW), ours, "Needed after all")
