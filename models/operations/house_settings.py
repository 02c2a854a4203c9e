"""What administrators set for the whole house, over the defaults of its configuration."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Prose


class HouseSettings(Base):
    """The one row of settings, made with the first change; what is empty is as configured."""

    __tablename__ = "house_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="is_alone"),
        CheckConstraint("idle_minutes BETWEEN 1 AND 720", name="idle_in_range"),
        CheckConstraint("session_hours BETWEEN 1 AND 24", name="session_in_range"),
        CheckConstraint("sign_in_tries BETWEEN 3 AND 20", name="tries_in_range"),
        CheckConstraint("sign_in_window_minutes BETWEEN 1 AND 1440", name="window_in_range"),
        CheckConstraint("lock_minutes BETWEEN 1 AND 1440", name="lock_in_range"),
        CheckConstraint("backup_days BETWEEN 1 AND 3650", name="backup_days_in_range"),
        CheckConstraint("mail_days BETWEEN 30 AND 3650", name="mail_days_in_range"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    id: Mapped[Id]
    consent_banner: Mapped[Prose | None]
    government_banner: Mapped[bool | None]
    idle_minutes: Mapped[int | None]
    session_hours: Mapped[int | None]
    sign_in_tries: Mapped[int | None]
    sign_in_window_minutes: Mapped[int | None]
    lock_minutes: Mapped[int | None]
    backup_days: Mapped[int | None]
    mail_days: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
