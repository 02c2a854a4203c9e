"""A change: who makes it, when, from which form, and as part of what; handed down, never ambient.

A use case that is part of another is given the same change, and so joins its transaction: an
import of a thousand tasks is one commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from workplan.services.record import form_numbers
from workplan.services.record.actor import Actor
from workplan.services.record.form_numbers import Form
from workplan.services.record.transaction import writing

JOURNAL_LOCK = 7_304_118


Told = tuple[str, str, int | None]
"""The verb of an entry, and the kind and number of its subject."""


class Undoing(NamedTuple):
    """That an entry is being taken back, and the kind of the entry that says so."""

    seq: int
    verb: str


@dataclass
class Opening:
    """The open transaction of a change, and of those that join it.

    Args:
        head: the journal's last entry, by number and hash, once one was made in it: nobody else
            makes one meanwhile.
        began: the one before all that were made in it, likewise.
        entries: what each that was made in it is and is about: its verb, and its subject.
    """

    session: Session
    head: tuple[int, str] | None = None
    began: tuple[int, str] | None = None
    entries: list[Told] = field(default_factory=list)
    is_closed: bool = False


@dataclass(eq=False)
class Change:
    """A change that somebody makes.

    Args:
        now: the moment, aware.
        form: the form that it is made from, if it came from one; it is used up with it.
        group: the entry of the group of changes that this is part of, which every entry made
            meanwhile names as its cause; the plan is rescheduled once, after all of them.
        undoing: which entry is being taken back, until the one that does so is made.
        is_group_undone: whether a whole group is set back as it was, whoever would have to agree
            to it else.
        is_agreed: whether whoever decides on what goes beyond the limit of its plan has agreed to
            it.
        made: the entries that it has made so far, with their verbs, but for those in a group.
    """

    actor: Actor
    now: datetime
    form: Form | None = None
    group: int | None = None
    undoing: Undoing | None = None
    is_group_undone: bool = False
    is_agreed: bool = False
    made: list[tuple[int, str]] = field(default_factory=list)
    opening: Opening | None = None

    @property
    def session(self) -> Session:
        """The session of its transaction, which must be open."""
        if self.opening is None or self.opening.is_closed:
            raise RuntimeError("This change is not open: use its transaction().")
        return self.opening.session

    @property
    def head(self) -> tuple[int, str] | None:
        """The last entry of the journal, by number and hash, once one was made here."""
        return self.opening.head if self.opening else None

    def appended(
        self, before: tuple[int, str], head: tuple[int, str], made: Iterable[Told] = ()
    ) -> None:
        """Note that entries were made after the one before them, up to a new last one."""
        if self.opening is not None:
            self.opening.began, self.opening.head = self.opening.began or before, head
            self.opening.entries += made

    def made_since(self, seq: int | None) -> list[Told]:
        """Return what it wrote to the journal from one of its entries on, in its order."""
        if self.opening is None or self.opening.head is None or seq is None:
            return []
        return self.opening.entries[-(self.opening.head[0] - seq + 1) :]

    @property
    def is_trial(self) -> bool:
        """Tell whether it is only tried, and taken back."""
        return False

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield the session inside the one transaction of this change; join it where it is open.

        Changes take turns, since each entry of the journal holds the hash of the one before:
        SQLite by its write lock, PostgreSQL by an advisory lock that ends with the transaction.

        Raises:
            DoneAlready: when the form was used before.
        """
        if self.opening is not None:
            yield self.session
            self.session.flush()
            return
        made = [*self.made]
        form, self.form = self.form, None
        try:
            with writing() as session:
                if session.get_bind().dialect.name == "postgresql":
                    session.execute(
                        text("SELECT pg_advisory_xact_lock(:key)"), {"key": JOURNAL_LOCK}
                    )
                if form is not None:
                    form_numbers.use(session, form)
                self.opening = Opening(session)
                yield session
        except BaseException:
            self.made[:] = made
            raise
        finally:
            if self.opening is not None:
                self.opening.is_closed = True
            self.opening = None

    def by(self, actor: Actor, now: datetime | None = None) -> Change:
        """Return what somebody else changes, or at another moment, in the same transaction.

        Raises:
            RuntimeError: when it is not open, and inside a group or a trial, which are of one
                person at one moment.
        """
        if self.opening is None or self.group is not None or self.is_trial:
            raise RuntimeError("Only an open change that stands alone is continued by another.")
        return Change(actor, now or self.now, made=self.made, opening=self.opening)

    @contextmanager
    def grouped(self, seq: int) -> Iterator[None]:
        """Let many changes pass as one group, without rescheduling; the caller does that, after.

        Args:
            seq: the entry of the group.
        """
        self.group = seq
        try:
            yield
        finally:
            self.group = None
