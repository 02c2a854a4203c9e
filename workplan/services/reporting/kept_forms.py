"""What was typed into a form after a session had ended: kept for its person, for a day."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import KeptForm
from workplan.services.record.transaction import writing

LIFE = timedelta(days=1)
MOST_KEPT = 20
"""How many forms of one person are kept; the oldest go first."""
MOST_CHARACTERS = 100_000


def keep(now: datetime, user_id: int, path: str, fields: dict[str, Any]) -> str | None:
    """Keep the fields of a form and return the token of it; None when they are too long."""
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MOST_CHARACTERS:
        return None
    token = secrets.token_urlsafe(24)
    with writing() as session:
        session.execute(delete(KeptForm).where(KeptForm.kept_at < now - LIFE))
        newest = (
            select(KeptForm.id)
            .where(KeptForm.user_id == user_id)
            .order_by(KeptForm.kept_at.desc(), KeptForm.id.desc())
            .limit(MOST_KEPT - 1)
        )
        older = session.scalars(
            select(KeptForm.id).where(KeptForm.user_id == user_id, KeptForm.id.not_in(newest))
        ).all()
        session.execute(delete(KeptForm).where(KeptForm.id.in_(older)))
        session.add(
            KeptForm(
                token_hash=_hash(token), user_id=user_id, path=path, fields=fields, kept_at=now
            )
        )
    return token


def find(session: Session, now: datetime, user_id: int, token: str) -> KeptForm | None:
    """Return a form that this person typed within the last day."""
    return session.scalar(
        select(KeptForm).where(
            KeptForm.token_hash == _hash(token),
            KeptForm.user_id == user_id,
            KeptForm.kept_at >= now - LIFE,
        )
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
