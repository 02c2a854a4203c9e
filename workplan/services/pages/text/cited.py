"""Where a comment from outside stands behind words of the plan's text."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PlanSection, SectionSource
from workplan.services.record.read_models import read


class Cited(NamedTuple):
    """A section that names a comment as a source, and of which words of it; "" for all of it."""

    number: int
    heading: str
    passage: str


def citing(session: Session, comment_id: int) -> list[Cited]:
    """Return the sections in use that name a comment as a source, in their order; one select."""
    rows = session.execute(
        select(PlanSection.number, PlanSection.heading, SectionSource.passage)
        .join(SectionSource, SectionSource.section_id == PlanSection.id)
        .where(
            SectionSource.comment_id == comment_id,
            SectionSource.retired_at.is_(None),
            PlanSection.retired_at.is_(None),
        )
        .order_by(PlanSection.position, SectionSource.id)
    )
    return read(Cited, rows)
