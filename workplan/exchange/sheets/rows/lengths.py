"""How long a task takes: its duration, or the working days from its start to its finish."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from workplan.calendars.hours import in_minutes
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.working import WorkingCalendar
from workplan.exchange.sheets.cells.grid import text_of
from workplan.exchange.sheets.columns.fields import LABELS, Field
from workplan.exchange.sheets.rows.dates import TaskDates
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.table import Table
from workplan.exchange.sheets.values.durations import Length, NoLength, length_in, unit_of_heading

UNKNOWN_DAYS = 1
YES = frozenset({"yes", "y", "x", "true", "1", "m", "milestone", "✓"})
WORKED_SHARE = 5 / 7


class Sized(NamedTuple):
    """A row whose duration is asked for."""

    row: int
    uid: int
    dates: TaskDates


def minutes_of(table: Table, sized: Sized, calendar: WorkingMinutes, findings: Findings) -> int:
    """Return the minutes of work that a task takes, and say where they had to be decided."""
    if table.text(sized.row, Field.MILESTONE).lower() in YES:
        return 0
    length = _given(table, sized, calendar.per_day, findings)
    if length is not None and not length.is_elapsed:
        return in_minutes(length.days, calendar.per_day)
    if length is None:
        found = _between(calendar.days, table, sized, findings)
    else:
        found = _of_calendar_days(table, sized, length.days, calendar.days, findings)
    return (UNKNOWN_DAYS if found is None else found) * calendar.per_day


def _between(
    calendar: WorkingCalendar, table: Table, sized: Sized, findings: Findings
) -> int | None:
    """Return the working days that the dates of a task have between them; None without any."""
    row, uid, dates = sized
    if dates.start and dates.finish:
        if dates.start <= dates.finish:
            found = calendar.finish_boundary(dates.finish) - calendar.start_boundary(dates.start)
            return max(0, found)
        said = "is before the start, so it is not used; the task takes 1 day"
        shown = text_of(table.cell(row, Field.FINISH))
        findings.cell(table.place(row, Field.FINISH), uid, "Finish", shown, said)
        return None
    end = dates.actual_finish or dates.deadline
    if dates.start and end and dates.start <= end:
        if not dates.actual_finish:
            findings.until_suspense.append(table.place(row, Field.DEADLINE))
        worked = calendar.finish_boundary(end) - calendar.start_boundary(dates.start)
        return max(UNKNOWN_DAYS, worked)
    findings.without_length.append((row, table.name_column))
    return None


def _given(table: Table, sized: Sized, per_day: int, findings: Findings) -> Length | None:
    cell = table.cell(sized.row, Field.DURATION)
    if cell is None:
        return None
    place = table.place(sized.row, Field.DURATION)
    try:
        unit = unit_of_heading(table.mapping.headings[place[1]])
        length = length_in(cell, unit)
        if length is not None and length.is_below_a_minute(per_day):
            raise NoLength("is less than a minute")
    except NoLength as wrong:
        findings.cell(place, sized.uid, LABELS[Field.DURATION], text_of(cell), str(wrong))
        return None
    if length is not None and length.said:
        said = f"“{text_of(cell)[:40]}” is {length.said}"
        findings.decided(place, sized.uid, LABELS[Field.DURATION], said)
    return length


def _of_calendar_days(
    table: Table, sized: Sized, days: float, calendar: WorkingCalendar, findings: Findings
) -> int:
    """Return the working days of a duration that counts every day of the calendar."""
    start = sized.dates.start
    if start is not None:
        last = start + timedelta(days=max(0, round(days) - 1))
        worked = calendar.finish_boundary(last) - calendar.start_boundary(start)
    else:
        worked = max(1, round(days * WORKED_SHARE)) if days else 0
    said = f"{days:g} calendar days are {worked} working days here"
    findings.decided(table.place(sized.row, Field.DURATION), sized.uid, "Duration", said)
    return max(0, worked)
