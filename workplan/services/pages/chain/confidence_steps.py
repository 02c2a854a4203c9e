"""How sure the coordinator was of a task, and the recovery plan that red asked for."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RecoveryStep, User
from workplan.clock import civil_date
from workplan.scheduling.explain import day_words
from workplan.services.coordination.confidence.standings import sureness_of
from workplan.services.pages.chain.steps import Looking, Step, working_days
from workplan.vocabulary import Confidence

TOOK = "red to recovery plan"


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield each assessment and each step of a recovery plan; two selects at most."""
    zone, day = looking.plan.time_zone, looking.day
    sure = sureness_of(session, looking.task)
    for said in (sure.now, *sure.before):
        if said is None:
            continue
        wants = (f"Recovery plan by {day_words(said.wanted_on)}.",) if said.wanted_on else ()
        mark = "late" if said.rating == Confidence.RED else said.rating
        what = f"Assessed: {Confidence.said(said.rating).lower()}"
        yield Step(civil_date(said.at, zone), said.at, mark, what, said.by, said.reason, wants)
    if sure.owed_on is not None and sure.now is not None:
        at = sure.now.red_since or sure.now.at
        waits = working_days(day, civil_date(at, zone), day.today), TOOK
        yield Step(
            day.today, at, "waiting", "Recovery plan to be written", took=waits, is_open=True
        )
    if any(said.wanted_on for said in (sure.now, *sure.before) if said):
        yield from _written(session, looking)


def _written(session: Session, looking: Looking) -> Iterator[Step]:
    rows = session.execute(
        select(RecoveryStep, User.name)
        .join(User, User.id == RecoveryStep.written_by_id)
        .where(RecoveryStep.task_id == looking.task.id)
        .order_by(RecoveryStep.id)
    )
    for step, by in rows:
        if step.removed_at is not None:
            became = "Given up."
        elif step.done_on is not None:
            became = f"Done {day_words(step.done_on)}."
        else:
            became = f"To do by {day_words(step.wanted_on)}."
        on = civil_date(step.written_at, looking.plan.time_zone)
        what = "Step of the recovery plan"
        yield Step(on, step.written_at, "asked", what, by, step.statement, (became,))
