"""What administrators set for everybody: texts before sign-in, sessions, tries, what is kept.

A setting that nobody made is as configured. What is set holds with the next request of whoever
asks, in every process: it is read from the database each time, and kept nowhere else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from models import HouseSettings
from workplan.errors import InvalidInput, StaleVersion
from workplan.plain_text import prose
from workplan.services.accounts.signing_in.sign_in_limits import Limits
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

ROW = 1
LONGEST_TEXT = 4_000
CHANGED = "house.changed"


class Bounds(NamedTuple):
    """Between what a number lies, and its unit in words."""

    lowest: int
    highest: int
    unit: str


BOUNDS = {
    "idle_minutes": Bounds(1, 720, "minutes"),
    "session_hours": Bounds(1, 24, "hours"),
    "sign_in_tries": Bounds(3, 20, "tries"),
    "sign_in_window_minutes": Bounds(1, 1440, "minutes"),
    "lock_minutes": Bounds(1, 1440, "minutes"),
    "backup_days": Bounds(1, 3650, "days"),
    "mail_days": Bounds(30, 3650, "days"),
}
"""What nobody may leave: who mistypes gets in again within a day, whatever is set."""


@dataclass(frozen=True)
class HouseFields:
    """What is set; None is what the configuration says.

    Args:
        consent_banner: what people read before they sign in, and consent to.
        government_banner: whether every page says that the site is for official use.
        sign_in_window_minutes: within which time wrong tries count together.
        lock_minutes: for how long an account then answers no more where they came from.
        backup_days: for how many days every backup is kept; before them, the last of each month.
        mail_days: for how many days it can be read what a mail said.
    """

    consent_banner: str | None = None
    government_banner: bool | None = None
    idle_minutes: int | None = None
    session_hours: int | None = None
    sign_in_tries: int | None = None
    sign_in_window_minutes: int | None = None
    lock_minutes: int | None = None
    backup_days: int | None = None
    mail_days: int | None = None


NAMES = tuple(field.name for field in fields(HouseFields))


class House(NamedTuple):
    """What holds now, set or configured."""

    consent: str
    banner: bool
    idle: timedelta
    limits: Limits


def fields_of(session: Session) -> tuple[HouseFields, int]:
    """Return what is set, and its version; 0 before the first change."""
    row = session.get(HouseSettings, ROW)
    return (_fields(row), row.version) if row else (HouseFields(), 0)


def in_force(session: Session, configured: HouseFields) -> House:
    """Return what holds now.

    Args:
        configured: what holds where nothing is set; it has every field.
    """
    return held_by(session.get(HouseSettings, ROW), configured)


def held_by(row: HouseSettings | None, configured: HouseFields) -> House:
    """Return what holds by the row that was read with something else; see `in_force`."""
    found = _fields(row) if row else HouseFields()
    held = asdict(configured) | {k: v for k, v in asdict(found).items() if v is not None}
    return House(
        held["consent_banner"],
        held["government_banner"],
        timedelta(minutes=held["idle_minutes"]),
        Limits(
            held["sign_in_tries"],
            timedelta(minutes=held["sign_in_window_minutes"]),
            timedelta(minutes=held["lock_minutes"]),
            timedelta(hours=held["session_hours"]),
        ),
    )


def _fields(row: HouseSettings) -> HouseFields:
    return HouseFields(**{name: getattr(row, name) for name in NAMES})


def change(change: Change, wanted: HouseFields, version: int | None = None) -> tuple[str, ...]:
    """Set what is wanted, and return the names of what that changed.

    Args:
        version: of what the person saw; None for whatever there is.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for a value that is out of bounds.
        StaleVersion: when somebody saved meanwhile.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        present, current = fields_of(session)
        if version is not None and version != current:
            raise StaleVersion(version, current)
        wanted = _checked(wanted)
        return _store(change, asdict(present), asdict(wanted))


def set_back(change: Change, before: dict[str, Any], after: dict[str, Any], reason: str) -> None:
    """Set back what a change set, unless it was set anew since."""
    present = asdict(fields_of(change.session)[0])
    if any(present[name] != value for name, value in after.items()):
        raise InvalidInput(
            "entry", "Since then somebody changed the same setting again. Undo that first."
        )
    _store(change, present, present | before, reason)


def _store(
    change: Change, present: dict[str, Any], wanted: dict[str, Any], reason: str = ""
) -> tuple[str, ...]:
    session = change.session
    changed = tuple(name for name in NAMES if wanted[name] != present[name])
    if not changed:
        return ()
    row = session.get(HouseSettings, ROW)
    if row is None:
        row = HouseSettings(id=ROW, version=0)
        session.add(row)
    for name in changed:
        setattr(row, name, wanted[name])
    row.version += 1
    before, after = ({name: side[name] for name in changed} for side in (present, wanted))
    entry = journal.Entry(CHANGED, ("house", ROW), before, after, reason)
    journal.note(change, None, entry)
    return changed


def _checked(wanted: HouseFields) -> HouseFields:
    held = asdict(wanted)
    for name, bounds in BOUNDS.items():
        value = held[name]
        if value is not None and not bounds.lowest <= value <= bounds.highest:
            raise InvalidInput(
                name,
                f"{value:,} is out of bounds. Give {bounds.lowest:,} to {bounds.highest:,} "
                f"{bounds.unit}, or nothing for the default.",
            )
    text = prose(wanted.consent_banner or "").strip()
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(
            "consent_banner",
            f"The text has {len(text):,} characters. Give {LONGEST_TEXT:,} at most.",
        )
    return HouseFields(**{**held, "consent_banner": text or None})
