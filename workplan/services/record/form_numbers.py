"""A form makes one change, however often it is sent: a double click, a retry, the back button.

The hash of a form is written in the very transaction of its change, so two that are sent at the
same moment cannot both pass. The same page filled in anew has another hash, and is a new change.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import UsedForm
from workplan.database import insert_or_find
from workplan.errors import WorkplanError
from workplan.services.record.transaction import writing

LIFE = timedelta(days=1)


class Form(NamedTuple):
    """A form that is being saved; aware moment."""

    form_hash: str
    sent_at: datetime


class DoneAlready(WorkplanError):
    """The same form was saved before; nothing is changed again."""

    def __init__(self) -> None:
        super().__init__("This was saved already; sending it again changed nothing.")


def use(session: Session, form: Form) -> None:
    """Use up the form that a change is made from.

    Raises:
        DoneAlready: when it was used before.
    """
    table = UsedForm.__table__
    made = session.execute(
        insert_or_find(session, table)
        .values(form_hash=form.form_hash, used_at=form.sent_at)
        .on_conflict_do_nothing()
        .returning(table.c.form_hash)
    ).first()
    if made is None:
        raise DoneAlready


def forget_old(session: Session, now: datetime) -> None:
    """Forget the forms that nobody sends again: those used more than a day ago."""
    old = UsedForm.used_at < now - LIFE
    if session.scalar(select(UsedForm.form_hash).where(old).limit(1)) is None:
        session.rollback()
        return
    with writing() as written:
        written.execute(delete(UsedForm).where(old))


def was_used(session: Session, form: Form) -> bool:
    """Tell whether a form was saved before."""
    found = select(UsedForm.form_hash).where(UsedForm.form_hash == form.form_hash)
    return session.scalar(found) is not None
