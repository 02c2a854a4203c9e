"""The numbers by which files know what stands in a plan: its tasks and its lines of effort."""

from __future__ import annotations

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from models import Initiative, Task


def free_uid(session: Session, plan_id: int) -> int:
    """Return the first uid above all that a plan has used, those of removed tasks among them."""
    used = union_all(
        *(
            select(func.max(table.uid).label("uid")).where(table.plan_id == plan_id)
            for table in (Task, Initiative)
        )
    ).subquery()
    return (session.scalar(select(func.max(used.c.uid))) or 0) + 1
