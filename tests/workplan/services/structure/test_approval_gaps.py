"""What a plan lacks before it is approved, and what stays open when it is closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from models import TaskAgency
from support.ground.moments import washington
from support.ground.office import found_office
from support.record.statements import statements
from workplan.extensions import db
from workplan.services.structure import approval_gaps

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.office import Office
    from workplan.services.structure.approval_gaps import Gap


@pytest.fixture
def drafting(app: Flask, app_context: None) -> Office:  # noqa: ARG001  # has to be there first
    return found_office(app, stage="drafting")


def gaps(office: Office) -> dict[str, Gap]:
    return {gap.kind: gap for gap in approval_gaps.gaps(db.session(), office.plan())}


def test_a_plan_with_all_of_it_lacks_nothing(drafting: Office) -> None:
    drafting.change(first(drafting), suspense=drafting.fields(due=date(2026, 12, 1)).suspense)
    assert gaps(drafting) == {}


def first(office: Office) -> int:
    gap = approval_gaps.left_open(db.session(), office.plan())
    return gap.tasks[0].id


def test_tasks_without_a_suspense_are_named_and_all_are_counted(drafting: Office) -> None:
    for number in range(6):
        drafting.add(f"1.{number}")
    gap = gaps(drafting)["suspenses"]
    assert (gap.number, [task.code for task in gap.tasks]) == (7, ["0", "1.0", "1.1", "1.2", "1.3"])


def test_tasks_that_nobody_leads_are_named(drafting: Office) -> None:
    task = drafting.add("1a")
    db.session.execute(delete(TaskAgency).where(TaskAgency.task_id == task))
    db.session.commit()
    assert [found.code for found in gaps(drafting)["leads"].tasks] == ["1a"]


def test_what_would_miss_its_suspense_is_named(drafting: Office) -> None:
    drafting.add("1a", 20, date(2026, 9, 10))
    assert [found.code for found in gaps(drafting)["late"].tasks] == ["1a"]


def test_an_agency_that_nobody_speaks_for_is_named(drafting: Office) -> None:
    drafting.add("1a", leads=("DOD",))
    assert gaps(drafting)["unreached"].labels == ["DoD"]


def test_a_plan_without_tasks_or_directive_says_so(drafting: Office) -> None:
    drafting.remove(first(drafting))
    drafting.plan().directive_id = None
    db.session.commit()
    plan = drafting.plan()
    plan.directive_id = None
    db.session.commit()
    assert {"tasks", "directive"} <= gaps(drafting).keys()


def test_what_stays_open_is_listed_whole(office: Office) -> None:
    done = office.add("1a")
    office.complete(done, washington(2026, 9, 2))
    for number in range(7):
        office.add(f"2.{number}")
    gap = approval_gaps.left_open(db.session(), office.plan())
    assert gap.number == len(gap.tasks) == 8
    assert "1a" not in [task.code for task in gap.tasks]


def test_it_takes_as_many_statements_for_many_tasks(drafting: Office) -> None:
    plan = drafting.plan()
    few = statements(lambda: approval_gaps.gaps(db.session(), plan))
    for number in range(20):
        drafting.add(f"2.{number}")
    plan = drafting.plan()
    assert statements(lambda: approval_gaps.gaps(db.session(), plan)) <= few
