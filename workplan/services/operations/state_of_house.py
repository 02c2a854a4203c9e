"""How the house stands: what needs attention first, each with what to do; then the facts."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Backup, JournalEntry, Plan, Spill, User, UserSession
from workplan.services.delivery import mail_rows
from workplan.services.operations import house_mail
from workplan.services.operations.attention import Attention
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.reminding import heartbeats
from workplan.vocabulary import SpillState

BACKUP_OLD = timedelta(hours=24)
SILENT = timedelta(minutes=15)
FULL_PERCENT = 90
LEAST_BYTES = 1_000_000_000
GIGA = 1_000_000_000


class Facts(NamedTuple):
    """Figures of the house; none of them is about what a plan says."""

    people: int
    administrators: int
    closed: int
    signed_in: int
    agencies: int
    plans: int
    entries: int
    head: str
    first_at: datetime | None
    last_beat: datetime | None
    last_backup: Backup | None
    waiting: int
    disk_free: int
    disk_total: int


class Versions(NamedTuple):
    """Up to which migration the database is, and up to which this code knows."""

    database: str
    code: str


class State(NamedTuple):
    """What needs attention, the urgent first, and the facts."""

    attention: list[Attention]
    facts: Facts


def state_of(
    session: Session, actor: Actor, now: datetime, instance: Path, versions: Versions, held_up: int
) -> State:
    """Return how the house stands; as many selects for a large one as for a small one.

    Args:
        instance: the folder whose disk counts.
        held_up: how many accounts answer slower now, because of wrong tries.

    Raises:
        NotFound: for anybody but an administrator.
    """
    rights.require_administrator(actor)
    facts = _facts(session, now, instance)
    found = [
        *_of_scheduler(facts, now),
        *house_mail.attention(session),
        *_of_backups(facts, now),
        *_of_disk(facts),
        *_of_versions(versions),
        *_of_spills(session),
        *_of_people(session, held_up),
    ]
    return State(sorted(found, key=lambda one: not one.is_urgent), facts)


def _facts(session: Session, now: datetime, instance: Path) -> Facts:
    def count(*conditions: object) -> int:
        return session.scalar(select(func.count()).where(*conditions)) or 0  # type: ignore[arg-type]

    seq, head = journal.head(session)
    disk = shutil.disk_usage(instance)
    backup = select(Backup).where(
        Backup.state == "made", Backup.missing == 0, Backup.deleted_at.is_(None)
    )
    return Facts(
        people=count(User.disabled_at.is_(None)),
        administrators=count(User.disabled_at.is_(None), User.is_admin),
        closed=count(User.disabled_at.is_not(None)),
        signed_in=session.scalar(
            select(func.count(UserSession.user_id.distinct())).where(
                UserSession.ended_at.is_(None), UserSession.expires_at > now
            )
        )
        or 0,
        agencies=count(Agency.id.is_not(None)),
        plans=count(Plan.removed_at.is_(None)),
        entries=seq,
        head=head,
        first_at=session.scalar(select(func.min(JournalEntry.at))),
        last_beat=heartbeats.last_beat(session, heartbeats.PLANNER),
        last_backup=session.scalar(backup.order_by(Backup.ended_at.desc()).limit(1)),
        waiting=mail_rows.counts(session)["waiting"],
        disk_free=disk.free,
        disk_total=disk.total,
    )


def _of_scheduler(facts: Facts, now: datetime) -> list[Attention]:
    if facts.last_beat is not None and now - facts.last_beat <= SILENT:
        return []
    never = "The scheduler has never run: no reminder leaves."
    age = f"{_age(now - facts.last_beat)}" if facts.last_beat else ""
    return [
        Attention(
            "scheduler",
            f"The scheduler is silent for {age}: no reminder leaves." if age else never,
            "Start it: systemctl start workplan-scheduler, or flask scheduler.",
            "admin_health.show",
            "See the checks",
            is_urgent=True,
        )
    ]


def _of_backups(facts: Facts, now: datetime) -> list[Attention]:
    last = facts.last_backup
    if last is not None and last.ended_at is not None and now - last.ended_at <= BACKUP_OLD:
        return []
    if last is None and (facts.first_at is None or now - facts.first_at <= BACKUP_OLD):
        return []
    age = (
        f"The last whole backup is {_age(now - last.ended_at)} old."
        if last and last.ended_at
        else ""
    )
    return [
        Attention(
            "backup",
            age or "No whole backup was ever made.",
            "Make one now, and let the nightly timer make them.",
            "admin_backups.index",
            "Make a backup",
            is_urgent=True,
        )
    ]


def _of_disk(facts: Facts) -> list[Attention]:
    used = 100 - 100 * facts.disk_free // max(facts.disk_total, 1)
    if used < FULL_PERCENT and facts.disk_free >= LEAST_BYTES:
        return []
    return [
        Attention(
            "disk",
            f"The disk of the instance folder is {used} % full: "
            f"{facts.disk_free / GIGA:,.1f} GB are left.",
            "Give it room, or move backups to another machine.",
            "admin_backups.index",
            "See the backups",
            is_urgent=True,
        )
    ]


def _of_versions(versions: Versions) -> list[Attention]:
    if versions.database == versions.code:
        return []
    return [
        Attention(
            "migrations",
            f"The tables are at step {versions.database or 'none'}, and this version knows "
            f"{versions.code}.",
            "Bring the tables up to date: flask db upgrade. If they are ahead, an older version "
            "serves; go on with the newer.",
            is_urgent=versions.database < versions.code,
        )
    ]


def _of_spills(session: Session) -> list[Attention]:
    waiting = session.scalar(select(func.count()).where(Spill.state == SpillState.ASKED))
    if not waiting:
        return []
    asks = "1 request waits" if waiting == 1 else f"{waiting:,} requests wait"
    return [
        Attention(
            "removal for good",
            f"{asks} to remove something for good.",
            "Confirm it or decline it; until then everybody who could read it still can.",
            "admin_spills.index",
            "See the requests",
            is_urgent=True,
        )
    ]


def _of_people(session: Session, held_up: int) -> list[Attention]:
    found = []
    homeless = session.scalar(
        select(func.count()).where(
            User.disabled_at.is_(None), User.is_admin.is_(False), User.agency_id.is_(None)
        )
    )
    if homeless:
        who = "1 person has" if homeless == 1 else f"{homeless:,} people have"
        found.append(
            Attention(
                "no agency",
                f"{who} no agency.",
                "Say at which agency they are at home, so that coordinators find them.",
                "admin_people.index",
                "See the people",
            )
        )
    if held_up:
        who = "1 account answers" if held_up == 1 else f"{held_up:,} accounts answer"
        found.append(
            Attention(
                "slowed",
                f"{who} slower now, after wrong passwords.",
                "Nobody is locked out for good. Ask whoever it is whether they tried, or let "
                "them in.",
                "admin_people.index",
                "See the people",
            )
        )
    return found


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    for size, unit in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        count = minutes // size
        if count:
            return f"{count:,} {unit}{'s' if count != 1 else ''}"
    return "less than a minute"
