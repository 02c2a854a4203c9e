"""What every row has that leaves by mail: claimed before it is sent, answered by the server."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Code, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import MailState


class Leaving:
    """A row of any ledger of mail, whoever it is for.

    It is claimed (state, token, lease) before anything is sent. Rows that go out in one mail share
    its `message_id`, which is made once and survives every retry. A retry puts off `not_before`;
    `first_due_at` then keeps when it should have gone. Of a mail that failed for good somebody says
    that they have seen it (`seen_at`), which is what ends the alarm.
    """

    __tablename__: str

    id: Mapped[Id]
    state: Mapped[Word]
    not_before: Mapped[Moment]
    first_due_at: Mapped[Moment | None]
    message_id: Mapped[str | None] = mapped_column(String(200))
    claim_token: Mapped[Code | None]
    leased_until: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(default=0)
    is_possible_copy: Mapped[bool] = mapped_column(default=False)
    last_reply: Mapped[Prose] = mapped_column(default="")
    sent_at: Mapped[Moment | None]
    seen_at: Mapped[Moment | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Outgoing(Leaving):
    """A row of a ledger of mail, to one person in one plan.

    It is about a task, unless it is about a whole plan. `in_place_of_id` is the absent person for
    whom this one stands in.
    """

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    in_place_of_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


WAITING = (MailState.PENDING, MailState.FAILED, MailState.SENDING)
"""The states of a row of which mail goes out still."""
ENDED = tuple(code for code in MailState.codes() if code not in WAITING)
"""Those of a row of which nothing more goes out."""


def waiting_index(table: str) -> Index:
    """Return the index that has what waits, in the order in which it goes out, and nothing else.

    Its condition says what does not wait: no other index helps with that, so SQLite takes this one.
    """
    ended = ", ".join(f"'{state}'" for state in ENDED)
    waits = text(f"state NOT IN ({ended})")
    return Index(
        f"ix_{table}_waiting", "not_before", "id", sqlite_where=waits, postgresql_where=waits
    )


def checks() -> tuple[CheckConstraint, ...]:
    """Return the checks of such a table; each table has its own."""
    return (
        one_of("state", MailState),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),
    )
