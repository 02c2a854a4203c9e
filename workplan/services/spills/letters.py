"""Who is told of a request: administrators when it is asked, the coordinator when it is answered.

No letter says what it is about, nor of which plan or why: mail is kept by others.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Spill, User
from workplan.mail.account_letters import Letter, Person
from workplan.vocabulary import SpillState

NO_WORDS = "What it is about, and why, is not in this mail, and should be in none."
HOUSE_ZONE = "UTC"


def to_administrators(session: Session, spill_id: int, link: str) -> list[Letter]:
    """Return the letters to all who may carry a request out; not to whoever asked."""
    row = session.get_one(Spill, spill_id)
    asker = session.get_one(User, row.asked_by_id)
    admins = session.scalars(
        select(User)
        .where(User.is_admin, User.disabled_at.is_(None), User.id != row.asked_by_id)
        .order_by(User.id)
    )
    return [
        Letter(
            _person(user),
            "Something has to be removed for good",
            f"{asker.name}, who coordinates a plan, asks you to remove something for good.",
            (NO_WORDS,),
            "See how much would leave",
            link,
            "It takes two: nothing leaves before an administrator has confirmed it.",
        )
        for user in admins
    ]


def to_coordinator(session: Session, spill_id: int, link: str) -> Letter:
    """Return the letter to whoever asked, once the request is answered."""
    row = session.get_one(Spill, spill_id)
    is_done = row.state == SpillState.REMOVED
    became = "has left for good" if is_done else "was not removed"
    return Letter(
        _person(session.get_one(User, row.asked_by_id)),
        "Removed for good" if is_done else "Not removed",
        f"What you asked to remove {became}.",
        (NO_WORDS,),
        "See the record",
        link,
        "Mail that was sent before stays with those who have it: the record names nobody of them, "
        "the list of reminders does."
        if is_done
        else "You can ask again, and say more.",
    )


def _person(user: User) -> Person:
    return Person(user.name, user.email, user.time_zone or HOUSE_ZONE)
