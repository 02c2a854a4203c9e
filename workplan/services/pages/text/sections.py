"""The text of a plan as a page shows it: sections with the marks of their sources, and remarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Comment, JournalEntry, PlanSection, SectionRemark, SectionSource, User
from workplan.papers import notes
from workplan.papers.blocks import Block
from workplan.papers.markdown import blocks_of
from workplan.services.consultation.text import sections
from workplan.services.consultation.text.outline import hint_for
from workplan.services.consultation.text.sources import source_said
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read

MOST_ENTRIES = 100
"""How many entries of the journal the page of a section shows, the newest first."""


class Source(NamedTuple):
    """Where words of a section come from.

    Args:
        note: its number in the text, which counts through all sections.
        comment: the number of the comment from outside, if it is one.
        is_found: whether the text still has the words that it is behind.
    """

    id: int
    note: int
    kind: str
    passage: str
    words: str
    comment: int | None
    is_found: bool

    @property
    def said(self) -> str:
        """Return the source in words."""
        return source_said(self.kind, self.words)


class Remark(NamedTuple):
    """What somebody said of a section, with the answers to it."""

    id: int
    passage: str
    body: str
    author: str
    said_at: datetime
    resolved_at: datetime | None
    answers: list[Remark]

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for somebody."""
        return self.resolved_at is None


class Section(NamedTuple):
    """A section of the text; one that is retired has no place."""

    number: int
    heading: str
    body: str
    version: int
    place: int
    retired_at: datetime | None
    blocks: tuple[Block, ...]
    sources: list[Source]
    remarks: list[Remark]

    @property
    def hint(self) -> str:
        """Return what belongs here, if the outline says so."""
        return hint_for(self.heading)

    @property
    def open_remarks(self) -> int:
        """How many remarks nobody has resolved."""
        return sum(remark.is_open for remark in self.remarks)


class Text(NamedTuple):
    """The text of a plan."""

    sections: list[Section]
    retired: list[Section]

    @property
    def silent(self) -> int:
        """How many sections say nothing yet."""
        return sum(not section.body for section in self.sections)

    @property
    def open_remarks(self) -> int:
        """How many remarks nobody has resolved."""
        return sum(section.open_remarks for section in self.sections)

    def of_number(self, number: int) -> Section | None:
        """Return a section by its number, a retired one too."""
        every = (*self.sections, *self.retired)
        return next((section for section in every if section.number == number), None)


def text_of(session: Session, plan_id: int) -> Text:
    """Return the text of a plan; three selects."""
    rows = session.scalars(
        select(PlanSection)
        .where(PlanSection.plan_id == plan_id)
        .order_by(PlanSection.position, PlanSection.id)
    ).all()
    sources, remarks = _sources(session, plan_id), _remarks(session, plan_id)
    used, retired = list[Section](), list[Section]()
    note = 0
    for row in rows:
        is_used = row.retired_at is None
        within = _marked(row.body, sources[row.id], note)
        note += len(within) if is_used else 0
        place = len(used) + 1 if is_used else 0
        blocks = notes.noted(blocks_of(row.body), [(s.note, s.passage) for s in within])
        section = Section(
            *(row.number, row.heading, row.body, row.version, place, row.retired_at),
            *(blocks, within, remarks[row.id]),
        )
        (used if is_used else retired).append(section)
    return Text(used, retired)


def says_something(session: Session, plan_id: int) -> bool:
    """Tell whether any section of a plan has words; one select."""
    written = select(PlanSection.id).where(
        PlanSection.plan_id == plan_id, PlanSection.retired_at.is_(None), PlanSection.body != ""
    )
    return session.scalar(written.limit(1)) is not None


def history_of(
    session: Session, standing: Standing, plan_id: int, number: int
) -> list[tuple[JournalEntry, str]]:
    """Return what the journal says of a section to who may read that, the last first."""
    section = sections.of_number(session, plan_id, number)
    entries = session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.subject_type == sections.SUBJECT,
            JournalEntry.subject_id == section.id,
            standing.readable_journal(),
        )
        .order_by(JournalEntry.seq.desc())
        .limit(MOST_ENTRIES)
    ).all()
    names = names_for(session, entries)
    return [(entry, said(entry, names)) for entry in entries]


def _marked(body: str, found: Sequence[Any], before: int) -> list[Source]:
    """Return the sources of a text with their numbers, in the order in which one meets them."""
    found = [found[place] for place in notes.in_order(body, [row.passage for row in found])]
    return [
        Source(
            *(row.id, note, row.kind, row.passage, row.reference or row.words, row.number),
            not row.passage or notes.holds(body, row.passage),
        )
        for note, row in enumerate(found, before + 1)
    ]


def _sources(session: Session, plan_id: int) -> dict[int, list[Any]]:
    source = SectionSource
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(
        select(
            *(source.id, source.section_id, source.kind, source.passage, source.words),
            *(Comment.reference, Comment.number),
        )
        .join(PlanSection, PlanSection.id == source.section_id)
        .outerjoin(Comment, Comment.id == source.comment_id)
        .where(PlanSection.plan_id == plan_id, source.retired_at.is_(None))
        .order_by(source.id)
    ):
        found[row.section_id].append(row)
    return found


class _Said(NamedTuple):
    """A remark as it is read."""

    id: int
    section_id: int
    thread_id: int | None
    passage: str
    body: str
    author: str
    said_at: datetime
    resolved_at: datetime | None


def _remarks(session: Session, plan_id: int) -> dict[int, list[Remark]]:
    """Return the threads of each section, those that wait first."""
    remark = SectionRemark
    rows = session.execute(
        select(
            *(remark.id, remark.section_id, remark.thread_id, remark.passage, remark.body),
            *(User.name.label("author"), remark.said_at, remark.resolved_at),
        )
        .join(PlanSection, PlanSection.id == remark.section_id)
        .join(User, User.id == remark.user_id)
        .where(PlanSection.plan_id == plan_id)
        .order_by(remark.id)
    )
    threads: dict[int, Remark] = {}
    found: dict[int, list[Remark]] = defaultdict(list)
    for row in read(_Said, rows):
        one = Remark(*(row.id, row.passage, row.body, row.author, row.said_at, row.resolved_at), [])
        if row.thread_id is None:
            threads[row.id] = one
            found[row.section_id].append(one)
        else:
            threads[row.thread_id].answers.append(one)
    for one_section in found.values():
        one_section.sort(key=lambda thread: not thread.is_open)
    return found
