"""What was asked of an agency in coordination when the agency is merged into another."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from models import BureauAsk, RoundAnswer, RoundAsk
from workplan.vocabulary import Concurrence


def follow(session: Session, old: int, new: int) -> None:
    """Let questions follow an agency into another, but where both were asked about one version.

    Such a question stays on record with its answers, and counts no more (`standing_asks`). A
    reason not to concur never goes so: it stands for the agency that stays, and what that one said
    itself stays on record instead.
    """
    _keep_objections(session, old, new)
    other = aliased(RoundAsk)
    both = select(other.id).where(other.version_id == RoundAsk.version_id, other.agency_id == new)
    session.execute(
        update(RoundAsk)
        .where(RoundAsk.agency_id == old, ~both.exists())
        .values(agency_id=new)
        .execution_options(synchronize_session=False)
    )


def _keep_objections(session: Session, old: int, new: int) -> None:
    """Let the answers of two questions change places, where only what goes does not concur."""
    going, staying = aliased(RoundAsk), aliased(RoundAsk)
    pairs = session.execute(
        select(going.id, staying.id)
        .join(staying, staying.version_id == going.version_id)
        .where(going.agency_id == old, staying.agency_id == new)
    ).all()
    for going_id, staying_id in pairs:
        asks = (going_id, staying_id)
        said = session.execute(
            select(RoundAnswer.id, RoundAnswer.ask_id, RoundAnswer.kind)
            .where(RoundAnswer.ask_id.in_(asks))
            .order_by(RoundAnswer.id)
        ).all()
        last = {row.ask_id: row.kind for row in said}
        objects = [last.get(one) == Concurrence.NON_CONCUR for one in asks]
        if objects != [True, False]:
            continue
        for row in said:
            other = staying_id if row.ask_id == going_id else going_id
            session.execute(
                update(RoundAnswer).where(RoundAnswer.id == row.id).values(ask_id=other)
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
