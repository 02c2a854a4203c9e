"""How a round went: versions, who was asked, what each answered, what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from workplan.notation.changed_words import Words, changed_paragraphs, changed_words
from workplan.vocabulary import Concurrence, RoundState


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

    @property
    def changes(self) -> list[Words]:
        """The words that it meets, with those that would go and come by what it proposes."""
        return changed_words(self.passage, self.proposed) if self.passage and self.proposed else []


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
        stands: whether it counts still, by `standing_asks.stands`.
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
    dropped_because: str
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
    def changes(self) -> list[list[Words]]:
        """The paragraphs in which the last version differs from the one before it."""
        return changed_paragraphs(self.versions[1].words, self.last.words)

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
    def exceptions(self) -> list[str]:
        """Whom the last version did not have the answer of, and why, each in words."""
        last = self.last.number
        found = [
            f"{ask.label} answered on version {ask.number}, and was not asked again"
            for ask in self.standing
            if ask.said and ask.number != last
        ]
        found += [
            f"{ask.label} gave no answer, and was gone on without: “{ask.gone_on_because}”"
            for ask in self.standing
            if ask.gone_on_at and not ask.said
        ]
        return found + [
            f"{ask.label} was dropped: “{ask.dropped_because}”"
            for ask in self.asks
            if ask.dropped_because
        ]

    @property
    def is_clear(self) -> bool:
        """Tell whether it can be ended as cleared."""
        is_owed = any(ask.is_owed for ask in self.standing)
        return not (is_owed or self.undecided or self.answered(Concurrence.NON_CONCUR))
