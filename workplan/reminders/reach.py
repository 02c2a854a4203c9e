"""How a person wants to be reached: by which mails, at what hour, and by whom in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from workplan.calendars.working import WorkingCalendar
from workplan.reminders.ladder import Rule

AT_ONCE, DIGEST, OFF = "at_once", "digest", "off"
EARLIEST_HOUR, LATEST_HOUR = 8, 18
NEVER_AT_ONCE = frozenset({
    "unacknowledged", "extension_waits", "coordinate_soon", "coordinate_due",
    "silent", "settled", "unheard", "weekly", "bureau_due", "bureau_answered", "comments_due",
    "draft_due", "drafted",
})  # fmt: skip
"""What the scheduler tells, and what comes one by one: it waits for the digest."""
MANDATORY = frozenset({
    "claim", "returned", "recovery", "coordinate", "coordinate_soon", "coordinate_due",
    "bureau_asked", "bureau_due", "draft_asked", "draft_due", "draft_returned", "cycle_asked",
})  # fmt: skip
"""Notices that ask for a decision or for work, so that nobody can switch them off."""


class Wishes(NamedTuple):
    """What a person chose; the defaults are those of somebody who chose nothing.

    Args:
        mentions: of comments that name them or an agency that they lead for.
        answers: of answers in threads that they take part in.
        requests: of requests for an update.
        hands: of tasks handed or offered to them, of what became of their own offers, and of what
            nobody acknowledged.
        wants_early: reminders earlier than three working days before a suspense.
        send_hour: the hour of their mail, in the plan's time zone.
        paused_until: the day on which mail begins again.
        weekly: of the week of each plan that they coordinate; never at once.
    """

    mentions: str = AT_ONCE
    answers: str = DIGEST
    requests: str = AT_ONCE
    hands: str = AT_ONCE
    wants_early: bool = True
    send_hour: int = EARLIEST_HOUR
    paused_until: date | None = None
    weekly: str = DIGEST

    def way(self, kind: str) -> str:
        """Return how they want a kind of notice: at once, in the digest, or not at all."""
        own = {
            "mention": self.mentions,
            "answer": self.answers,
            "request": self.requests,
            "weekly": self.weekly,
        }
        way = own.get(kind, self.hands)
        if kind in NEVER_AT_ONCE:
            return OFF if way == OFF and kind not in MANDATORY else DIGEST
        return DIGEST if way == OFF and kind in MANDATORY else way

    def wants(self, rule: Rule) -> bool:
        """Tell whether they want the reminders of a rule."""
        return self.wants_early or not rule.is_early

    def send_at(self, day: date, zone: str) -> datetime:
        """Return the moment of their mail on a day."""
        return datetime.combine(day, time(self.send_hour), ZoneInfo(zone))

    def digest_at(self, now: datetime, zone: str, calendar: WorkingCalendar) -> datetime:
        """Return the moment of their next digest: today's if it is still to come."""
        local = now.astimezone(ZoneInfo(zone))
        day = local.date()
        if local.time() >= time(self.send_hour):
            day += timedelta(days=1)
        if not calendar.is_working(day):
            day = calendar.shift(calendar.on_or_before(day), 1)
        return self.send_at(day, zone)


def stand_in(user_id: int, delegates: Mapping[int, int | None]) -> int:
    """Return who gets a person's mail: themselves, or whoever stands in at the end of the line.

    Args:
        delegates: by absent person, who stands in; None when nobody does, and mail waits.
    """
    seen = {user_id}
    at = user_id
    while (after := delegates.get(at)) is not None:
        if after in seen:
            return user_id
        seen.add(after)
        at = after
    return at


def reached(user_ids: Iterable[int], delegates: Mapping[int, int | None]) -> dict[int, int]:
    """Return who gets the mail meant for some people, each once, and for whom they get it.

    Whoever is meant themselves gets it for themselves, whomever else they stand in for.
    """
    meant = sorted(set(user_ids), reverse=True)
    found = {stand_in(user, delegates): user for user in meant}
    return found | {user: user for user in meant if stand_in(user, delegates) == user}
