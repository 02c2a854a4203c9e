"""What was asked of an agency in coordination when the agency is merged into another."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from models import BureauAsk, RoundAsk


def follow(session: Session, old: int, new: int) -> None:
    """Let questions follow an agency into another, but where both were asked about one version.

    Such a question stays on record with its answers, and counts no more (`standing_asks`).
    """
    other = aliased(RoundAsk)
    both = select(other.id).where(other.version_id == RoundAsk.version_id, other.agency_id == new)
    session.execute(
        update(RoundAsk)
        .where(RoundAsk.agency_id == old, ~both.exists())
        .values(agency_id=new)
        .execution_options(synchronize_session=False)
    )


def bureaus(session: Session, old: int, new: int) -> None:
    """Let what a bureau was asked follow it into another, but where both were asked the same."""
    other = aliased(BureauAsk)
    both = select(other.id).where(other.ask_id == BureauAsk.ask_id, other.bureau_id == new)
    session.execute(
        update(BureauAsk)
        .where(BureauAsk.bureau_id == old, ~both.exists())
        .values(bureau_id=new)
        .execution_options(synchronize_session=False)
    )
