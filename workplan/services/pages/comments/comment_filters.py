"""What narrows the list of comments, and by what they are counted: the same words for both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, select

from models import AnswerDraft, Comment, CommentPoint
from workplan.services.consultation.finding import is_own
from workplan.services.coordination.wanted_drafts import drafts_with, is_to_settle, is_wanted
from workplan.services.finding.sought import stand_in, words_in
from workplan.services.pages.comments.comment_rows import CommentState, has_failed_mail, in_state
from workplan.vocabulary import Code

UNSENT, TO_DRAFT, DRAFTED = "unsent", "to_draft", "drafted"
"""Which comments a list shows, besides those of a state: with a mail that failed, copies too; with
a point of which an agency owes the draft of an answer, or has drafted it."""
MORE_STATES = (
    (TO_DRAFT, "Waits for an agency’s draft"),
    (DRAFTED, "With a draft to settle"),
    (UNSENT, "With a mail that failed"),
)


class CommentAge(Code):
    """Since when comments wait that are not answered, in days of 24 hours."""

    WEEK = "week", "Up to a week"
    MONTH = "month", "Up to 30 days"
    QUARTER = "quarter", "Up to 90 days"
    OLDER = "older", "More than 90 days"


REACHES: dict[str, int] = {CommentAge.WEEK: 7, CommentAge.MONTH: 30, CommentAge.QUARTER: 90}
"""How many days the comments of an age are old at most."""


class CommentFilter(NamedTuple):
    """What narrows the list; an empty text and None narrow nothing.

    Args:
        objective: the objective under which a point is filed; `effort` the line of effort.
        agency: the agency that is asked for the draft of an answer.
        age: of those that wait for an answer.
    """

    text: str = ""
    state: str = ""
    disposition: str = ""
    source: str = ""
    age: str = ""
    objective: int | None = None
    effort: int | None = None
    agency: int | None = None

    @property
    def is_counted(self) -> bool:
        """Tell whether comments of one kind are asked for, as they are counted: none set aside."""
        kinds = (self.disposition, self.source, self.objective, self.effort, self.agency)
        return any(kinds) and self.state != CommentState.SET_ASIDE


def meant(plan_id: int, wanted: CommentFilter, now: datetime) -> ColumnElement[bool]:
    """Return the condition of the comments that a filter means."""
    # Of a copy nothing is asked but that its mail arrives.
    is_listed = has_failed_mail() if wanted.state == UNSENT else Comment.alike_id.is_(None)
    conditions = [Comment.plan_id == plan_id, is_listed, *_of_points(wanted)]
    if words := words_in(wanted.text):
        conditions.append(stand_in(words, Comment.folded))
    if wanted.state in CommentState.codes():
        conditions.append(in_state(wanted.state))
    if wanted.source:
        conditions.append(Comment.source == wanted.source)
    if wanted.is_counted:
        conditions.append(Comment.set_aside_at.is_(None))
    if wanted.age in CommentAge.codes():
        conditions += [waits(), of_age(wanted.age, now)]
    return and_(*conditions)


def waits() -> ColumnElement[bool]:
    """Return the condition of comments that wait for an answer of their own."""
    return is_own() & Comment.answered_at.is_(None)


def of_age(age: str, now: datetime) -> ColumnElement[bool]:
    """Return the condition of the comments of an age."""
    codes = CommentAge.codes()
    place = codes.index(age)
    conditions = []
    if place < len(REACHES):
        conditions.append(Comment.came_at > now - timedelta(days=REACHES[age]))
    if place:
        before = REACHES[codes[place - 1]]
        conditions.append(Comment.came_at <= now - timedelta(days=before))
    return and_(*conditions)


def _of_points(wanted: CommentFilter) -> Iterator[ColumnElement[bool]]:
    own = CommentPoint.comment_id == Comment.id
    asked: list[tuple[Any, ColumnElement[bool]]] = [
        (wanted.disposition, CommentPoint.disposition == wanted.disposition),
        (wanted.objective, CommentPoint.objective_id == wanted.objective),
        (wanted.effort, CommentPoint.initiative_id == wanted.effort),
    ]
    for value, condition in asked:
        if value:
            yield select(CommentPoint.id).where(own, condition).exists()
    if wanted.agency:
        yield _has_draft(lambda: AnswerDraft.agency_id == wanted.agency)
    if wanted.state == TO_DRAFT:
        yield _has_draft(is_wanted)
    if wanted.state == DRAFTED:
        yield _has_draft(is_to_settle)


def _has_draft(condition: Callable[[], ColumnElement[bool]]) -> ColumnElement[bool]:
    return Comment.id.in_(drafts_with(CommentPoint.comment_id).where(condition()))
