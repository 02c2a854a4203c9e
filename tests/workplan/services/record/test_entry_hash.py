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
    assert left["digests"]["after.name"].startswith("left:")
    assert left["digests"]["after.kept"].startswith("stands:")
    journal.verify(db.session())
    strike("Something else")
    assert row(seq)["after"]["kept"] == "[removed]"
    assert row(seq)["hash"] == before["hash"]
    journal.verify(db.session())


def test_an_entry_from_before_salts_holds_by_the_record_and_none_after_them_does() -> None:
    old = {"seq": 7, "before": None, "after": {"name": WORDS}, "reason": "", "prev_hash": "0" * 64}
    old["hash"] = entry_hash.digest(old)
    assert entry_hash.holds(old, {}, is_before_salts=True)
    left = old | entry_hash.without(old, {"after.name": WORDS})
    assert left["after"] == {"name": "[removed]"}
    rests = {7: entry_hash.rest_of(left)}
    assert entry_hash.holds(left, rests, is_before_salts=True)
    assert not entry_hash.holds(left, {}, is_before_salts=True)
    assert not entry_hash.holds(left, rests, is_before_salts=False)


def test_one_word_leaves_like_others_and_its_hash_gives_nothing_away(office: Office) -> None:
    seq = noted(office, "078-05-1120")
    before = row(seq)
    strike("078-05-1120")
    assert row(seq)["after"]["name"] == "[removed]"
    journal.verify(db.session())
    guess = before | {"salt": None, "digests": None}
    assert entry_hash.digest(guess) != before["hash"]


@pytest.mark.parametrize(
    "tampered",
    [
        "UPDATE journal SET reason = 'Another' WHERE seq = :seq",
        "UPDATE journal SET digests = '{}' WHERE seq = :seq",
        "UPDATE journal SET salt = NULL, digests = NULL WHERE seq = :seq",
        "UPDATE journal SET reason = 'Another', digests = '{}' WHERE seq = :seq",
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
    assert entry_hash.holds(entry, {}, is_before_salts=False)
    forged = entry | {"after": {"a": others}}
    assert entry_hash.holds(forged, {}, is_before_salts=False) == (
        facts == others and repr(facts) == repr(others)
    )


def test_a_text_cannot_be_replaced_by_its_digest() -> None:
    base = {"seq": 1, "before": None, "reason": "", "prev_hash": "0" * 64}
    entry = entry_hash.salted({**base, "after": {"a": "Some words"}})
    digest = entry_hash._of_text(entry, "after.a", "Some words")
    for forged in (digest, digest.removeprefix("#")):
        for more in ({}, {"salt": None}, {"salt": None, "digests": {}}):
            assert not entry_hash.holds(
                entry | {"after": {"a": forged}} | more, {}, is_before_salts=False
            )
