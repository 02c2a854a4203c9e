"""Texts stand in the hash of an entry as salted digests, so that one can leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from models import JournalEntry
from support.ground.chain import NOW, without_triggers
from workplan.extensions import db
from workplan.services.record import entry_hash, journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.journal import Entry
from workplan.services.record.transaction import writing
from workplan.services.spills import entries

if TYPE_CHECKING:
    from support.ground.office import Office

WORDS = "The heron flies at nine"
TABLE = JournalEntry.__table__
FACTS = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.text("ab", min_size=1), inside, max_size=3)
    ),
    max_leaves=6,
)


def noted(office: Office, words: str = WORDS) -> int:
    """Make an entry with words in it, and return its number."""
    change = Change(office.coordinator, NOW)
    after = {"name": words, "code": "1a", "on": "2026-09-02", "kept": "Something else"}
    with change.transaction():
        entry = Entry("task.changed", ("task", 1), {"name": "Before"}, after, "It is so.")
        journal.note(change, office.plan().id, entry)
    return journal.head(db.session())[0]


def row(seq: int) -> dict[str, Any]:
    return dict(db.session.execute(select(TABLE).where(TABLE.c.seq == seq)).one()._mapping)


def strike(words: str = WORDS) -> None:
    """Let words leave the entries, on the record."""
    change = Change(Actor(None, "Operator", "cli"), NOW)
    with change.transaction() as session:
        for plan_id, rests in entries.strike(session, words).items():
            after = {"rests": {str(seq): rest for seq, rest in rests.items()}}
            journal.note(change, plan_id, Entry(journal.STRUCK, ("spill", None), after=after))


def test_a_text_leaves_and_the_chain_holds_with_the_hash_that_it_had(office: Office) -> None:
    seq = noted(office)
    before = row(seq)
    strike()
    left = row(seq)
    assert left["after"]["name"] == "[removed]"
    assert left["after"]["kept"] == "Something else"
    assert (left["hash"], left["salt"]) == (before["hash"], None)
    assert left["digests"]["after.name"] == entry_hash.digests_of(before)["after.name"]
    journal.verify(db.session())
    strike("Something else")
    assert row(seq)["after"]["kept"] == "[removed]"
    assert row(seq)["hash"] == before["hash"]
    journal.verify(db.session())


def test_an_entry_that_was_hashed_with_its_texts_holds_by_the_record(office: Office) -> None:
    seq = noted(office)
    without_triggers()
    old = row(seq) | {"salt": None}
    old["hash"] = entry_hash.digest(old)
    db.session.execute(
        text("UPDATE journal SET salt = NULL, hash = :hash WHERE seq = :seq"),
        {"seq": seq, "hash": old["hash"]},
    )
    db.session.commit()
    journal.verify(db.session())
    strike()
    assert row(seq)["digests"] == {}
    journal.verify(db.session())


def test_words_that_look_like_a_code_leave_as_well(office: Office) -> None:
    seq = noted(office, "quietheron")
    strike("quietheron")
    assert row(seq)["after"]["name"] == "[removed]"
    assert row(seq)["digests"] == {}
    journal.verify(db.session())


@pytest.mark.parametrize(
    "tampered",
    [
        "UPDATE journal SET reason = 'Another' WHERE seq = :seq",
        "UPDATE journal SET digests = '{}' WHERE seq = :seq",
        "UPDATE journal SET salt = NULL, digests = NULL WHERE seq = :seq",
    ],
)
def test_what_was_struck_cannot_be_altered_once_more(office: Office, tampered: str) -> None:
    seq = noted(office)
    strike()
    without_triggers()
    if "digests = '{}'" in tampered:
        tampered = tampered.replace("digests", "after = '{}', digests")
    db.session.execute(text(tampered), {"seq": seq})
    db.session.commit()
    with pytest.raises(ValueError, match=f"does not hold at entry {seq}"):
        journal.verify(db.session())


def test_a_text_that_leaves_without_a_record_is_found(office: Office) -> None:
    seq = noted(office)
    with writing() as session:
        entries.strike(session, WORDS)
    with pytest.raises(ValueError, match=f"does not hold at entry {seq}"):
        journal.verify(db.session())


def test_the_database_lets_nothing_but_texts_leave(office: Office) -> None:
    seq = noted(office)
    for change in (
        "reason = 'x'",
        "salt = NULL",
        "digests = '{}', salt = NULL, verb = 'task.added'",
        "digests = '{}', salt = NULL, hash = 'x'",
        "digests = '{}'",
    ):
        with pytest.raises(Exception, match="append-only"):
            db.session.execute(text(f"UPDATE journal SET {change} WHERE seq = {seq}"))  # noqa: S608
        db.session.rollback()


@given(FACTS, FACTS)
def test_each_entry_holds_and_no_other_facts_have_its_hash(facts: Any, others: Any) -> None:
    base = {"seq": 1, "before": None, "reason": "", "prev_hash": "0" * 64}
    entry = entry_hash.salted({**base, "after": {"a": facts}})
    assert entry_hash.holds(entry, {})
    forged = entry | {"after": {"a": others}}
    assert entry_hash.holds(forged, {}) == (facts == others and repr(facts) == repr(others))


def test_a_text_cannot_be_replaced_by_its_digest() -> None:
    base = {"seq": 1, "before": None, "reason": "", "prev_hash": "0" * 64}
    entry = entry_hash.salted({**base, "after": {"a": "Some words"}})
    digest = entry_hash.digests_of(entry)["after.a"]
    for forged in (f"#{digest}", digest):
        assert not entry_hash.holds(entry | {"after": {"a": forged}}, {})
