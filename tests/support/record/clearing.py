"""The clearance of the office's plan: its text, versions that are sent, and answers to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Round, RoundAsk, RoundComment, RoundVersion
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation import clearances
from workplan.services.consultation.clearances import Sent
from workplan.services.consultation.text import sections
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.coordination.rounds import answers as answering
from workplan.services.coordination.rounds.answers import Answer, Comment
from workplan.services.lifecycle import plan_changes
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

# A Thursday, and the Friday of the week after.
SENT_AT, ANSWERED_AT = washington(2026, 10, 1, 9), washington(2026, 10, 2, 9)
WANTED, AFTER_IT = date(2026, 10, 9), washington(2026, 10, 13, 9)
LEADS = {"DSCA": "other_lead", "PM": "lead"}


def draft(office: Office) -> None:
    """Let the plan be a draft with a text, and let DSCA and State PM take part in it."""
    office.put_stage("drafting")
    with writing() as session:
        joining = Joining(office.plan().id, date(2026, 9, 1))
        ids = [office.agencies[code] for code in LEADS]
        plan_agencies.take_part(session, joining, ids)
    fields = SectionFields("Purpose", "Posts report monthly.")
    sections.add(Change(office.coordinator, SENT_AT), SLUG, fields)


def rewrites(office: Office, words: str, now: datetime = ANSWERED_AT) -> None:
    """Give the only section other words."""
    section = sections.of_number(db.session(), office.plan().id, 1)
    wanted = SectionFields("Purpose", words)
    sections.change(Change(office.coordinator, now), SLUG, 1, section.version, wanted)


def sends(
    office: Office,
    *agencies: str,
    after: int = 0,
    now: datetime = SENT_AT,
    wanted: date | None = WANTED,
    who: str = "coordinator",
) -> int:
    """Send the plan to some agencies, DSCA unless told, and return the number of the version."""
    asked = {office.agencies[code]: wanted for code in agencies or ("DSCA",)}
    return clearances.send(Change(office.people[who], now), SLUG, Sent("", asked, after))


def ask_of(office: Office, agency: str = "DSCA") -> int:
    """Return the last question to an agency."""
    db.session.rollback()
    wanted = select(RoundAsk.id).where(RoundAsk.agency_id == office.agencies[agency])
    return db.session.scalars(wanted.order_by(RoundAsk.id.desc())).first() or 0


def answers(
    office: Office,
    kind: str,
    *comments: Comment,
    agency: str = "DSCA",
    now: datetime = ANSWERED_AT,
) -> None:
    """Answer for an agency, as its lead."""
    change = Change(office.people[LEADS[agency]], now)
    answering.answer(change, ask_of(office, agency), Answer(kind, comments))


def the_round() -> Round:
    """Return the last clearance as it is stored now."""
    db.session.rollback()
    own = select(Round).where(Round.task_id.is_(None))
    return db.session.scalars(own.order_by(Round.id.desc()).limit(1)).one()


def versions_sent() -> list[int]:
    """Return the numbers of the versions that went round, in their order."""
    db.session.rollback()
    return list(db.session.scalars(select(RoundVersion.number).order_by(RoundVersion.id)))


def comments() -> list[RoundComment]:
    """Return every comment, in its order."""
    db.session.rollback()
    return list(db.session.scalars(select(RoundComment).order_by(RoundComment.id)))


def names_official(office: Office, who: str = "viewer") -> None:
    """Let somebody be the approving official of the plan."""
    version = office.plan().version
    change = Change(office.coordinator, SENT_AT)
    plan_changes.name_approver(change, SLUG, version, office.people[who].id)


def by(office: Office, who: str = "coordinator", now: datetime = ANSWERED_AT) -> Change:
    return Change(office.people[who], now)
