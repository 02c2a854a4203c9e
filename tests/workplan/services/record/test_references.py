"""What refers to a row is read from the tables, and follows to another row without doubling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import TaskAgency
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.references import by_plan, follow, references_to
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.office import Office


def the(name: str):  # a reference, by its name
    return next(one for one in references_to("agencies") if ".".join(one.names) == name)


def test_every_column_that_refers_to_a_table_is_found() -> None:
    assert ("objectives", "directive_id") in {one.names for one in references_to("directives")}
    found = {one.names for one in references_to("agencies")}
    assert {("agencies", "parent_id"), ("task_agencies", "agency_id")} <= found


def test_of_two_rows_that_would_be_one_the_one_that_was_there_stays(office: Office) -> None:
    pm, dsca = office.agencies["PM"], office.agencies["DSCA"]
    both = office.add("1a", supports=((dsca, "clear"),))
    alone = office.add("1b")
    plan_id = office.plan(SLUG).id
    assert by_plan(db.session(), the("task_agencies.agency_id"), pm) == {plan_id: 2}
    with writing() as session:
        follow(session, the("task_agencies.agency_id"), pm, dsca)
    rows = db.session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id, TaskAgency.role)
        .where(TaskAgency.task_id.in_((both, alone)))
        .order_by(TaskAgency.task_id)
    ).all()
    assert rows == [(both, dsca, "clear"), (alone, dsca, "lead")]


def test_a_table_that_is_of_no_plan_counts_for_none(office: Office) -> None:
    state = office.agencies["STATE"]
    assert by_plan(db.session(), the("agencies.parent_id"), state) == {}
