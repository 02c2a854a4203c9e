"""Which lead agencies said that they have a task, and which were asked and have not."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Acknowledgement, Agency, Task, User
from workplan.clock import civil_date
from workplan.services.coordination.tasking.task_acknowledgements import OFFICER
from workplan.services.coordination.tasking.unacknowledged import outstanding
from workplan.services.pages.chain.steps import Looking, Step, working_days

TOOK = "given to acknowledged"


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield each acknowledgement of the task, and what an agency has still to say; two selects."""
    zone, day = looking.plan.time_zone, looking.day
    said = session.execute(
        select(Acknowledgement, Agency.label, User.name, OFFICER.name.label("officer"))
        .join(Agency, Agency.id == Acknowledgement.agency_id)
        .join(User, User.id == Acknowledgement.said_by_id)
        .outerjoin(OFFICER, OFFICER.id == Acknowledgement.officer_id)
        .where(Acknowledgement.task_id == looking.task.id)
        .order_by(Acknowledgement.id)
    )
    for row, label, by, officer in said:
        given, on = civil_date(row.given_at, zone), civil_date(row.said_at, zone)
        fact = f"Action officer {officer}." if officer else "With the first report."
        took = working_days(day, given, on), TOOK
        what = f"Acknowledged by {label}"
        yield Step(on, row.said_at, "complete", what, by, facts=(fact,), took=took)
    for asked in session.execute(outstanding(Task.id == looking.task.id)):
        given = civil_date(asked.given_at, zone)
        waits = working_days(day, given, day.today), TOOK
        what = f"To be acknowledged by {asked.label}"
        yield Step(day.today, asked.given_at, "waiting", what, took=waits, is_open=True)
