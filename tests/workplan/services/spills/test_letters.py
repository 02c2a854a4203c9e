"""Administrators hear that something has to leave, and the coordinator that it has; never what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Spill, User
from support.ground.chain import NOW
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.spills import asking, carrying_out, letters
from workplan.services.spills.asking import Asked
from workplan.services.spills.carrying_out import Kept
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office
    from workplan.mail.account_letters import Letter

WORDS = "The heron flies at nine"
LINK = "https://office.example/somewhere"


def asked(office: Office) -> int:
    wanted = Asked("words", None, WORDS, "It is classified.")
    return asking.ask(Change(office.coordinator, NOW), office.plan().slug, wanted)


def text(letter: Letter) -> str:
    return " ".join([letter.subject, letter.opening, *letter.facts, letter.closing, letter.link])


def test_administrators_hear_who_asks_and_neither_what_nor_why(office: Office) -> None:
    number = asked(office)
    [letter] = letters.to_administrators(db.session(), number, LINK)
    assert letter.to.name == "Max Root"
    assert "Cora Diaz" in letter.opening
    for untold in ("heron", "classified", "Arms transfer"):
        assert untold not in text(letter)


def test_who_asked_is_not_told_though_they_are_one_nor_who_left(office: Office) -> None:
    db.session.get_one(User, office.people["coordinator"].id).is_admin = True
    db.session.get_one(User, office.people["admin"].id).disabled_at = NOW
    db.session.commit()
    assert letters.to_administrators(db.session(), asked(office), LINK) == []


def test_the_coordinator_hears_that_it_left(office: Office, tmp_path: Path) -> None:
    number = asked(office)
    db.session.remove()
    change = Change(office.people["admin"], NOW)
    carrying_out.remove(change, Kept(DiskStore(tmp_path / "files"), tmp_path), number, "Gone.")
    letter = letters.to_coordinator(db.session(), number, LINK)
    assert letter.subject == "Removed for good"
    assert "has left for good" in letter.opening
    assert "Gone." not in text(letter)
    assert "heron" not in text(letter)


def test_the_coordinator_hears_that_it_stays(office: Office) -> None:
    number = asked(office)
    carrying_out.decline(Change(office.people["admin"], NOW), number, "It is public.")
    letter = letters.to_coordinator(db.session(), number, LINK)
    assert letter.subject == "Not removed"
    assert "was not removed" in letter.opening
    assert db.session.get_one(Spill, number).words == ""
