"""Reports that correct an earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import StatusReport, User
from workplan.scheduling.explain import day_words
from workplan.services.pages.chain.steps import Looking, Step
from workplan.vocabulary import Status

EARLIER = aliased(StatusReport)
"""Made once: to put an alias together takes longer than its select."""


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield each correction, with what was reported before."""
    rows = session.execute(
        select(StatusReport, EARLIER, User.name)
        .join(EARLIER, EARLIER.id == StatusReport.corrects_id)
        .join(User, User.id == StatusReport.user_id)
        .where(StatusReport.task_id == looking.task.id)
        .order_by(StatusReport.id)
    )
    for report, before, name in rows:
        was = f"{Status.said(before.status).lower()}, {before.percent} %"
        yield Step(
            report.reported_on,
            report.reported_at,
            "on_track",
            "Report corrected",
            name,
            report.done,
            (
                f"Corrects the report of {day_words(before.reported_on)} ({was}).",
                f"Now {Status.said(report.status).lower()}, {report.percent} %.",
            ),
        )
