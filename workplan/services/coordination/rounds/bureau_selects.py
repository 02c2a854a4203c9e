"""What bureaus were asked and advise, for those who may read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Agency, BureauAnswer, BureauAsk, Plan, Round, RoundAsk, RoundVersion, Task, User
from workplan.services.coordination.rounds import finding
from workplan.services.coordination.rounds.courses import Ask
from workplan.services.coordination.rounds.standing_asks import asks_with, waits
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read

ABOVE = aliased(Agency)
"""Made once: to put an alias together takes longer than its select."""


class Bureau(NamedTuple):
    """A bureau that was asked, with what it advises; `kind` is None until it has answered."""

    id: int
    ask_id: int
    bureau_id: int
    above_id: int | None
    label: str
    wanted_on: date
    kind: str | None
    passage: str | None
    words: str | None
    proposed: str | None
    by: str | None
    said_at: datetime | None


class Advice(NamedTuple):
    """What a bureau is asked to advise, as its people find it among their work."""

    bureau_ask_id: int
    id: int | None
    slug: str
    code: str
    name: str
    plan_title: str
    label: str
    above: str
    number: int
    wanted_on: date
    asked_at: datetime


def last_advice() -> ScalarSelect[int]:
    """Return the expression of the last answer of a bureau, by its id; empty without one."""
    return (
        select(BureauAnswer.id)
        .where(BureauAnswer.bureau_ask_id == BureauAsk.id)
        .order_by(BureauAnswer.id.desc())
        .limit(1)
        .correlate(BureauAsk)
        .scalar_subquery()
    )


def of_asks(session: Session, asks: Sequence[Ask], standing: Standing) -> dict[int, list[Bureau]]:
    """Return the bureaus of questions that somebody may read of, by question; one select.

    Those are all of their own agency, and their own bureau; once its agency has answered, whoever
    reads everything in the plan reads them as well.
    """
    rows = session.execute(
        select(
            BureauAsk.id,
            BureauAsk.ask_id,
            BureauAsk.bureau_id,
            Agency.parent_id.label("above_id"),
            Agency.label,
            BureauAsk.wanted_on,
            BureauAnswer.kind,
            BureauAnswer.passage,
            BureauAnswer.words,
            BureauAnswer.proposed,
            User.name.label("by"),
            BureauAnswer.said_at,
        )
        .join(Agency, Agency.id == BureauAsk.bureau_id)
        .outerjoin(BureauAnswer, BureauAnswer.id == last_advice())
        .outerjoin(User, User.id == BureauAnswer.said_by_id)
        .where(BureauAsk.ask_id.in_([ask.id for ask in asks]))
        .order_by(Agency.label, BureauAsk.id)
    )
    by_id = {ask.id: ask for ask in asks}
    found: dict[int, list[Bureau]] = defaultdict(list)
    for row in read(Bureau, rows):
        ask = by_id[row.ask_id]
        theirs = finding.may_answer(standing, ask.agency_id)
        is_said = ask.said is not None and standing.may_read_everything
        if theirs or is_said or finding.may_answer(standing, row.bureau_id):
            found[row.ask_id].append(row)
    return found


def advice_wanted(session: Session, standings: Iterable[Standing]) -> list[Advice]:
    """Return what waits for the advice of a person's bureaus, the first day first; one select.

    Whoever leads for an agency above is not asked for what its bureaus say.
    """
    voices = [voice for one in standings for voice in (one, *one.covers) if voice.role == "lead"]
    if not voices:
        return []
    mine = [
        and_(
            Round.plan_id == one.plan_id,
            BureauAsk.bureau_id.in_(one.agency_ids),
            Agency.parent_id.not_in(one.agency_ids),
        )
        for one in voices
    ]
    wanted = (
        asks_with(
            BureauAsk.id.label("bureau_ask_id"),
            Task.id,
            Plan.slug,
            func.coalesce(Task.code, Plan.mail_tag).label("code"),
            func.coalesce(Task.name, Plan.title).label("name"),
            Plan.title.label("plan_title"),
            Agency.label,
            ABOVE.label.label("above"),
            RoundVersion.number,
            BureauAsk.wanted_on,
            BureauAsk.asked_at,
        )
        .join(BureauAsk, BureauAsk.ask_id == RoundAsk.id)
        .join(Agency, Agency.id == BureauAsk.bureau_id)
        .join(ABOVE, ABOVE.id == RoundAsk.agency_id)
        .where(waits(), last_advice().is_(None), or_(*mine))
        .order_by(BureauAsk.wanted_on, BureauAsk.id)
    )
    return read(Advice, session.execute(wanted))
