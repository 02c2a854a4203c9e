"""How the rounds of a task went: versions, who was asked, what each answered, what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import (
    Agency,
    Evidence,
    Round,
    RoundAnswer,
    RoundAsk,
    RoundComment,
    RoundVersion,
    User,
)
from workplan.services.record.read_models import read
from workplan.vocabulary import Concurrence, RoundState

CLOSER, GOER, DECIDER = aliased(User), aliased(User), aliased(User)
"""Made once: to put an alias together takes longer than its select."""


class Remark(NamedTuple):
    """A comment on a version, and what was decided of it; `decision` is None until then."""

    id: int
    answer_id: int
    number: int
    passage: str
    words: str
    proposed: str
    decision: str | None
    decided_because: str
    decided_at: datetime | None
    decided_by: str | None


class Said(NamedTuple):
    """An answer of an agency."""

    id: int
    ask_id: int
    kind: str
    by: str
    said_at: datetime
    remarks: list[Remark]

    @property
    def undecided(self) -> int:
        """How many of its comments wait for a decision."""
        return sum(one.decision is None for one in self.remarks)


class Ask(NamedTuple):
    """That an agency was asked about a version.

    Args:
        stands: whether it was asked about no later version, and not merged into another.
        answers: the last one first.
    """

    id: int
    version_id: int
    number: int
    agency_id: int
    label: str
    sent_at: datetime
    wanted_on: date
    gone_on_at: datetime | None
    gone_on_by: str | None
    gone_on_because: str
    stands: bool
    answers: list[Said]

    @property
    def said(self) -> Said | None:
        """The answer that stands, if there is one."""
        return self.answers[0] if self.answers else None

    @property
    def is_owed(self) -> bool:
        """Tell whether it has no answer, and was not gone on without."""
        return not self.answers and self.gone_on_at is None

    def is_silent(self, today: date) -> bool:
        """Tell whether its day has passed without an answer."""
        return self.is_owed and self.wanted_on < today


class File(NamedTuple):
    """A file or a link that was sent with a version."""

    id: int
    version_id: int | None
    name: str
    url: str | None
    size_bytes: int | None
    checksum: str | None
    removed_at: datetime | None


class Version(NamedTuple):
    """A version as it was sent."""

    id: int
    number: int
    words: str
    by: str
    sent_at: datetime
    is_on_behalf: bool
    files: list[File]


class Course(NamedTuple):
    """A round: its versions and questions, the last version first."""

    id: int
    state: str
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    closed_because: str
    versions: list[Version]
    asks: list[Ask]

    @property
    def is_open(self) -> bool:
        """Tell whether it has not ended."""
        return self.state == RoundState.OPEN

    @property
    def last(self) -> Version:
        """The last version."""
        return self.versions[0]

    @property
    def standing(self) -> list[Ask]:
        """The questions that stand: one an agency."""
        return [ask for ask in self.asks if ask.stands]

    @property
    def undecided(self) -> list[tuple[Ask, Remark]]:
        """The comments that wait for a decision, each with the question it answers."""
        return [
            (ask, one)
            for ask in self.standing
            if ask.said
            for one in ask.said.remarks
            if one.decision is None
        ]

    def answered(self, *kinds: Concurrence) -> list[Ask]:
        """Return the questions that stand whose answer is one of some kinds."""
        return [ask for ask in self.standing if ask.said and ask.said.kind in kinds]

    @property
    def is_clear(self) -> bool:
        """Tell whether it can be ended as cleared."""
        is_owed = any(ask.is_owed for ask in self.standing)
        return not (is_owed or self.undecided or self.answered(Concurrence.NON_CONCUR))


def of_task(session: Session, task_id: int) -> list[Course]:
    """Return the rounds of a task, the newest first; five selects, one where there is none."""
    versions = session.execute(
        select(
            Round.id.label("round_id"),
            Round.state,
            Round.opened_at,
            Round.closed_at,
            CLOSER.name.label("closed_by"),
            Round.closed_because,
            RoundVersion.id,
            RoundVersion.number,
            RoundVersion.words,
            User.name.label("by"),
            RoundVersion.sent_at,
            RoundVersion.is_on_behalf,
        )
        .join(RoundVersion, RoundVersion.round_id == Round.id)
        .join(User, User.id == RoundVersion.sent_by_id)
        .outerjoin(CLOSER, CLOSER.id == Round.closed_by_id)
        .where(Round.task_id == task_id)
        .order_by(Round.id.desc(), RoundVersion.number.desc())
    ).all()
    if not versions:
        return []
    rounds = {row.id: row.round_id for row in versions}
    files, asks = _files(session, rounds), _asks(session, rounds)
    found: dict[int, Course] = {}
    for row in versions:
        head = row[:6]
        course = found.setdefault(row.round_id, Course(*head, [], asks[row.round_id]))
        sent = (row.number, row.words, row.by, row.sent_at, row.is_on_behalf)
        course.versions.append(Version(row.id, *sent, files[row.id]))
    return list(found.values())


def version_of(session: Session, version_id: int) -> Version:
    """Return a version that was found already, with its files; two selects."""
    row = session.execute(
        select(
            RoundVersion.id,
            RoundVersion.number,
            RoundVersion.words,
            User.name.label("by"),
            RoundVersion.sent_at,
            RoundVersion.is_on_behalf,
        )
        .join(User, User.id == RoundVersion.sent_by_id)
        .where(RoundVersion.id == version_id)
    ).one()
    return Version(*row, _files(session, [version_id])[version_id])


def _files(session: Session, versions: Iterable[int]) -> dict[int, list[File]]:
    rows = session.execute(
        select(
            Evidence.id,
            Evidence.version_id,
            Evidence.name,
            Evidence.url,
            Evidence.size_bytes,
            Evidence.checksum,
            Evidence.removed_at,
        )
        .where(Evidence.version_id.in_(list(versions)))
        .order_by(Evidence.id)
    )
    found: dict[int, list[File]] = defaultdict(list)
    for row in read(File, rows):
        found[row.version_id or 0].append(row)
    return found


def _asks(session: Session, rounds: Mapping[int, int]) -> dict[int, list[Ask]]:
    """Return the questions of each round: by agency, that on the last version first."""
    rows = session.execute(
        select(
            RoundAsk.id,
            RoundAsk.version_id,
            RoundVersion.number,
            RoundAsk.agency_id,
            Agency.label,
            RoundVersion.sent_at,
            RoundAsk.wanted_on,
            RoundAsk.gone_on_at,
            GOER.name.label("gone_on_by"),
            RoundAsk.gone_on_because,
            Agency.merged_into_id,
        )
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .join(Agency, Agency.id == RoundAsk.agency_id)
        .outerjoin(GOER, GOER.id == RoundAsk.gone_on_by_id)
        .where(RoundAsk.version_id.in_(list(rounds)))
        .order_by(Agency.label, RoundAsk.agency_id, RoundVersion.number.desc())
    ).all()
    answers = _answers(session, [row.id for row in rows])
    seen = set[tuple[int, int]]()
    found: dict[int, list[Ask]] = defaultdict(list)
    for row in rows:
        key = rounds[row.version_id], row.agency_id
        stands = key not in seen and row.merged_into_id is None
        seen.add(key)
        found[key[0]].append(Ask(*row[:10], stands, answers[row.id]))
    return found


def _answers(session: Session, asks: list[int]) -> dict[int, list[Said]]:
    rows = session.execute(
        select(
            RoundAnswer.id,
            RoundAnswer.ask_id,
            RoundAnswer.kind,
            User.name.label("by"),
            RoundAnswer.said_at,
        )
        .join(User, User.id == RoundAnswer.said_by_id)
        .where(RoundAnswer.ask_id.in_(asks))
        .order_by(RoundAnswer.id.desc())
    ).all()
    remarks = _remarks(session, [row.id for row in rows])
    found: dict[int, list[Said]] = defaultdict(list)
    for row in rows:
        found[row.ask_id].append(Said(*row, remarks[row.id]))
    return found


def _remarks(session: Session, answers: list[int]) -> dict[int, list[Remark]]:
    rows = session.execute(
        select(
            RoundComment.id,
            RoundComment.answer_id,
            RoundComment.number,
            RoundComment.passage,
            RoundComment.words,
            RoundComment.proposed,
            RoundComment.decision,
            RoundComment.decided_because,
            RoundComment.decided_at,
            DECIDER.name.label("decided_by"),
        )
        .outerjoin(DECIDER, DECIDER.id == RoundComment.decided_by_id)
        .where(RoundComment.answer_id.in_(answers))
        .order_by(RoundComment.answer_id, RoundComment.number)
    )
    found: dict[int, list[Remark]] = defaultdict(list)
    for row in read(Remark, rows):
        found[row.answer_id].append(row)
    return found
