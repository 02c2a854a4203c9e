"""The ledger of mail about what people said and did, besides reminders."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Moment, Prose, Word, one_of
from models.reminding.outgoing import Outgoing, checks, waiting_index
from workplan.vocabulary import NoticeKind


class Notice(Outgoing, Base):
    """That somebody is told what another did on a task: at once, or with their next digest.

    Of a plan as a whole they are told its week, which begins on the Monday `week_on`.
    The keys see to it that nobody is told twice of one comment, of one request or of one week,
    and of one question in coordination (`ask_id`) at most once by each kind for one day to answer
    (`for_on`).
    """

    __tablename__ = "notices"
    __table_args__ = (
        one_of("kind", NoticeKind),
        *checks(),
        CheckConstraint(
            "week_on IS NULL OR (kind = 'weekly' AND task_id IS NULL)", name="week_is_of_a_plan"
        ),
        UniqueConstraint("comment_id", "user_id"),
        UniqueConstraint("request_id", "user_id"),
        Index("ix_notices_state_not_before", "state", "not_before"),
        waiting_index("notices"),
        Index("ix_notices_message_id", "message_id"),
        Index("uq_notices_ask", "ask_id", "kind", "user_id", "for_on", unique=True),
        Index("uq_notices_week", "plan_id", "week_on", "user_id", unique=True),
    )

    kind: Mapped[Word]
    from_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("task_comments.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("update_requests.id"))
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("round_asks.id"))
    change_request_id: Mapped[int | None] = mapped_column(
        ForeignKey("change_requests.id"), index=True
    )
    bureau_ask_id: Mapped[int | None] = mapped_column(ForeignKey("bureau_asks.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("answer_drafts.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("reporting_cycles.id"), index=True)
    week_on: Mapped[Day | None]
    for_on: Mapped[Day | None]
    told_at: Mapped[Moment]
    said: Mapped[Prose]
    is_at_once: Mapped[bool]
