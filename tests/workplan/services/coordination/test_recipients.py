"""Who gets nothing: lead agencies of open tasks with nobody in the plan who receives mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event, select

from models import Task
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan import clock
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.coordination.recipients import agencies_without_recipient, unreached
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reminding.wanted.wanted_reminders import wanted_on

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1, 12)
OPERATOR = Actor(None, "Operator", "cli")


def found(office: Office) -> dict[str, list[str]]:
    plan_id = office.plan().id
    return {
        one.label: [task.code for task in one.tasks]
        for one in agencies_without_recipient(db.session(), plan_id)
    }


def test_an_agency_with_a_lead_here_or_above_is_reached_and_another_is_named(
    office: Office,
) -> None:
    office.add("1a", leads=("PM",))
    office.add("1b", leads=("DOD",))
    office.add("1c", leads=("STATE", "DSCA"))
    assert found(office) == {"DoD": ["1b"], "State": ["1c"]}

    office.add("1d", leads=("STATE",))
    memberships.join(
        Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("lead", "STATE")
    )
    assert found(office) == {"DoD": ["1b"]}


def test_a_lead_of_the_department_speaks_for_a_bureau_without_one(office: Office) -> None:
    office.add("1a", leads=("DSCA",))
    memberships.join(
        Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("lead", "DOD")
    )
    accounts.disable(Change(OPERATOR, NOW), office.email("other_lead"))
    assert found(office) == {}
    accounts.disable(Change(OPERATOR, NOW), office.email("admin"))
    assert found(office) == {"DSCA": ["0", "1a"]}


def test_a_contributor_is_reached_by_what_is_handed_to_them_only(office: Office) -> None:
    handed = office.add("1a", leads=("STATE",))
    office.add("1b", leads=("STATE",))
    office.change(handed, assignee_id=office.contributor.id)
    assert found(office) == {"State": ["1b"]}


def test_what_is_done_or_removed_needs_nobody(office: Office) -> None:
    done, removed = office.add("1a", leads=("DOD",)), office.add("1b", leads=("DOD",))
    office.report(done, actor=office.coordinator, status="complete", percent=100)
    office.remove(removed)
    assert found(office) == {}


def test_the_list_and_the_planner_agree_on_every_task(office: Office) -> None:
    day = NOW.date()
    for code, agency in (("1a", "PM"), ("1b", "DOD"), ("1c", "DSCA"), ("1d", "STATE")):
        office.add(code, due=day, leads=(agency,))
    plan_id = office.plan().id
    missed = {
        task.id for one in agencies_without_recipient(db.session(), plan_id) for task in one.tasks
    }
    wanted = wanted_on(db.session(), plan_id, day, clock.now())
    rungs = [w for w in wanted if w.due.rule.audience == "lead"]
    told = {w.due.task.id for w in rungs if not w.is_for_nobody}
    due = set(db.session.scalars(select(Task.id).where(Task.due_on.is_not(None))))
    assert missed == due - told
    assert len(missed) == 2
    # Of those a coordinator is told in their place.
    assert {w.due.task.id for w in rungs if w.is_for_nobody} == missed


def test_a_form_asks_before_anything_is_stored(office: Office) -> None:
    plan_id, agencies = office.plan().id, office.agencies
    ids = [agencies["PM"], agencies["DOD"]]
    assert unreached(db.session(), plan_id, ids) == {agencies["DOD"]: "DoD"}
    assert unreached(db.session(), plan_id, ids, office.contributor.id) == {}


def test_it_takes_as_many_selects_for_many_tasks_as_for_one(office: Office) -> None:
    plan_id = office.plan().id

    def selects() -> int:
        statements: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
        agencies_without_recipient(db.session(), plan_id)
        return len(statements)

    office.add("1a", leads=("DOD",))
    few = selects()
    for number in range(20):
        office.add(f"2{number}", leads=("DOD", "STATE"))
    assert 0 < selects() == few
