"""Another calendar of a plan, on which some of its work runs: whole, and as it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from workplan.calendars.axis import Axis
from workplan.calendars.hours import OFFICE_HOURS, WeekHours, read_hours
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.working import MONDAY_TO_FRIDAY, WorkingCalendar, calendar_of
from workplan.errors import InvalidInput

MAX_NAME = 80
MOST = 200
"""How many a plan may have: a calendar for each person of a large file."""


class OwnCalendar(NamedTuple):
    """A calendar beside the plan's own.

    Args:
        weekmask: seven characters, Monday first; "1" is a working day.
        off: its days off.
        worked: days that are worked although the week has them off.
        is_federal: whether the federal holidays are off besides.
        hours: when its days open, pause and close.
        notes: why a day is off or worked, by the day as it is written.
        is_retired: whether no more work is given to it.
    """

    weekmask: str = MONDAY_TO_FRIDAY
    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()
    is_federal: bool = False
    hours: WeekHours = OFFICE_HOURS
    notes: Mapping[str, str] = {}
    is_retired: bool = False

    @property
    def days(self) -> WorkingCalendar:
        """Its working days; one instance for equal ones, so that its boundaries are comparable."""
        return _days(self.weekmask, self.off, self.worked, self.is_federal)

    @property
    def minutes(self) -> WorkingMinutes:
        """Its working minutes; one instance for equal ones."""
        return _minutes(self.days, self.hours)

    def kept(self) -> dict[str, Any]:
        """Return it as it is stored and written; a default is left out."""
        found: dict[str, Any] = {
            "weekmask": self.weekmask,
            "holidays": [day.isoformat() for day in self.off],
        }
        if self.worked:
            found["worked"] = [day.isoformat() for day in self.worked]
        if self.is_federal:
            found["federal"] = True
        if self.hours != OFFICE_HOURS:
            found["hours"] = self.hours.written()
        if self.notes:
            found["notes"] = dict(self.notes)
        if self.is_retired:
            found["retired"] = True
        return found

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> OwnCalendar:
        """Return the calendar that `kept` wrote.

        Raises:
            InvalidInput: for days that are none, a week that is none, or hours that are none.
        """
        try:
            off, worked = (
                tuple(sorted(date.fromisoformat(day) for day in kept.get(key) or ()))
                for key in ("holidays", "worked")
            )
        except (TypeError, ValueError) as wrong:
            said = f"A calendar has a day that is none: {wrong}. Write days as 2027-03-14."
            raise InvalidInput("calendars", said) from wrong
        notes = kept.get("notes") or {}
        hours = kept.get("hours")
        if not isinstance(notes, Mapping) or not isinstance(hours, str | None):
            said = "The notes and hours of a calendar are an object and a text. Save it again."
            raise InvalidInput("calendars", said)
        found = cls(
            str(kept.get("weekmask", MONDAY_TO_FRIDAY)),
            off,
            worked,
            kept.get("federal") is True,
            read_hours(hours) if hours else OFFICE_HOURS,
            {str(day): str(note) for day, note in notes.items()},
            kept.get("retired") is True,
        )
        _ = found.days  # It says what is wrong with its week.
        return found

    def is_worked_as(self, other: OwnCalendar) -> bool:
        """Tell whether another has the same days and hours, whatever their notes."""
        return self[:5] == other[:5]


Calendars = Mapping[str, OwnCalendar]
"""The other calendars of a plan, by name."""


def axes_of(
    calendars: Calendars, names: Iterable[str], *, in_minutes: bool = False
) -> dict[str, Axis]:
    """Return what work is counted on, by the name of its calendar: one of each, built once.

    Args:
        names: of the calendars; one that there is none of is left out.
        in_minutes: whether minutes are counted, and not days.
    """
    used = {name: calendars[name] for name in {*names} if name in calendars}
    return {name: own.minutes if in_minutes else own.days for name, own in used.items()}


def check_count(count: int) -> None:
    """Refuse more calendars beside its own than a plan may have.

    Raises:
        InvalidInput: with how many there would be, and the way out.
    """
    if count > MOST:
        said = f"The plan would have {count:,} other calendars. Join some: {MOST} is the most."
        raise InvalidInput("calendars", said)


@lru_cache(maxsize=256)
def _days(
    weekmask: str, off: tuple[date, ...], worked: tuple[date, ...], is_federal: bool
) -> WorkingCalendar:
    return calendar_of(weekmask, off, worked, is_federal=is_federal)


@lru_cache(maxsize=256)
def _minutes(days: WorkingCalendar, hours: WeekHours) -> WorkingMinutes:
    return WorkingMinutes(days, hours)


def calendars_of(kept: object) -> dict[str, OwnCalendar]:
    """Return calendars by name, as they are stored and written; none for nothing.

    Raises:
        InvalidInput: for what is no object of calendars, and a name that is none or too long.
    """
    if kept is None:
        return {}
    if not isinstance(kept, Mapping) or not all(isinstance(one, Mapping) for one in kept.values()):
        raise InvalidInput("calendars", "The calendars are no object. Give one for each name.")
    for name in kept:
        if not isinstance(name, str) or not name.strip() or len(name) > MAX_NAME:
            said = f"{str(name)[:60]!r} is no name of a calendar. Give {MAX_NAME} letters at most."
            raise InvalidInput("calendars", said)
    return {name: OwnCalendar.of(one) for name, one in kept.items()}
