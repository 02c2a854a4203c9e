"""The journal: one entry a verb, its effects with their cause, and a chain that nobody bends."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import Dependency, JournalEntry, ReminderRule
from support.moments import washington
from support.office import PASSWORD, SLUG
from support.snapshots import snapshot
from workplan.errors import InvalidInput, LinkWouldLoop, NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services import (
    baselines,
    dependencies,
    feeds,
    journal,
    memberships,
    plans,
    reminder_rules,
    sign_ins,
    status_reports,
    tasks,
    update_requests,
    users,
)
from workplan.services.actor import SCHEDULER, Actor
from workplan.services.dependencies import DependencyFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.office import Office

NOW = washington(2026, 9, 2)
OPERATOR = Actor(None, "Operator", "cli")
LIMITS = sign_ins.Limits(
    3, timedelta(minutes=15), timedelta(minutes=30), session=timedelta(hours=12)
)


SERVICES = Path(journal.__file__).parent
NOUNS = "baseline|dependency|member|plan|reminder_rule|task|user|tasks|group|initiative"


@dataclass
class Chain:
    """Three tasks in a row and one beside them."""

    office: Office
    first: int
    second: int
    third: int
    beside: int


@pytest.fixture
def chain(office: Office) -> Chain:
    ids = [office.add(code, 5) for code in ("1a", "1b", "1c", "2a")]
    for predecessor, successor in ((ids[0], ids[1]), (ids[1], ids[2])):
        dependencies.add(office.coordinator, NOW, successor, DependencyFields(predecessor))
    return Chain(office, *ids)


def the_dependency() -> int:
    return db.session.scalars(select(Dependency.id).order_by(Dependency.id)).first() or 0


def a_rule() -> int:
    return db.session.scalars(select(ReminderRule.id).order_by(ReminderRule.id)).first() or 0


def signed_in(office: Office) -> str:
    return sign_ins.sign_in(NOW, office.email("lead"), PASSWORD, "192.0.2.1", LIMITS)


VERBS: dict[str, Callable[[Chain], Any]] = {
    "task.added": lambda c: c.office.add("1d", 3, now=NOW),
    "task.changed": lambda c: c.office.change(c.first, NOW, duration_days=8),
    "task.removed": lambda c: c.office.remove(c.second, NOW),
    "task.reported": lambda c: c.office.report(c.first, NOW, percent=20, forecast_on=LATE),
    "task.confirmed": lambda c: status_reports.confirm(c.office.lead, NOW, c.first, 1),
    "task.update_asked": lambda c: update_requests.ask(
        c.office.coordinator, NOW, c.first, LATE, "How is it?"
    ),
    "dependency.added": lambda c: dependencies.add(
        c.office.coordinator, NOW, c.beside, DependencyFields(c.first, "FS", 2)
    ),
    "dependency.removed": lambda c: dependencies.remove(
        c.office.coordinator, NOW, the_dependency()
    ),
    "baseline.frozen": lambda c: baselines.freeze(c.office.coordinator, NOW, SLUG, "Second"),
    "plan.stage": lambda c: plans.move_to_stage(c.office.coordinator, NOW, SLUG, "closed"),
    "plan.day_passed": lambda c: plans.pass_days(SCHEDULER, NOW, c.office.plan().id),
    "reminder_rule.added": lambda c: reminder_rules.add(
        c.office.coordinator, NOW, SLUG, -20, "lead"
    ),
    "reminder_rule.switched": lambda c: reminder_rules.switch(
        c.office.coordinator, NOW, a_rule(), is_active=False
    ),
    "member.joined": lambda c: memberships.join(
        OPERATOR, NOW, c.office.email("admin"), SLUG, memberships.MembershipFields("viewer")
    ),
    "user.added": lambda _: users.add(OPERATOR, NOW, "new@office.example", "New Person"),
    "user.password_reset": lambda c: users.reset_password(OPERATOR, NOW, c.office.email("lead")),
    "user.disabled": lambda c: users.disable(OPERATOR, NOW, c.office.email("lead")),
    "user.signed_in": lambda c: signed_in(c.office),
    "user.feed_given": lambda c: feeds.give(c.office.lead, NOW, is_wanted=True),
    "user.feed_ended": lambda c: feeds.give(c.office.lead, NOW, is_wanted=False),
    "user.signed_out": lambda c: sign_ins.sign_out(c.office.lead, NOW, "any token"),
    "user.password_changed": lambda c: sign_ins.change_password(
        c.office.lead, NOW, PASSWORD, "another long password"
    ),
}
TRIED_ELSEWHERE = {
    "plan.imported",
    "plan.merged",
    "plan.removed",
    "plan.restored",
    "task.restored",
    "task.commented",
    "task.thread_resolved",
    "task.assigned",
    "task.offered",
    "task.handed_over",
    "task.supported",
    "group.undone",
    "tasks.changed_together",
    "initiative.renamed",
}
"""Verbs tried in test_exchange, test_archives and, on the web, in test_desk."""
LATE = date(2026, 9, 30)
MOVES_DATES = {
    "task.added",
    "task.changed",
    "task.removed",
    "task.reported",
    "dependency.added",
    "dependency.removed",
    "plan.day_passed",
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_leaves_one_entry_of_its_own_and_one_for_each_date_that_it_moved(
    chain: Chain, verb: str
) -> None:
    before = {
        task: chain.office.task(task) for task in vars(chain).values() if isinstance(task, int)
    }
    dates = {task: (row.start_on, row.finish_on, row.due_on) for task, row in before.items()}
    since = chain.office.last_seq()
    VERBS[verb](chain)

    own, *effects = chain.office.journal(since)
    assert own.verb == verb
    assert own.cause_seq is None
    assert own.at == NOW
    assert own.on_day in (date(2026, 9, 1), date(2026, 9, 2))
    assert own.actor_name
    assert {entry.verb for entry in effects} == ({"task.moved"} if verb in MOVES_DATES else set())
    assert {entry.cause_seq for entry in effects} <= {own.seq}
    moved = {entry.subject_id for entry in effects}
    assert len(moved) == len(effects), "each task once"
    for task, old in dates.items():
        row = chain.office.task(task)
        if row.removed_at is None:
            assert ((row.start_on, row.finish_on, row.due_on) != old) == (task in moved)
    for entry in effects:
        assert entry.subject_id is not None
        assert entry.after is not None
        row = chain.office.task(entry.subject_id)
        assert entry.after["finish_on"] == str(row.finish_on)
        assert entry.after["driver"] == row.driver
        assert entry.before != entry.after
    assert journal.verify(db.session())[0] == chain.office.last_seq()


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_fails_at_the_last_moment_leaves_nothing(chain: Chain, verb: str) -> None:
    before = snapshot()

    def power_cut(session: Session) -> None:
        session.flush()
        raise RuntimeError("power cut")

    event.listen(Session, "before_commit", power_cut)
    try:
        with pytest.raises(RuntimeError, match="power cut"):
            VERBS[verb](chain)
    finally:
        event.remove(Session, "before_commit", power_cut)
    assert snapshot() == before
    VERBS[verb](chain)
    assert snapshot() != before


def test_every_verb_that_the_services_write_is_tried_above() -> None:
    written = {
        verb
        for file in SERVICES.glob("*.py")
        for verb in re.findall(rf'"((?:{NOUNS})\.[a-z_]+)"', file.read_text())
    }
    assert written == VERBS.keys() | TRIED_ELSEWHERE | {"task.moved"}


REFUSED: dict[str, tuple[type[Exception], Callable[[Chain], Any]]] = {
    "a loop": (
        LinkWouldLoop,
        lambda c: dependencies.add(c.office.coordinator, NOW, c.first, DependencyFields(c.third)),
    ),
    "a stale version": (
        StaleVersion,
        lambda c: tasks.remove(c.office.coordinator, NOW, c.first, 99, "Old form"),
    ),
    "a second task of one code": (InvalidInput, lambda c: c.office.add("1a", 3, now=NOW)),
    "a lead who changes structure": (
        NotAllowed,
        lambda c: tasks.add(c.office.lead, NOW, SLUG, c.office.fields("9")),
    ),
    "a stranger": (
        NotFound,
        lambda c: c.office.report(c.first, NOW, actor=c.office.stranger, percent=10),
    ),
    "a report from another agency": (
        NotAllowed,
        lambda c: c.office.report(c.first, NOW, actor=c.office.other_lead, percent=10),
    ),
    "a second baseline of one name": (
        InvalidInput,
        lambda c: baselines.freeze(c.office.coordinator, NOW, SLUG, plans.FIRST_BASELINE),
    ),
    "a step back": (
        InvalidInput,
        lambda c: plans.move_to_stage(c.office.coordinator, NOW, SLUG, "drafting"),
    ),
    "a second account": (
        InvalidInput,
        lambda c: users.add(OPERATOR, NOW, c.office.email("lead"), "Lena Again"),
    ),
    "a wrong old password": (
        InvalidInput,
        lambda c: sign_ins.change_password(c.office.lead, NOW, "wrong", "another long password"),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_leaves_nothing(chain: Chain, what: str) -> None:
    error, refused = REFUSED[what]
    before = snapshot()
    with pytest.raises(error):
        refused(chain)
    assert snapshot() == before


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
    tasks.add(office.coordinator, NOW, SLUG, office.fields("9", name="Größe 件"), reason)
    assert office.journal()[-2].reason == reason
    journal.verify(db.session())


def test_the_history_of_a_subject_is_its_entries_newest_first(chain: Chain) -> None:
    chain.office.change(chain.first, NOW, duration_days=6)
    found = db.session.scalars(journal.history_of("task", chain.first)).all()
    assert [entry.seq for entry in found] == sorted((e.seq for e in found), reverse=True)
    assert found[-1].verb == "task.added"
    assert {entry.subject_id for entry in found} == {chain.first}


def test_a_change_keeps_only_what_differs_before_and_after(chain: Chain) -> None:
    since = chain.office.last_seq()
    chain.office.change(chain.first, NOW, duration_days=8, name="Draft it again")
    own = chain.office.journal(since)[0]
    assert own.before == {"duration_days": 5, "name": "Draft part 1a"}
    assert own.after == {"duration_days": 8, "name": "Draft it again"}


def test_nobody_is_recorded_as_somebody_else(chain: Chain) -> None:
    since = chain.office.last_seq()
    chain.office.report(chain.first, NOW, percent=10)
    own = chain.office.journal(since)[0]
    assert (own.actor_id, own.actor_name, own.door) == (chain.office.lead.id, "Lena Ivanova", "web")


def without_triggers() -> None:
    """Take the triggers off, as somebody with the database's password can."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
    else:
        for name in ("journal_no_update", "journal_no_delete", "journal_in_order"):
            db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.commit()
