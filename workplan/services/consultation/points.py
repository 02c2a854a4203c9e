"""The points of a comment: split off, and settled one by one with an answer for everybody.

A point that is settled can be settled anew until the comment is answered; the journal has each.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AnswerDraft, Comment, CommentPoint, Initiative, Objective, Plan, Task
from workplan.errors import InvalidInput, NotFound
from workplan.plain_text import prose
from workplan.services.consultation import caused, finding
from workplan.services.consultation.finding import SUBJECT
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import Disposition

LONGEST, LONGEST_WORDS, MOST = 4_000, 20_000, 60
CHANGES = (Disposition.ACCEPTED, Disposition.IN_PART)
"""Dispositions by which something of the plan changes."""


class Settled(NamedTuple):
    """What becomes of a point.

    Args:
        answer: what its sender and the public read.
        because: what those inside read besides.
        task_id: the task that it changed.
        objective_id: the objective that it is about.
        initiative_id: the line of effort that it is about.
        change_seq: the entry of the journal by which the plan was changed for it.
    """

    disposition: str
    answer: str
    because: str = ""
    task_id: int | None = None
    objective_id: int | None = None
    initiative_id: int | None = None
    change_seq: int | None = None

    @property
    def opened(self) -> Settled:
        """The point open again, filed as it was."""
        return Settled("", "", objective_id=self.objective_id, initiative_id=self.initiative_id)


def split(change: Change, slug: str, number: int, version: int, words: str) -> int:
    """Let words of a comment be a point of their own, and return its number.

    The first words that are marked become the first point, if that is still all of the comment.

    Raises:
        InvalidInput: for no words, and for words that the comment does not hold.
    """
    words = " ".join(prose(words).split())
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        if not 0 < len(words) <= LONGEST_WORDS:
            raise InvalidInput("words", "Give the words of the comment that are a point.")
        if words not in " ".join(comment.words.split()):
            raise InvalidInput(
                "words", "The comment does not say this. Give words of it as they stand."
            )
        points = finding.points_of(session, comment.id)
        if any(point.words == words for point in points):
            raise InvalidInput("words", "These words are a point already. Choose others.")
        if len(points) >= MOST:
            raise InvalidInput("words", f"{MOST} points are too many. Take some together.")
        if len(points) == 1 and not points[0].words and points[0].disposition is None:
            point = points[0]
            _require_no_draft(session, point)
        else:
            comment.last_point += 1
            point = CommentPoint(comment_id=comment.id, number=comment.last_point)
            session.add(point)
        point.words = words
        comment.version += 1
        after = {"reference": f"{comment.reference}.{point.number}", "words": words}
        _note(change, comment, "comment.split", None, after)
        return point.number


def join(change: Change, slug: str, number: int, version: int, which: int) -> None:
    """Let a point go that is not settled; what it said stays in the comment.

    The last one becomes all of the comment again.
    """
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        point = point_of(session, comment, which)
        if point.disposition is not None:
            raise InvalidInput(
                "point", f"Point {which} is settled. Choose to settle it anew first."
            )
        _require_no_draft(session, point)
        before = {"reference": f"{comment.reference}.{which}", "words": point.words}
        if len(finding.points_of(session, comment.id)) == 1:
            if not point.words:
                raise InvalidInput("point", "It is all of the comment. Reload the page.")
            point.words = ""
        else:
            session.delete(point)
        comment.version += 1
        _note(change, comment, "comment.joined", before, None)


def _require_no_draft(session: Session, point: CommentPoint) -> None:
    """Refuse to let a point be other words, or none, while an agency drafts its answer."""
    if session.scalar(select(AnswerDraft.id).where(AnswerDraft.point_id == point.id)):
        raise InvalidInput(
            "words" if not point.words else "point",
            f"An agency is asked to draft the answer to point {point.number} as it stands. Choose "
            "to ask nobody, or settle it, first.",
        )


def settle(
    change: Change, slug: str, number: int, version: int, which: int, wanted: Settled
) -> None:
    """Settle a point, or settle it anew; as it stands, it leaves no entry.

    Raises:
        InvalidInput: for no disposition or answer, for what is not in the plan, and where nothing
            changed although it was accepted and nobody says why.
    """
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        point = point_of(session, comment, which)
        put(change, comment, point, checked(session, comment.plan_id, wanted))


def reopen(change: Change, slug: str, number: int, version: int, which: int) -> None:
    """Let a settled point be open again."""
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        point = point_of(session, comment, which)
        if point.disposition is None:
            raise InvalidInput("point", f"Point {which} is not settled. Reload the page.")
        put(change, comment, point, settled_of(point).opened)


def put(
    change: Change, comment: Comment, point: CommentPoint, wanted: Settled, reason: str = ""
) -> None:
    """Let a point be settled so, or open, in the caller's transaction."""
    before, after = described(settled_of(point)), described(wanted)
    if before == after:
        return
    point.disposition = wanted.disposition or None
    point.answer, point.because = wanted.answer, wanted.because
    point.task_id = wanted.task_id
    point.objective_id, point.initiative_id = wanted.objective_id, wanted.initiative_id
    point.change_seq = wanted.change_seq
    is_open = not wanted.disposition
    point.settled_at = None if is_open else change.now
    point.settled_by_id = None if is_open else change.actor.id
    comment.version += 1
    which = {"reference": f"{comment.reference}.{point.number}", "number": point.number}
    _note(change, comment, "comment.settled", which | before, which | after, reason)


def settled_of(point: CommentPoint) -> Settled:
    """Return what became of a point, as it stands."""
    return Settled(
        point.disposition or "",
        point.answer,
        point.because,
        point.task_id,
        point.objective_id,
        point.initiative_id,
        point.change_seq,
    )


def described(settled: Settled) -> dict[str, Any]:
    """Return what became of a point as an entry of the journal keeps it."""
    kept = settled._asdict()
    objective = kept.pop("objective_id")
    # Earlier entries have neither of these.
    for later in ("initiative_id", "change_seq"):
        if kept[later] is None:
            del kept[later]
    return kept | {"objectives": [objective] if objective else []}


def with_described(kept: dict[str, Any]) -> Settled:
    """Return what an entry of the journal keeps of a point."""
    named = {name: kept[name] for name in ("disposition", "answer", "because", "task_id")}
    objective_id = next(iter(kept["objectives"]), None)
    found = Settled(**named, objective_id=objective_id)
    return found._replace(
        initiative_id=kept.get("initiative_id"), change_seq=kept.get("change_seq")
    )


def point_of(session: Session, comment: Comment, which: int) -> CommentPoint:
    """Return a point of a comment by its number.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalar(
        select(CommentPoint).where(
            CommentPoint.comment_id == comment.id, CommentPoint.number == which
        )
    )
    if found is None:
        raise NotFound(f"{comment.reference} has no point {which}.")
    return found


def checked(session: Session, plan_id: int, wanted: Settled) -> Settled:
    """Return what becomes of a point as it is kept, or refuse it."""
    if wanted.disposition not in Disposition.codes():
        raise InvalidInput("disposition", "Choose what becomes of the point.")
    answer, because = prose(wanted.answer).strip(), prose(wanted.because).strip()
    if not answer:
        raise InvalidInput("answer", "Write the answer, which everybody may read.")
    for field, text in (("answer", answer), ("because", because)):
        if len(text) > LONGEST:
            raise InvalidInput(
                field, f"It has {len(text):,} characters, and {LONGEST:,} fit. Shorten it."
            )
    if wanted.task_id is not None:
        task = session.get(Task, wanted.task_id)
        if task is None or task.plan_id != plan_id or task.removed_at is not None:
            raise InvalidInput("task", "That task is not in this plan. Choose another.")
    check_filed(session, plan_id, wanted)
    if wanted.task_id is not None and wanted.disposition not in CHANGES:
        raise InvalidInput(
            "task", "Only what is accepted changes a task. Choose that, or give no task."
        )
    if wanted.change_seq is not None:
        if wanted.disposition not in CHANGES:
            raise InvalidInput(
                "change", "Only what is accepted changes the plan. Choose that, or no change."
            )
        caused.check(session, plan_id, wanted.change_seq)
    is_shown = wanted.task_id is not None or wanted.change_seq is not None
    if wanted.disposition in CHANGES and not is_shown and not because:
        raise InvalidInput(
            "because", "Name the task or the change of the plan, or say here why there is none."
        )
    return wanted._replace(answer=answer, because=because)


def check_filed(session: Session, plan_id: int, wanted: Settled) -> None:
    """Refuse an objective or a line of effort that is not in the plan."""
    if wanted.objective_id is not None:
        directive = session.get_one(Plan, plan_id).directive_id
        objective = session.get(Objective, wanted.objective_id)
        if objective is None or objective.directive_id != directive:
            raise InvalidInput("objective", "That objective is not in this plan. Choose another.")
    if wanted.initiative_id is not None:
        effort = session.get(Initiative, wanted.initiative_id)
        if effort is None or effort.plan_id != plan_id:
            raise InvalidInput("effort", "That line of effort is not in this plan. Choose another.")


def _note(
    change: Change,
    comment: Comment,
    verb: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    reason: str = "",
) -> None:
    entry = journal.Entry(verb, (SUBJECT, comment.id), before, after, reason)
    journal.note(change, comment.plan_id, entry)
