"""A merge, and a change of many tasks together, send as many statements for fifty as for five."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from models import Handover, Notice, Task, TaskAgency
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.counting import by_counting, in_journal
from support.record.statements import statements
from workplan.calendars.spans import USUAL, days
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes import bulk_changes
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.change import Change
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
MOST = 60


def plan_of(count: int) -> PlanFile:
    found = PlanFile(f"Plan of {count}", date(2027, 3, 1), holidays=())
    for number in range(count):
        first = 10 * number + 10
        found.tasks += [
            FileTask(first, f"Effort {number}", 0, f"E{number}"),
            FileTask(first + 1, "Draft", 5, f"{number}a", first, owners=("State PM",)),
            FileTask(first + 2, "Clear", 3, f"{number}b", first, due_after=(first + 1, days(9))),
            FileTask(first + 3, "Gone", 3, f"{number}c", first),
        ]
        found.links += [FileLink(first + 1, first + 2, "FS"), FileLink(first + 2, first + 3, "FS")]
    return found


def changed_everywhere(older: PlanFile, count: int) -> PlanFile:
    """Return the file with a change of each kind in every line of effort."""
    found = PlanFile(older.title, date(2027, 3, 15), holidays=())
    for number in range(count):
        first = 10 * number + 10
        effort, draft, clear, _ = older.tasks[4 * number : 4 * number + 4]
        found.tasks += [
            replace(effort, name=f"Greater effort {number}"),
            replace(draft, duration_days=8, owners=("DSCA",), percent=40, note="Anew"),
            replace(clear, due_after=None, deadline_on=date(2027, 6, 1), name="Clear it"),
            FileTask(first + 4, "Publish", 2, f"{number}d", first, due_after=(first + 1, days(5))),
        ]
        found.links += [
            FileLink(first + 1, first + 2, "SS", 1),
            FileLink(first + 2, first + 4, "FS"),
        ]
    return found


def hand_out(office: Office, slug: str) -> None:
    """Hand every task to the contributor, and offer every one that State PM leads to State."""
    as_before = MembershipFields("contributor", "PM")
    memberships.join(Change(office.coordinator, NOW), office.email("contributor"), slug, as_before)
    of_plan = Task.plan_id == office.plan(slug).id
    db.session.execute(update(Task).where(of_plan).values(assignee_id=office.contributor.id))
    ids = db.session.scalars(
        select(Task.id).join(TaskAgency, TaskAgency.task_id == Task.id).where(of_plan)
    )
    giver, taker = office.agencies["PM"], office.agencies["STATE"]
    by = {"proposed_by_id": office.coordinator.id, "proposed_at": NOW}
    db.session.add_all(
        Handover(task_id=one, from_agency_id=giver, to_agency_id=taker, **by) for one in ids
    )
    db.session.commit()


@pytest.mark.parametrize(
    ("kind", "most"), [("import", MOST), ("merge", MOST), ("merge of handed", MOST + 10)]
)
def test_a_file_of_fifty_tasks_takes_as_many_statements_as_one_of_five(
    office: Office, kind: str, most: int
) -> None:
    me = office.coordinator
    sent = []
    for count in (5, 50):
        older = plan_of(count)

        def bring_in(older: PlanFile = older) -> Any:
            return imports.import_plan(Change(me, NOW), older, me.id or 0, ImportWishes())

        if kind == "import":
            sent.append(statements(bring_in))
            continue
        slug = bring_in().slug
        if kind == "merge of handed":
            hand_out(office, slug)
        newer = changed_everywhere(older, count)

        def merge(slug: str = slug, newer: PlanFile = newer) -> Any:
            return merges.merge_plan(Change(me, NOW), slug, newer, ImportWishes())

        sent.append(statements(merge))
        if kind == "merge of handed":
            of_plan = Notice.plan_id == office.plan(slug).id
            let_go = select(Notice.user_id).where(of_plan, Notice.kind == "taken")
            assert db.session.scalars(let_go).all() == 2 * count * [office.contributor.id]
            states = {offer.state for offer in db.session.scalars(select(Handover))}
            assert states == {"withdrawn"}
        assert in_journal(slug) == by_counting(slug)
        assert merges.merge_of(db.session(), office.plan(slug), newer, ImportWishes(), NOW).is_empty

    assert sent[0] == sent[1]
    assert sent[1] <= most


@pytest.mark.parametrize(
    "wanted",
    [
        BulkFields(shift_days=5),
        BulkFields(due_on=date(2027, 6, 1), status="at_risk"),
        BulkFields(status="complete"),
        BulkFields(shift_days=3, assignee_id=0, status="on_track"),
    ],
)
def test_fifty_ticked_tasks_are_changed_by_as_many_statements_as_five(
    office: Office, wanted: BulkFields
) -> None:
    sent, me = [], office.coordinator
    for count in (5, 50):
        slug = imports.import_plan(Change(me, NOW), plan_of(count), me.id or 0, ImportWishes()).slug
        plan_id = office.plan(slug).id
        ticked = select(Task.id, Task.version).where(Task.plan_id == plan_id)
        chosen = {row.id: row.version for row in db.session.execute(ticked)}
        changed: list[int] = []

        def change(
            slug: str = slug, chosen: dict[int, int] = chosen, changed: list[int] = changed
        ) -> None:
            changed.append(bulk_changes.change(Change(me, NOW), slug, chosen, wanted, "Agreed")[0])

        sent.append(statements(change))
        assert changed == [3 * count]
        assert in_journal(slug) == by_counting(slug)

    assert sent[0] == sent[1]
    assert sent[1] <= MOST


def test_a_change_together_counts_only_the_tasks_that_truly_change(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5, date(2027, 6, 1))
    chosen = {task_id: office.task(task_id).version for task_id in (first, second)}
    wanted = BulkFields(due_on=date(2027, 6, 1))
    since = office.last_seq()

    count, _ = bulk_changes.change(Change(office.coordinator, NOW), SLUG, chosen, wanted)

    assert count == 1
    assert office.journal(since)[0].after == {"tasks": 1}
    assert office.task(second).version == chosen[second]
    again = {task_id: office.task(task_id).version for task_id in (first, second)}
    last = office.last_seq()
    assert bulk_changes.change(Change(office.coordinator, NOW), SLUG, again, wanted) == (0, [])
    assert office.last_seq() == last


def test_a_change_together_meets_the_occurrences_that_a_report_would(office: Office) -> None:
    rule = SuspenseRule("recurring", first_on=date(2026, 9, 30), every=USUAL["monthly"])
    task_id = office.add("1a", 5, rule)
    wanted = BulkFields(status="complete")

    bulk_changes.change(Change(office.coordinator, NOW), SLUG, {task_id: 1}, wanted, "Done")

    task = office.task(task_id)
    assert (task.status, task.percent, task.due_on) == ("not_started", 0, date(2026, 10, 30))
    # An occurrence is not one more task.
    assert in_journal(SLUG) == by_counting(SLUG)
