"""Forms that were saved, so that sending one again makes no second change."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Moment


class UsedForm(Base):
    """The hash of a form as it was shown and filled in; kept for a day."""

    __tablename__ = "used_forms"

    form_hash: Mapped[Digest] = mapped_column(primary_key=True)
    used_at: Mapped[Moment] = mapped_column(index=True)
