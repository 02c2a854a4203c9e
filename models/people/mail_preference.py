"""Which mails a person wants, and when."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Word, one_of
from workplan.vocabulary import MailWay


class MailPreference(Base):
    """What a person chose; who chose nothing has the defaults of `workplan.reminders.reach`.

    Reminders close to a suspense cannot be switched off, only those earlier than three working
    days before it. `paused_until` is the day on which mail begins again.
    """

    __tablename__ = "mail_preferences"
    __table_args__ = (
        one_of("mentions", MailWay),
        one_of("answers", MailWay),
        one_of("requests", MailWay),
        one_of("hands", MailWay),
        one_of("weekly", MailWay),
        CheckConstraint("send_hour BETWEEN 8 AND 18", name="send_hour_in_working_hours"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    mentions: Mapped[Word]
    answers: Mapped[Word]
    requests: Mapped[Word]
    hands: Mapped[Word]
    weekly: Mapped[Word] = mapped_column(default="digest", server_default="digest")
    wants_early: Mapped[bool]
    send_hour: Mapped[int]
    paused_until: Mapped[Day | None]
    version: Mapped[int] = mapped_column(default=1)
