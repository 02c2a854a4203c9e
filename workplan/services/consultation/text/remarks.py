"""What people of a plan say of its text: of a passage or of a section, in threads.

Whoever has a voice in the plan says and answers; nothing is edited or deleted. An answer opens a
resolved thread again.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PlanSection, SectionRemark
from workplan.errors import InvalidInput, NotFound
from workplan.papers import notes
from workplan.plain_text import prose
from workplan.services.consultation.text import sections
from workplan.services.consultation.text.sources import LONGEST_PASSAGE
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

LONGEST_REMARK = 10_000


def say(change: Change, slug: str, number: int, body: str, passage: str = "") -> int:
    """Say something of a section, perhaps of some words of it, and return the id of the thread.

    Raises:
        InvalidInput: for nothing, for too much, and for words that the section does not have.
    """
    body, passage = _checked(body), " ".join(prose(passage).split())
    with change.transaction():
        section = _section(change, slug, number)
        if len(passage) > LONGEST_PASSAGE or (passage and not notes.holds(section.body, passage)):
            raise InvalidInput(
                "passage",
                "These words do not stand in the section so. Copy them from one paragraph of its "
                "text, or leave the field empty for the whole section.",
            )
        return _added(change, section, body, passage).id


def answer(change: Change, slug: str, thread_id: int, body: str) -> int:
    """Answer a remark, which opens its thread again, and return the number of its section."""
    body = _checked(body)
    with change.transaction():
        section, first = _thread(change, slug, thread_id)
        first.resolved_at = first.resolved_by_id = None
        _added(change, section, body, "", first)
        return section.number


def resolve(change: Change, slug: str, thread_id: int) -> int:
    """Mark a thread as resolved, as which it stays, and return the number of its section."""
    with change.transaction():
        section, first = _thread(change, slug, thread_id)
        if first.resolved_at is None:
            first.resolved_at, first.resolved_by_id = change.now, change.actor.id
            _note(change, section, "section.remark_resolved", first)
        return section.number


def section_of(session: Session, plan_id: int, thread_id: int) -> PlanSection:
    """Return the section of which somebody said something.

    Raises:
        NotFound: when nobody began a thread of that number on the text of the plan.
    """
    section = session.scalar(
        select(PlanSection)
        .join(SectionRemark, SectionRemark.section_id == PlanSection.id)
        .where(
            PlanSection.plan_id == plan_id,
            SectionRemark.id == thread_id,
            SectionRemark.thread_id.is_(None),
        )
    )
    if section is None:
        raise NotFound("There is no such remark on the text of this plan.")
    return section


def threads_of(session: Session, section: PlanSection) -> list[int]:
    """Return the ids of the remarks on a section that begin a thread, in order."""
    firsts = SectionRemark.section_id == section.id, SectionRemark.thread_id.is_(None)
    return list(session.scalars(select(SectionRemark.id).where(*firsts).order_by(SectionRemark.id)))


def _thread(change: Change, slug: str, thread_id: int) -> tuple[PlanSection, SectionRemark]:
    """Return a section and a remark on it that begins a thread, for those who have a voice."""
    session = change.session
    plan, standing = rights.plan_for(session, change.actor, slug)
    rights.require_voice(session, standing)
    section = _in_use(section_of(session, plan.id, thread_id))
    return section, session.get_one(SectionRemark, thread_id)


def _section(change: Change, slug: str, number: int) -> PlanSection:
    """Return a section that stands in the text, for those who have a voice in the plan."""
    session = change.session
    plan, standing = rights.plan_for(session, change.actor, slug)
    rights.require_voice(session, standing)
    return _in_use(sections.of_number(session, plan.id, number))


def _in_use(section: PlanSection) -> PlanSection:
    if section.retired_at is not None:
        raise InvalidInput("body", f"“{section.heading}” is retired. Restore it first.")
    return section


def _added(
    change: Change,
    section: PlanSection,
    body: str,
    passage: str,
    first: SectionRemark | None = None,
) -> SectionRemark:
    remark = SectionRemark(
        section_id=section.id,
        user_id=change.actor.id,
        thread_id=first.id if first else None,
        passage=passage,
        body=body,
        said_at=change.now,
    )
    change.session.add(remark)
    change.session.flush()
    _note(change, section, "section.remarked", remark)
    return remark


def _checked(body: str) -> str:
    body = prose(body.replace("\r\n", "\n")).strip()
    if not body:
        raise InvalidInput("body", "The remark is empty. Write what you want to say.")
    if len(body) > LONGEST_REMARK:
        raise InvalidInput(
            "body",
            f"The remark has {len(body):,} characters, and {LONGEST_REMARK:,} fit. Shorten it.",
        )
    return body


def _note(change: Change, section: PlanSection, verb: str, remark: SectionRemark) -> None:
    after = {"remark_id": remark.id, "answers_id": remark.thread_id}
    entry = journal.Entry(verb, (sections.SUBJECT, section.id), after=after)
    journal.note(change, section.plan_id, entry)
