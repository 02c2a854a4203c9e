"""What somebody typed into a form while their session had ended."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Facts, Id, Moment


class KeptForm(Base):
    """The fields of a form, kept for a day for the person who typed them."""

    __tablename__ = "kept_forms"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Id]
    token_hash: Mapped[Digest]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    fields: Mapped[Facts]
    kept_at: Mapped[Moment]
