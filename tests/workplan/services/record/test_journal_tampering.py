"""Tampering with the journal: the database refuses it, and the chain of hashes shows it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models import JournalEntry
from support.ground.chain import NOW, without_triggers
from support.ground.office import SLUG
from support.record.snapshots import snapshot
from workplan.extensions import db
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.chain import Chain
    from support.ground.office import Office


def test_the_chain_begins_at_nothing_and_each_entry_holds_the_hash_of_the_one_before(
    chain: Chain,
) -> None:
    previous = journal.GENESIS
    for number, entry in enumerate(chain.office.journal(), 1):
        assert entry.seq == number
        assert entry.prev_hash == previous
        previous = entry.hash
    assert journal.verify(db.session()) == journal.head(db.session()) == (number, previous)


@pytest.mark.usefixtures("app_context")
def test_an_empty_journal_holds() -> None:
    assert journal.verify(db.session()) == journal.head(db.session()) == (0, journal.GENESIS)


ALTERED = {
    "at": "'2020-01-01 00:00:00+00'",
    "on_day": "'2020-01-01'",
    "plan_id": "NULL",
    "actor_id": "NULL",
    "actor_name": "'Somebody Else'",
    "door": "'api'",
    "verb": "'task.blessed'",
    "subject_type": "'plan'",
    "subject_id": "77",
    "before": '\'{"code": "x"}\'',
    "after": '\'{"code": "x"}\'',
    "reason": "'A better reason'",
    "cause_seq": "1",
    "scope_tasks": "7",
    "scope_days": "7",
    "remaining_tasks": "7",
    "remaining_days": "7",
    "prev_hash": "'" + "a" * 64 + "'",
    "hash": "'" + "b" * 64 + "'",
    "salt": "'" + "c" * 32 + "'",
    "digests": '\'{"after.code": "x"}\'',
}


@pytest.mark.parametrize("column", ALTERED)
def test_a_column_that_is_altered_behind_the_triggers_is_found(chain: Chain, column: str) -> None:
    [victim] = [e.seq for e in chain.office.journal() if (e.after or {}).get("code") == "1b"]
    without_triggers()
    db.session.execute(
        text(f"UPDATE journal SET {column} = {ALTERED[column]} WHERE seq = :seq"),  # noqa: S608  # ours
        {"seq": victim},
    )
    db.session.commit()
    with pytest.raises(ValueError, match=f"does not hold at entry {victim}"):
        journal.verify(db.session())


def test_every_column_is_altered_above() -> None:
    assert ALTERED.keys() | {"seq"} == set(JournalEntry.__table__.c.keys())


@pytest.mark.usefixtures("chain")
def test_an_entry_that_is_deleted_is_missed() -> None:
    without_triggers()
    db.session.execute(text("DELETE FROM journal WHERE seq = 4"))
    db.session.commit()
    with pytest.raises(ValueError, match="entry 4"):
        journal.verify(db.session())


@pytest.mark.usefixtures("chain")
def test_the_deletion_of_the_last_entries_shows_in_the_head() -> None:
    """A bare chain holds after that; what was noted of its head before does not."""
    noted = journal.verify(db.session())
    without_triggers()
    db.session.execute(text("DELETE FROM journal WHERE seq = :seq"), {"seq": noted[0]})
    db.session.commit()
    assert journal.verify(db.session()) != noted


IS_POSTGRES = os.environ.get("WORKPLAN_TEST_DATABASE") == "postgres"


def entry(seq: str, prev: str, own: str = f"'{'c' * 64}'", verb: str = "INSERT") -> str:
    """Return the statement that adds an entry like the last, with these in its chain."""
    columns = "at, on_day, actor_name, door, verb, subject_type, reason"
    zeroes = "scope_tasks, scope_days, remaining_tasks, remaining_days"
    return (
        f"{verb} INTO journal (seq, prev_hash, hash, {columns}, {zeroes}) "  # noqa: S608  # ours
        f"SELECT {seq}, {prev}, {own}, {columns}, 0, 0, 0, 0 "
        "FROM journal ORDER BY seq DESC LIMIT 1"
    )


GENESIS, FIRST_HASH = f"'{'0' * 64}'", "(SELECT hash FROM journal WHERE seq = 1)"
BREACHES = {
    "an update": "UPDATE journal SET reason = 'better' WHERE seq = 1",
    "an update that changes nothing": "UPDATE journal SET reason = reason",
    "a deletion": "DELETE FROM journal WHERE seq = 1",
    "a deletion of the last": "DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)",
    "a gap": entry("seq + 2", "hash"),
    "a second of one number": entry("seq", "hash"),
    "one before the first": entry("0", GENESIS),
    "one that follows nothing": entry("seq + 1", f"'{'d' * 64}'"),
    "a branch": entry("seq + 1", "prev_hash"),
    "a second of one hash": entry("seq + 1", "hash", "hash"),
} | (
    {
        "a truncation": "TRUNCATE journal",
        "a truncation from above": "TRUNCATE plans CASCADE",
        "an upsert": entry("1", GENESIS) + " ON CONFLICT (seq) DO UPDATE SET reason = 'better'",
        "an upsert by the same hash": entry("seq + 1", "hash", FIRST_HASH)
        + " ON CONFLICT (hash) DO UPDATE SET reason = 'better'",
    }
    if IS_POSTGRES
    else {
        "a replacement": entry("1", GENESIS, "hash", "INSERT OR REPLACE"),
        "a replacement of the last": entry("seq", "prev_hash", verb="INSERT OR REPLACE"),
        "a replacement by the same hash": entry("seq + 1", "hash", FIRST_HASH, "INSERT OR REPLACE"),
    }
)


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("what", BREACHES)
def test_the_database_itself_refuses(what: str) -> None:
    before = snapshot()
    with pytest.raises(DBAPIError, match="journal"):
        db.session.execute(text(BREACHES[what]))
    db.session.rollback()
    assert snapshot() == before
    journal.verify(db.session())


def test_a_text_in_any_script_keeps_its_hash(office: Office) -> None:
    reason = 'Überprüft – “ja” 件名 🚀 \\ " \u2028 end'
    tasks.add(Change(office.coordinator, NOW), SLUG, office.fields("9", name="Größe 件"), reason)
    assert office.journal()[-2].reason == reason
    journal.verify(db.session())
