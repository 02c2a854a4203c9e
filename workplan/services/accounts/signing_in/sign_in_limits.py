"""How many wrong tries there may be, and what follows them; nobody is locked out from everywhere.

Wrong tries count by account and address together, and by address alone. An account that many
addresses try slows down for all of them, but for addresses from which its person came in before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import SignInTry

TRIES_OF_ADDRESS = 10
"""How many times as many wrong tries an address has as an account, for whole offices behind one."""
HISTORY = 3
"""How many windows and locks to look back, so that one lock is not mistaken for another."""
STRANGE_ADDRESSES, STRANGE_TRIES = 5, 10
"""From how many strange addresses how many wrong tries must come for an account to slow down."""
STRANGE_WINDOW = timedelta(hours=24)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=15)
KNOWN_FOR = timedelta(days=90)
NETWORK_BITS = 64
"""What one household or office has of IPv6; counting single addresses there would count nothing."""


@dataclass(frozen=True)
class Limits:
    """How many wrong tries an account or an address has, in which time, and for how long."""

    tries: int
    window: timedelta
    lock: timedelta
    session: timedelta

    @property
    def lock_minutes(self) -> int:
        """For how many minutes somebody waits after too many tries."""
        return int(self.lock.total_seconds()) // 60


def counted_address(address: str) -> str:
    """Return what an address counts as: itself, or its network in IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, NETWORK_BITS), strict=False))


def is_limited(session: Session, now: datetime, account: str, address: str, limits: Limits) -> bool:
    """Tell whether a try is not looked at now.

    Args:
        account: the hash of the email address that was given, whether somebody has it or not.
        address: as `counted_address` gives it.
    """
    return (
        _is_locked_here(session, now, account, address, limits)
        or _has_address_tried_enough(session, now, address, limits)
        or _is_slowed(session, now, account, address, limits)
    )


def _is_locked_here(
    session: Session, now: datetime, account: str, address: str, limits: Limits
) -> bool:
    """Tell whether the tries of the account from this address are used up."""
    of_both = (SignInTry.account_hash == account, SignInTry.address == address)
    last_right = session.scalar(
        select(func.max(SignInTry.tried_at)).where(*of_both, SignInTry.has_succeeded.is_(True))
    )
    since = now - HISTORY * (limits.window + limits.lock)
    tries = session.scalars(
        select(SignInTry.tried_at)
        .where(
            *of_both,
            SignInTry.has_succeeded.is_(False),
            SignInTry.forgiven_at.is_(None),
            SignInTry.tried_at > max(since, last_right or since),
        )
        .order_by(SignInTry.tried_at)
    )
    until = locked_until(tries, limits)
    return until is not None and now < until


def locked_until(tries: Iterable[datetime], limits: Limits) -> datetime | None:
    """Return when the last lock ends, from the wrong tries in order."""
    until = None
    for _, until in looked_at(tries, limits):  # noqa: B007  # the last one counts
        pass
    return until


def looked_at(
    tries: Iterable[datetime], limits: Limits
) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield each wrong try that was looked at, and until when it locks or an earlier one did."""
    counted: list[datetime] = []
    until = None
    for tried in tries:
        if until is not None and tried < until:
            continue
        counted = [earlier for earlier in counted if tried - earlier <= limits.window] + [tried]
        if len(counted) >= limits.tries:
            until, counted = tried + limits.lock, []
        yield tried, until


def _has_address_tried_enough(
    session: Session, now: datetime, address: str, limits: Limits
) -> bool:
    """Tell whether the tries of this address, for whichever account, are used up."""
    most = limits.tries * TRIES_OF_ADDRESS
    tries = (
        select(SignInTry.tried_at)
        .where(
            SignInTry.address == address,
            SignInTry.has_succeeded.is_(False),
            SignInTry.tried_at > now - max(limits.window, limits.lock),
        )
        .limit(most)
    )
    return len(session.scalars(tries).all()) >= most


def _is_slowed(session: Session, now: datetime, account: str, address: str, limits: Limits) -> bool:
    """Tell whether the account answers a strange address only now and then, and not now."""
    known = set(
        session.scalars(
            select(SignInTry.address)
            .where(
                SignInTry.account_hash == account,
                SignInTry.has_succeeded.is_(True),
                SignInTry.tried_at > now - KNOWN_FOR,
            )
            .distinct()
        )
    )
    if address in known:
        return False
    wrong = session.execute(
        select(SignInTry.address, SignInTry.tried_at)
        .where(
            SignInTry.account_hash == account,
            SignInTry.has_succeeded.is_(False),
            SignInTry.forgiven_at.is_(None),
            SignInTry.tried_at > now - STRANGE_WINDOW,
            SignInTry.address.not_in(known),
        )
        .order_by(SignInTry.tried_at)
    )
    by_address: dict[str, list[datetime]] = defaultdict(list)
    for strange, tried_at in wrong:
        by_address[strange].append(tried_at)
    until = slowed_until(by_address, limits)
    return until is not None and now < until


def slowed_until(by_address: dict[str, list[datetime]], limits: Limits) -> datetime | None:
    """Return until when an account answers no strange address, if it was tried from many.

    Args:
        by_address: the wrong tries from each strange address, in order.
    """
    if len(by_address) < STRANGE_ADDRESSES:
        return None
    counted = (tried for tries in by_address.values() for tried, _ in looked_at(tries, limits))
    return _again_at(sorted(counted))


def _again_at(tries: Iterable[datetime]) -> datetime | None:
    """Return when the next strange try is looked at; one before that moment does not count.

    The pause doubles with each ten tries that were looked at.
    """
    seen, again_at = 0, None
    for tried in tries:
        if again_at is not None and tried < again_at:
            continue
        seen += 1
        if seen >= STRANGE_TRIES:
            doublings = min(seen // STRANGE_TRIES - 1, 10)
            again_at = tried + min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)
    return again_at
