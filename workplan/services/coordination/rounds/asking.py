"""Whoever sends a product asks another agency, drops one, or gives one a later day.

Only the sender does, on the record; what an agency said before it was dropped stays there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Plan, RoundAsk, RoundVersion
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.registers.register_fields import said
from workplan.services.coordination.rounds import answers, finding, versions
from workplan.services.coordination.rounds.finding import About
from workplan.services.coordination.rounds.settling import MOST
from workplan.services.coordination.rounds.standing_asks import is_unanswered, is_undecided, stands
from workplan.services.people import plan_members
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.suspenses import check_day


def ask_another(change: Change, round_id: int, agency_id: int, day: date | None) -> About:
    """Ask one more agency about the last version of a round, and return what that is about.

    Raises:
        NotAllowed: for whoever does not send the product.
        InvalidInput: for an agency that is asked already or cannot be, and for a day that is none.
    """
    with change.transaction() as session:
        found = finding.by_id(change, round_id)
        finding.require_settler(session, found)
        finding.require_open(found.round)
        about, today = found.about, _today(session, found.about, change)
        checked = versions.checked_asks(session, about, {agency_id: day}, today)
        [(agency, wanted_on)] = checked.items()
        if session.scalar(_standing(round_id).where(RoundAsk.agency_id == agency)) is not None:
            label = session.get_one(Agency, agency).label
            raise InvalidInput("ask", f"{label} is asked already. Give it another day instead.")
        version = _last(session, round_id)
        ask = session.scalar(
            select(RoundAsk).where(RoundAsk.version_id == version.id, RoundAsk.agency_id == agency)
        )
        is_asked_again = ask is not None
        if ask is None:
            ask = RoundAsk(version_id=version.id, agency_id=agency)
            session.add(ask)
        ask.wanted_on, ask.dropped_at, ask.dropped_because = wanted_on, None, ""
        ask.gone_on_at, ask.gone_on_by_id, ask.gone_on_because = None, None, ""
        session.flush()
        journal.note(change, about.plan_id, versions.asked_entry(about, ask))
        if is_asked_again:  # Of one question nobody is told twice by one kind of notice.
            _tell(change, about, ask, _again(session, version, ask))
        else:
            versions.tell(change, about, version, [ask])
        return about


def drop(change: Change, ask_id: int, because: str) -> About:
    """Ask an agency no more, with a reason, and return what the round is about; it is told.

    Raises:
        NotAllowed: for whoever does not send the product.
        InvalidInput: without a reason, for an agency that is asked no more, and for the last one.
    """
    with change.transaction() as session:
        found, _, ask = finding.by_ask(change, ask_id)
        finding.require_settler(session, found)
        finding.require_open(found.round)
        because = said("because", "Say why it is asked no more.", because, MOST)
        standing = set(session.scalars(_standing(found.round.id)))
        if ask.id not in standing:
            raise InvalidInput("because", "It is asked no more already. Reload the page.")
        undecided = _standing(found.round.id).where(RoundAsk.id == ask.id, is_undecided())
        if session.scalar(undecided) is not None:
            raise InvalidInput("because", "Give each comment of it a decision first, then drop it.")
        if len(standing) == 1:
            raise InvalidInput(
                "because", "Nobody else is asked. Choose “Withdraw the round” instead."
            )
        ask.dropped_at, ask.dropped_because = change.now, because
        _note(change, found.about, "dropped", None, {"agency_id": ask.agency_id}, because)
        _tell(change, found.about, ask, f"Your answer is not needed any more. {because}")
        return found.about


def give_later_day(change: Change, ask_id: int, day: date | None, because: str) -> About:
    """Give an agency that has not answered another day, and return what the round is about.

    Raises:
        NotAllowed: for whoever does not send the product.
        InvalidInput: without a reason or a day, for one that has passed, and for an agency that
            has answered or was gone on without.
    """
    with change.transaction() as session:
        found, _, ask = finding.by_ask(change, ask_id)
        finding.require_settler(session, found)
        finding.require_open(found.round)
        because = said("because", "Say why the day changes.", because, MOST)
        if day is None:
            raise InvalidInput("day", "Give the day by which it answers.")
        check_day("day", day)
        if day < max(ask.wanted_on, _today(session, found.about, change)):
            raise InvalidInput(
                "day", f"It was given time until {day_words(ask.wanted_on)}. Give a later day."
            )
        owed = _standing(found.round.id).where(RoundAsk.id == ask.id, is_unanswered())
        if session.scalar(owed) is None:
            raise InvalidInput("day", "It does not owe this answer any more. Reload the page.")
        if day == ask.wanted_on:
            return found.about
        before, after = ({"wanted_on": one.isoformat()} for one in (ask.wanted_on, day))
        ask.wanted_on = day
        whom = {"agency_id": ask.agency_id}
        _note(change, found.about, "day_moved", before, whom | after, because)
        _tell(change, found.about, ask, f"You have time until {day_words(day)}. {because}")
        return found.about


def _again(session: Session, version: RoundVersion, ask: RoundAsk) -> str:
    """Say to an agency that was dropped that it counts again, with the answer that it gave."""
    if answers.kind_now(session, ask) is not None:
        return f"Your answer on version {version.number} counts again."
    return f"You are asked again about version {version.number}; by {day_words(ask.wanted_on)}."


def _standing(round_id: int) -> Any:
    """Return the select of the questions of a round that stand, by their ids."""
    return (
        select(RoundAsk.id)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .where(RoundVersion.round_id == round_id, stands())
    )


def _last(session: Session, round_id: int) -> RoundVersion:
    last = select(func.max(RoundVersion.number)).where(RoundVersion.round_id == round_id)
    return session.scalars(
        select(RoundVersion).where(
            RoundVersion.round_id == round_id, RoundVersion.number == last.scalar_subquery()
        )
    ).one()


def _tell(change: Change, about: About, ask: RoundAsk, words: str) -> None:
    people = plan_members.spoken_for(change.session, about.plan_id, [ask.agency_id])
    told = Told(about.task_id, News("round_ended", words), people)
    notices.tell_all(change, about.plan_id, [told])


def _note(
    change: Change,
    about: About,
    what: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    because: str,
) -> None:
    entry = journal.Entry(about.verb(what), about.subject, before, after, because)
    journal.note(change, about.plan_id, entry)


def _today(session: Session, about: About, change: Change) -> date:
    return civil_date(change.now, session.get_one(Plan, about.plan_id).time_zone)
