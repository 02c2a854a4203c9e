"""Days of a plan for a calendar program."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from workplan.exchange import ical_file
from workplan.exchange.ical_file import CalendarDay

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
DAY = CalendarDay("suspense-7", date(2027, 3, 31), "Due: 1a; Draft", "In Plan", "https://w/7", 3)


def test_an_entry_takes_its_day_whole_and_ends_before_the_next() -> None:
    lines = ical_file.write("Plan", [DAY], "w.example", NOW).decode().split("\r\n")

    assert "DTSTART;VALUE=DATE:20270331" in lines
    assert "DTEND;VALUE=DATE:20270401" in lines
    assert "SEQUENCE:3" in lines
    assert r"SUMMARY:Due: 1a\; Draft" in lines


def test_an_entry_keeps_its_uid_when_the_task_changes() -> None:
    changed = DAY._replace(on=date(2027, 4, 7), summary="Due: 1a Redraft", sequence=4)
    uids = [
        str(event["uid"])
        for day in (DAY, changed)
        for event in Calendar.from_ical(ical_file.write("Plan", [day], "w.example", NOW)).walk(
            "VEVENT"
        )
    ]

    assert uids == ["suspense-7@w.example"] * 2
