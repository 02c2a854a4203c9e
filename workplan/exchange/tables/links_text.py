"""Dependencies as planners write them in a table: “12; 15SS+2d; 20FS-1d; 31FS+45ed”."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workplan.calendars.hours import PARTS, days_written, in_minutes, towards_zero
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink
from workplan.scheduling.network import LINK_TYPES

ONE = re.compile(
    r"^(?P<uid>\d+)\s*(?P<type>FS|SS|FF|SF)?\s*(?P<lag>[+\-−]\s*\d+(?:\.\d+)?)?\s*(?P<unit>e?d(?:ays?)?)?$",
    re.IGNORECASE,
)


def read_links(text: str, successor: int, where: str) -> list[FileLink]:
    """Return the links that a cell names.

    Args:
        where: the cell, for the error.
    """
    links = []
    for part in re.split(r"[;,]", text):
        if not part.strip():
            continue
        found = ONE.match(part.strip())
        if found is None:
            raise InvalidInput(
                "Predecessors",
                f"{where}: “{part.strip()[:40]}” is no dependency. Write the uid, the type and "
                "the lag, such as 12, 12SS+2d, 12FS-1d, or 12FS+45ed for calendar days.",
            )
        kind = (found["type"] or "FS").upper()
        assert kind in LINK_TYPES
        lag = float((found["lag"] or "0").replace("−", "-").replace(" ", ""))
        is_elapsed = (found["unit"] or "").lower().startswith("e")
        days, beside = towards_zero(in_minutes(lag, PARTS), PARTS)
        links.append(FileLink(int(found["uid"]), successor, kind, days, is_elapsed, beside))
    return links


def write_links(links: Iterable[FileLink]) -> str:
    """Return links as one cell; a plain finish-to-start is only its number."""
    return "; ".join(map(_one, sorted(links)))


def _one(link: FileLink) -> str:
    has_lag = link.lag_days or link.lag_parts
    if link.type == "FS" and not has_lag:
        return str(link.predecessor)
    lag = ""
    if has_lag:
        days = link.lag_days + link.lag_parts / PARTS
        unit = "ed" if link.is_elapsed else "d"
        lag = f"{'+' if days > 0 else '-'}{days_written(abs(days))}{unit}"
    return f"{link.predecessor}{link.type}{lag}"
