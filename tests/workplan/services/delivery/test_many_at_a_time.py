"""Mails are taken many at a time, after one has shown that they pass; what is not offered waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from models import Membership, Reminder, User
from support.ground.moments import washington
from workplan.extensions import db
from workplan.mail.mailer import NotOffered, TryLater
from workplan.services.delivery import deliveries
from workplan.services.delivery.deliveries import AT_A_TIME, Sender
from workplan.services.delivery.outcomes import Outcomes
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from support.ground.office import Office
    from support.programs.mail_server import MailServer

EIGHT = washington(2026, 11, 25, 8)
PEOPLE = AT_A_TIME + 5


class Ending:
    """A mailer that takes some mails, and then fails."""

    def __init__(self, after: int, failure: Exception) -> None:
        self.after, self.failure, self.offered = after, failure, 0

    def deliver(self, _: EmailMessage) -> str:
        self.offered += 1
        if self.offered > self.after:
            raise self.failure
        return "250 Kept"

    def kept_open(self) -> object:
        from contextlib import nullcontext

        return nullcontext()


@pytest.fixture
def owed(office: Office) -> Office:
    """An office in which one task is a mail for each of many leads."""
    users = [
        User(email=f"l{n}@office.example", name=f"L {n}", password_hash="x", created_at=EIGHT)
        for n in range(PEOPLE - 1)
    ]
    db.session.add_all(users)
    db.session.flush()
    ids = [user.id for user in users]
    db.session.commit()
    plan, agency = office.plan().id, office.agencies["DSCA"]
    for user_id in ids:
        db.session.add(Membership(plan_id=plan, user_id=user_id, role="lead", agency_id=agency))
    db.session.commit()
    armed = washington(2026, 11, 20, 21)
    office.add("9.1", due=date(2026, 11, 27), now=armed, leads=["DSCA"])
    db.session.rollback()
    planner.queue_due(EIGHT)
    return office


def states() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(Reminder.state).where(Reminder.state != "cancelled")))


def sender(mailer: object, folder: Path | None = None) -> Sender:
    outcomes = Outcomes(folder) if folder else None
    return Sender(mailer, "workplan@office.example", "https://work.example", outcomes)  # type: ignore[arg-type]


@pytest.mark.usefixtures("owed")
def test_many_mails_take_few_statements_besides_their_own_rows(
    sender: Sender, tmp_path: Path
) -> None:
    sender = replace(sender, outcomes=Outcomes(tmp_path / "outcomes"))
    said: list[str] = []

    def hear(*arguments: object) -> None:
        said.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert deliveries.send_due(sender, EIGHT) == PEOPLE
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    # Three claims and records: of the first mail, of the most that are taken, and of the rest.
    others = [one for one in said if not one.startswith(("INSERT INTO kept", "INSERT INTO mail_l"))]
    assert len(others) <= 3 * 32, len(others)


@pytest.mark.usefixtures("owed")
def test_each_goes_to_one_person_with_links_of_their_own(
    sender: Sender, mail_server: MailServer
) -> None:
    deliveries.send_due(sender, EIGHT)
    assert len({mail.recipient for mail in mail_server.mails}) == PEOPLE
    assert len({mail.message_id for mail in mail_server.mails}) == PEOPLE
    links = {word for mail in mail_server.mails for word in mail.text.split() if "/r/" in word}
    assert len(links) == PEOPLE
    assert states() == ["sent"] * PEOPLE


@pytest.mark.parametrize("keeps", [True, False], ids=["kept on disk", "not kept"])
@pytest.mark.usefixtures("owed")
def test_when_the_server_goes_the_others_are_left_as_due_as_they_were(
    tmp_path: Path, *, keeps: bool
) -> None:
    down = Ending(4, NotOffered("421 Going down"))
    folder = tmp_path / "outcomes" if keeps else None
    assert deliveries.send_due(sender(down, folder), EIGHT) == 4
    assert down.offered == 5
    taken = 1 + AT_A_TIME
    waiting = ["failed"] * (taken - 4) + ["pending"] * (PEOPLE - taken)
    assert states() == [*waiting, *["sent"] * 4]
    rows = db.session.scalars(select(Reminder).where(Reminder.state == "failed")).all()
    assert {(row.attempts, row.message_id, row.is_possible_copy) for row in rows} == {
        (0, None, False)
    }
    again = Ending(PEOPLE, NotOffered("never"))
    assert deliveries.send_due(sender(again), EIGHT + timedelta(minutes=1)) == PEOPLE - 4
    assert states() == ["sent"] * PEOPLE


@pytest.mark.usefixtures("owed")
def test_one_that_is_put_off_holds_up_no_other() -> None:
    class Once(Ending):
        def deliver(self, _: EmailMessage) -> str:
            self.offered += 1
            if self.offered == 3:
                raise TryLater("451 Greylisted")
            return "250 Kept"

    assert deliveries.send_due(sender(Once(0, TryLater("x"))), EIGHT) == PEOPLE - 1
    assert states() == ["failed"] + ["sent"] * (PEOPLE - 1)


@pytest.mark.usefixtures("owed")
def test_a_round_that_took_too_long_leaves_the_rest_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(range(0, 100_000, 20))
    monkeypatch.setattr(deliveries, "monotonic", lambda: float(next(clock)))
    taken = deliveries.send_due(sender(Ending(PEOPLE, TryLater("x"))), EIGHT)
    assert 0 < taken < PEOPLE
    assert states().count("sent") == taken
    assert "sending" not in states()
