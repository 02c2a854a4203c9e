"""Comments of stakeholders as pages show them: each with its points, its copies and its mails."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from models import Comment, CommentMail, CommentPoint, ReceivedMail
from workplan.services.consultation.copies import repeats
from workplan.services.record.read_models import read
from workplan.vocabulary import Code, MailState

COPY, FOLLOWED = aliased(Comment), aliased(Comment)


class CommentState(Code):
    """Which comments a list shows."""

    TO_SETTLE = "to_settle", "To settle"
    SETTLED = "settled", "Settled, not answered"
    ANSWERED = "answered", "Answered"
    SET_ASIDE = "set_aside", "Set aside"


class CommentRow(NamedTuple):
    """A comment, with how many points it has and how many letters repeat it.

    Args:
        points: how many there are, and `settled` how many of them are settled.
        copies: how many other letters say the same.
    """

    id: int
    plan_id: int
    number: int
    reference: str
    source: str
    mail_id: int | None
    sender: str
    organisation: str
    address: str
    may_be_named: bool
    subject: str
    words: str
    files: str
    follows: int | None
    came_at: datetime
    answer_by: date
    answered_at: datetime | None
    set_aside_at: datetime | None
    set_aside_because: str
    alike_id: int | None
    nameless_at: datetime | None
    version: int
    points: int
    settled: int
    copies: int

    @property
    def state(self) -> CommentState:
        """Where it stands."""
        if self.set_aside_at is not None:
            return CommentState.SET_ASIDE
        if self.answered_at is not None:
            return CommentState.ANSWERED
        is_settled = 0 < self.points == self.settled
        return CommentState.SETTLED if is_settled else CommentState.TO_SETTLE

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.state in (CommentState.TO_SETTLE, CommentState.SETTLED)

    @property
    def title(self) -> str:
        """What it is called in a list: who wrote it."""
        return self.organisation or self.sender

    @property
    def public_name(self) -> str:
        """Who wrote it as the public reads it: nobody without their consent."""
        if self.copies:
            return f"{self.copies + 1:,} letters alike"
        return self.title if self.may_be_named else "Name not published"

    def is_overdue(self, today: date) -> bool:
        """Tell whether its answer is owed since a day before this one."""
        return self.is_open and self.answer_by < today


class MailRow(NamedTuple):
    """A mail to whoever sent a comment, and what the mail server said of it."""

    kind: str
    state: str
    address: str
    sent_at: datetime | None
    last_reply: str
    message_id: str | None
    is_possible_copy: bool


def read_rows(
    session: Session,
    which: ColumnElement[bool],
    most: int | None = None,
    after: int = 0,
    *,
    by_number: bool = False,
) -> list[CommentRow]:
    """Return comments, the open ones first and of these the one that is due first; one select.

    Args:
        most: how many at most; None for all of them, and `after` how many are left out before.
        by_number: whether they come in the order of their numbers instead, the last one first.
    """
    is_over = case(
        (Comment.set_aside_at.is_not(None), 2), (Comment.answered_at.is_not(None), 1), else_=0
    )
    by_day = is_over, Comment.answer_by, Comment.came_at, Comment.id
    order = (Comment.number.desc(),) if by_number else by_day
    # The numbers that go with a row are counted for those alone that are shown.
    shown = select(Comment.id).where(which).order_by(*order).limit(most).offset(after or None)
    wanted = _columns().where(Comment.id.in_(shown)).order_by(*order)
    return read(CommentRow, session.execute(wanted))


def in_state(state: str) -> ColumnElement[bool]:
    """Return the condition of the comments of a state, as `CommentRow.state` has it."""
    is_aside, is_answered = Comment.set_aside_at.is_not(None), Comment.answered_at.is_not(None)
    own = CommentPoint.comment_id == Comment.id
    waits = select(CommentPoint.id).where(own, CommentPoint.disposition.is_(None)).exists()
    conditions: dict[str, ColumnElement[bool]] = {
        CommentState.SET_ASIDE: is_aside,
        CommentState.ANSWERED: and_(~is_aside, is_answered),
        CommentState.SETTLED: and_(~is_aside, ~is_answered, ~waits),
        CommentState.TO_SETTLE: and_(~is_aside, ~is_answered, waits),
    }
    return conditions[state]


def has_failed_mail() -> ColumnElement[bool]:
    """Return the condition of comments to whose senders a mail failed that nobody has seen to."""
    return (
        select(CommentMail.id)
        .where(
            CommentMail.comment_id == Comment.id,
            CommentMail.state == MailState.DEAD,
            CommentMail.seen_at.is_(None),
        )
        .exists()
    )


def first_of(session: Session, row: CommentRow) -> CommentRow:
    """Return the comment that one repeats, with which it is settled; itself for any other."""
    if row.alike_id is None:
        return row
    return read_rows(session, Comment.id == row.alike_id)[0]


def is_mail_kept(session: Session, row: CommentRow) -> bool:
    """Tell whether the mail of a comment is kept as it came, with its files; one select."""
    kept = ReceivedMail.id == row.mail_id, ReceivedMail.stored_as.is_not(None)
    return session.scalar(select(ReceivedMail.id).where(*kept)) is not None


def mails_of(session: Session, comment_id: int) -> list[MailRow]:
    """Return the mails to whoever sent a comment, the first one first; one select."""
    wanted = select(
        CommentMail.kind,
        CommentMail.state,
        CommentMail.address,
        CommentMail.sent_at,
        CommentMail.last_reply,
        CommentMail.message_id,
        CommentMail.is_possible_copy,
    ).where(CommentMail.comment_id == comment_id)
    return read(MailRow, session.execute(wanted.order_by(CommentMail.id)))


def _columns() -> Select[*tuple[Any, ...]]:
    def number_of(what: ColumnElement[bool]) -> ColumnElement[int]:
        return select(func.count()).select_from(CommentPoint).where(what).scalar_subquery()

    own = CommentPoint.comment_id == Comment.id
    copies = (
        select(func.count()).select_from(COPY).where(repeats(Comment.id, COPY)).scalar_subquery()
    )
    return select(
        Comment.id,
        Comment.plan_id,
        Comment.number,
        Comment.reference,
        Comment.source,
        Comment.mail_id,
        Comment.sender,
        Comment.organisation,
        Comment.address,
        Comment.may_be_named,
        Comment.subject,
        Comment.words,
        Comment.files,
        FOLLOWED.number.label("follows"),
        Comment.came_at,
        Comment.answer_by,
        Comment.answered_at,
        Comment.set_aside_at,
        Comment.set_aside_because,
        Comment.alike_id,
        Comment.nameless_at,
        Comment.version,
        number_of(own).label("points"),
        number_of(own & CommentPoint.disposition.is_not(None)).label("settled"),
        copies.label("copies"),
    ).outerjoin(FOLLOWED, FOLLOWED.id == Comment.follows_id)
