"""A report on many tasks claims those that are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Claim
from support.ground.office import SLUG
from support.record.statements import statements
from support.record.tasks.claiming import FRIDAY, LATER, MONDAY, the_task
from support.web.refusals import refused
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.changes import bulk_changes
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.record.change import Change
from workplan.services.reporting.endings import acceptance, claims, closing
from workplan.services.reporting.endings.closing import Terms

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_report_on_many_tasks_claims_those_that_are_checked_in_as_many_statements(
    checked: Office,
) -> None:
    few = [checked.add(f"8{n}", 3, leads=("DSCA",)) for n in range(3)]
    many = [checked.add(f"9{n}", 3, leads=("DSCA",)) for n in range(9)]
    said = BulkFields(status="complete")

    def change(ids: list[int]) -> int:
        chosen = {task_id: checked.task(task_id).version for task_id in ids}
        made = Change(checked.coordinator, FRIDAY)
        return statements(lambda: bulk_changes.change(made, SLUG, chosen, said, "All done"))

    assert change(few) == change(many)
    assert {checked.task(task_id).ending for task_id in few + many} == {"claimed"}
    assert len(db.session.scalars(select(Claim)).all()) == 12
    found = claims.open_claim(db.session(), few[0])
    assert found is not None
    acceptance.send_back(Change(checked.coordinator, LATER), found.id, "Not seen")
    assert (checked.task(few[0]).percent, checked.task(few[0]).is_open) == (0, True)


def test_a_report_on_many_tasks_ticks_no_criterion(checked: Office) -> None:
    task = the_task()
    terms = Terms(("It is signed",))
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, terms)
    chosen = {task.id: task.version}
    with refused(InvalidInput, "one by one"):
        bulk_changes.change(
            Change(checked.coordinator, FRIDAY), SLUG, chosen, BulkFields(status="complete"), "Done"
        )
