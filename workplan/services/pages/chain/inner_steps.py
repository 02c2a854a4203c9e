"""The days that lead agencies set for their own people, for whoever sees them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from workplan.clock import civil_date
from workplan.scheduling.explain import day_words
from workplan.services.coordination.tasking.task_inner_suspenses import seen_on
from workplan.services.pages.chain.steps import Looking, Step


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield the inner suspense that stands, of each agency whose own people the reader is among."""
    for inner in seen_on(session, looking.task, looking.standing):
        if inner.due_on is None or inner.set_at is None:
            continue
        overtaken = ("The suspense lies before it now.",) if inner.is_overtaken else ()
        yield Step(
            civil_date(inner.set_at, looking.plan.time_zone),
            inner.set_at,
            "on_track",
            f"Inner suspense of {inner.label}: {day_words(inner.due_on)}",
            inner.by,
            inner.words,
            ("Seen by its own people and the coordinator.", *overtaken),
        )
