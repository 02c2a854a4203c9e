"""A plan taken out, as a file's content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workplan.extensions import db
from workplan.services.interchange import exports

if TYPE_CHECKING:
    from datetime import datetime

    from models import Plan


def exported(plan: Plan, form: str, now: datetime, *, with_history: bool = False) -> bytes:
    """Return a plan in one of the forms of `exports.FORMS`."""
    address = "https://work.example"
    taken = exports.Taken(db.session(), plan, address, now, with_history=with_history)
    return exports.export(taken, form).content
