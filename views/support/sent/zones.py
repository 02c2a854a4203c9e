"""Time zones to choose from: those of the United States first, then the rest of the world."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

AT_HOME = (
    ("America/New_York", "Eastern (New York)"),
    ("America/Chicago", "Central (Chicago)"),
    ("America/Denver", "Mountain (Denver)"),
    ("America/Phoenix", "Mountain, without summer time (Phoenix)"),
    ("America/Los_Angeles", "Pacific (Los Angeles)"),
    ("America/Anchorage", "Alaska (Anchorage)"),
    ("Pacific/Honolulu", "Hawaii (Honolulu)"),
    ("America/Puerto_Rico", "Atlantic (Puerto Rico)"),
    ("Pacific/Guam", "Chamorro (Guam)"),
)
REGIONS = (
    "Africa",
    "America",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def choices(house: str) -> tuple[tuple[str, str], ...]:
    """Return every zone with its name in words.

    Args:
        house: the zone of the house, which holds for whoever chooses none.
    """
    named = dict(AT_HOME)
    words = named.get(house, house.replace("_", " "))
    abroad = sorted(
        zone
        for zone in available_timezones()
        if zone not in named and zone.partition("/")[0] in REGIONS
    )
    rest = ((zone, zone.replace("_", " ")) for zone in abroad)
    return (("", f"As the house: {words}"), *AT_HOME, *rest)
