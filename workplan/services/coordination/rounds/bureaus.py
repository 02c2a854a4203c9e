"""An agency asks its own bureaus before it answers, and they advise it.

What they say is the agency's own until it has answered; the record says only that they were asked
and have answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, BureauAnswer, BureauAsk, Plan, RoundAsk, RoundVersion
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.rounds import answers, finding
from workplan.services.coordination.rounds.answers import Answer, Comment
from workplan.services.coordination.rounds.finding import About
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import NoticeKind

NOT_THEIRS = "Only a lead of the agency that is asked asks its bureaus. Ask them."
NOT_A_LEAD = "Only a lead of the bureau that is asked answers for it. Ask them."


def ask(change: Change, ask_id: int, wanted: Mapping[int, date | None]) -> About:
    """Ask bureaus about the question that their agency was asked, and return what it is about.

    One that is asked already is given another day.

    Args:
        wanted: by bureau, the day by which it answers.

    Raises:
        NotAllowed: for anybody but a lead of the agency.
        InvalidInput: when the agency has answered or is asked no more, for what is no bureau of
            it, and for a day that has passed or is later than the agency's own, where that is
            to come.
    """
    with change.transaction() as session:
        found, version, row = finding.by_ask(change, ask_id)
        rights.require_open(session, found.about.plan_id)
        if not finding.may_answer(found.standing, row.agency_id):
            raise NotAllowed(NOT_THEIRS)
        answers.require_asked_now(session, found.round, version, row)
        _require_unanswered(session, row)
        if not wanted:
            raise InvalidInput("bureau", "No bureau was chosen. Choose one or more.")
        own = rights.with_bureaus(session, [row.agency_id]) - {row.agency_id}
        zone = session.get_one(Plan, found.about.plan_id).time_zone
        today = civil_date(change.now, zone)
        for bureau_id, day in wanted.items():
            bureau = session.get(Agency, bureau_id)
            if bureau is None or bureau_id not in own or bureau.retired_at is not None:
                raise InvalidInput("bureau", "It is no bureau of your agency. Choose another.")
            checked = _checked(bureau, day, today, row.wanted_on)
            leads = leads_of(session, found.about.plan_id, bureau_id)
            if not leads:
                raise InvalidInput(
                    "bureau",
                    f"Nobody leads for {bureau.label} in this plan, so nobody would be told. Let "
                    "the coordinator give somebody there a role, or choose another.",
                )
            asked = _put(change, ask_id, bureau_id, checked)
            if asked is None:
                continue
            after = {"agency_id": bureau_id, "number": version.number, "wanted_on": str(checked)}
            _note(change, found.about, "bureau_asked", after)
            _tell_bureau(change, found.about, version, row, asked, leads)
        return found.about


def answer(change: Change, bureau_ask_id: int, kind: str, comment: Comment) -> About:
    """Advise the agency above, and return what it is about; its leads are told.

    Raises:
        NotFound: when there is no such question among theirs.
        NotAllowed: for anybody but a lead of the bureau.
        InvalidInput: when the agency has answered or is asked no more, and for an answer that
            does not fit its words.
    """
    with change.transaction() as session:
        row = session.get(BureauAsk, bureau_ask_id)
        if row is None:
            raise NotFound(finding.NOTHING)
        found, version, of_agency = finding.by_ask(change, row.ask_id)
        rights.require_open(session, found.about.plan_id)
        above = session.get_one(Agency, row.bureau_id).parent_id
        if not finding.leads_for(found.standing, row.bureau_id, above):
            raise NotAllowed(NOT_A_LEAD)
        answers.require_asked_now(session, found.round, version, of_agency)
        _require_unanswered(session, of_agency)
        comments = answers.checked(Answer(kind, [comment]))
        said = comments[0] if comments else Comment()
        session.add(
            BureauAnswer(
                bureau_ask_id=row.id,
                kind=kind,
                **said._asdict(),
                said_by_id=change.actor.id,
                said_at=change.now,
            )
        )
        after = {"agency_id": row.bureau_id, "number": version.number}
        _note(change, found.about, "bureau_answered", after)
        label = session.get_one(Agency, row.bureau_id).label
        news = News(NoticeKind.BUREAU_ANSWERED, f"{label}, on version {version.number}.")
        people = {
            row.asked_by_id,
            *leads_of(session, found.about.plan_id, of_agency.agency_id),
        }
        told = Told(found.about.task_id, news, people)
        notices.tell_all(change, found.about.plan_id, [told])
        return found.about


def _put(change: Change, ask_id: int, bureau_id: int, day: date) -> BureauAsk | None:
    """Write down that a bureau is asked, or by which other day; None if it is asked so already."""
    session = change.session
    wanted = select(BureauAsk).where(BureauAsk.ask_id == ask_id, BureauAsk.bureau_id == bureau_id)
    row = session.scalar(wanted)
    if row is not None and row.wanted_on == day:
        return None
    if row is None:
        row = BureauAsk(
            ask_id=ask_id,
            bureau_id=bureau_id,
            asked_by_id=change.actor.id,
            asked_at=change.now,
        )
        session.add(row)
    row.wanted_on, row.reminded_on = day, None
    session.flush()
    return row


def _require_unanswered(session: Session, row: RoundAsk) -> None:
    if answers.kind_now(session, row) is not None:
        raise InvalidInput(
            "kind", "The agency has answered already. Whatever is to be added, it says itself."
        )


def _checked(bureau: Agency, day: date | None, today: date, latest: date) -> date:
    """Return the day by which a bureau answers, or refuse it with the way out."""
    if day is None:
        raise InvalidInput("bureau", f"Say by which day {bureau.label} answers.")
    if day < today:
        raise InvalidInput("bureau", f"{day_words(day)} has passed. Give today or a later day.")
    if day > latest >= today:
        raise InvalidInput(
            "bureau",
            f"{day_words(day)} is too late for {bureau.label}: your agency answers by "
            f"{day_words(latest)}. Give a day until then.",
        )
    return day


def _tell_bureau(
    change: Change,
    about: About,
    version: RoundVersion,
    row: RoundAsk,
    asked: BureauAsk,
    leads: set[int],
) -> None:
    """Tell the leads of a bureau that it is asked, or by which other day."""
    agency = change.session.get_one(Agency, row.agency_id)
    said = (
        f"Version {version.number}, by {day_words(asked.wanted_on)}. {agency.label} answers by "
        f"{day_words(row.wanted_on)}."
    )
    news = News(NoticeKind.BUREAU_ASKED, said, bureau_ask_id=asked.id)
    notices.tell_all(change, about.plan_id, [Told(about.task_id, news, leads)])


def leads_of(session: Session, plan_id: int, agency_id: int) -> set[int]:
    """Return who leads for an agency itself in a plan, and for no agency above it."""
    members = plan_members.members_of(session, plan_id)
    return {one.user_id for one in members if one.role == "lead" and one.agency_id == agency_id}


def _note(change: Change, about: About, what: str, after: dict[str, Any]) -> None:
    entry = journal.Entry(about.verb(what), about.subject, None, after)
    journal.note(change, about.plan_id, entry)
