"""Where the words of a section come from: the directive, comments, something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import Session

from models import (
    Agency,
    Comment,
    PlanSection,
    Round,
    RoundAnswer,
    RoundAsk,
    RoundComment,
    RoundVersion,
    SectionSource,
)
from workplan.errors import InvalidInput, NotFound
from workplan.papers import notes
from workplan.plain_text import prose
from workplan.services.consultation.text import sections
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import SourceKind

SUBJECT = "section_source"
LONGEST_WORDS, LONGEST_PASSAGE, MOST_SOURCES = 2_000, 1_000, 200


@dataclass(frozen=True)
class SourceFields:
    """What somebody says of where words come from.

    Args:
        passage: words of the section, as a reader sees them; "" for all of it.
        words: those of the source; of a comment from outside, its reference; of one of the
            clearance, the agency and its number, such as “DSCA 2”.
    """

    kind: str
    passage: str
    words: str


def add(change: Change, slug: str, section: int, wanted: SourceFields) -> int:
    """Say where words of a section come from, and return the id of the source.

    Args:
        section: the number of the section in its plan.

    Raises:
        InvalidInput: for words that the section does not have, and for a source that is none.
    """
    with change.transaction() as session:
        found = sections.for_change(change, slug, section)
        present = select(func.count()).where(
            SectionSource.section_id == found.id, SectionSource.retired_at.is_(None)
        )
        if (session.scalar(present) or 0) >= MOST_SOURCES:
            raise InvalidInput(
                "words", f"The section has {MOST_SOURCES} sources. Remove one first."
            )
        source = _checked(session, found, wanted)
        session.add(source)
        session.flush()
        _note(change, found, "section_source.added", source)
        return source.id


def remove(change: Change, slug: str, source_id: int) -> int:
    """Take a source away from its section, and return the number of that; undo brings it back.

    Raises:
        NotFound: when the text of the plan has no such source.
    """
    with change.transaction() as session:
        plan = rights.plan_to_change(session, change.actor, slug)
        source = session.get(SectionSource, source_id)
        section = session.get_one(PlanSection, source.section_id) if source else None
        if source is None or section is None or section.plan_id != plan.id:
            raise NotFound("There is no such source in the text of this plan.")
        switch(change, source, is_retired=True, reason="")
        return section.number


def switch(change: Change, source: SectionSource, *, is_retired: bool, reason: str) -> None:
    """Take a source away or bring it back, in the caller's transaction; as it is, it stays."""
    if (source.retired_at is not None) == is_retired:
        return
    source.retired_at = change.now if is_retired else None
    section = change.session.get_one(PlanSection, source.section_id)
    verb = "section_source.removed" if is_retired else "section_source.restored"
    _note(change, section, verb, source, reason)


def source_said(kind: str, words: str) -> str:
    """Return a source in words, as a note has it.

    Args:
        words: of a comment from outside, its reference.
    """
    if kind == SourceKind.COMMENT:
        return f"Comment {words}"
    return f"Directive: “{words}”" if kind == SourceKind.DIRECTIVE else words


def _checked(session: Session, section: PlanSection, wanted: SourceFields) -> SectionSource:
    passage, words = (" ".join(prose(one).split()) for one in (wanted.passage, wanted.words))
    if wanted.kind not in SourceKind.codes():
        raise InvalidInput("kind", f"“{wanted.kind}” is no kind of source. Choose from the list.")
    if not words:
        raise InvalidInput("words", "Say what the source is: its sentence, or its reference.")
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(
            "words", f"It has {len(words):,} characters, and {LONGEST_WORDS:,} fit. Shorten it."
        )
    if len(passage) > LONGEST_PASSAGE:
        raise InvalidInput(
            "passage", f"Mark {LONGEST_PASSAGE:,} characters at most, or leave it empty."
        )
    if passage and not notes.holds(section.body, passage):
        raise InvalidInput(
            "passage",
            "These words do not stand in the section so. Copy them from one paragraph of its text, "
            "or leave the field empty for the whole section.",
        )
    comment = None
    if wanted.kind == SourceKind.COMMENT:
        comment, words = _comment(session, section.plan_id, words), ""
    if wanted.kind == SourceKind.CLEARANCE:
        words = _of_clearance(session, section.plan_id, words)
    return SectionSource(
        section_id=section.id,
        kind=wanted.kind,
        passage=passage,
        words=words,
        comment_id=comment.id if comment else None,
    )


def _comment(session: Session, plan_id: int, reference: str) -> Comment:
    """Return the comment on a plan that a reference or a number names."""
    of_plan = select(Comment).where(Comment.plan_id == plan_id)
    found = session.scalar(of_plan.where(func.lower(Comment.reference) == reference.lower()))
    if found is None and reference.isascii() and reference.isdigit() and len(reference) < 9:
        found = session.scalar(of_plan.where(Comment.number == int(reference)))
    if found is None:
        raise InvalidInput(
            "words",
            f"No comment on this plan has the reference “{reference[:80]}”. Take it from the list "
            "of comments.",
        )
    return found


def _of_clearance(session: Session, plan_id: int, named: str) -> str:
    """Return in words which comment of the last clearance an agency and its number name.

    Args:
        named: such as “DSCA 2”, the agency as it is called or by its code.
    """
    agency, _, number = named.rpartition(" ")
    called = (func.lower(Agency.label), func.lower(Agency.code))
    found = session.execute(
        select(Agency.label, RoundComment.number, RoundVersion.number.label("version"))
        .join(RoundAnswer, RoundAnswer.id == RoundComment.answer_id)
        .join(RoundAsk, RoundAsk.id == RoundAnswer.ask_id)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .join(Round, Round.id == RoundVersion.round_id)
        .join(Agency, Agency.id == RoundAsk.agency_id)
        .where(
            Round.plan_id == plan_id,
            Round.task_id.is_(None),
            or_(*(name == agency.lower() for name in called)),
            cast(RoundComment.number, String) == number,
        )
        .order_by(RoundAnswer.id.desc())
        .limit(1)
    ).first()
    if found is None:
        raise InvalidInput(
            "words",
            f"No comment of a clearance of this plan is called “{named[:80]}”. Write the agency "
            "and the number of its comment, such as “DSCA 2”.",
        )
    return f"Clearance of version {found.version}: {found.label}, comment {found.number}"


def _note(
    change: Change, section: PlanSection, verb: str, source: SectionSource, reason: str = ""
) -> None:
    kept: dict[str, Any] = {"section": section.heading, "source_kind": source.kind}
    kept |= {key: getattr(source, key) for key in ("passage", "words") if getattr(source, key)}
    if source.comment_id is not None:
        kept["reference"] = change.session.get_one(Comment, source.comment_id).reference
    entry = journal.Entry(verb, (SUBJECT, source.id), after=kept, reason=reason)
    journal.note(change, section.plan_id, entry)
