"""A row for every verb about reporting cycles, as in `entries.py`."""

from __future__ import annotations

from typing import Any

CYCLE = ("cycle", 7008)
ASKED = {"name": "May 2027", "as_of_on": "2027-05-03", "due_on": "2027-05-10", "note": "Be brief"}
OTHER = {"name": "June 2027", "as_of_on": "2027-06-01", "due_on": "2027-06-08", "note": "At length"}
FIGURES = {"total": 16, "done": 8, "late": 4, "overdue": 2, "finish_on": "2027-07-01"}
OF_CYCLES: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "cycle.opened": (CYCLE, None, ASKED | {"number": 3}),
    "cycle.changed": (CYCLE, ASKED, OTHER | {"cycle": "June 2027"}),
    "cycle.asked": (CYCLE, None, {"cycle": "May 2027", "tasks": 6, "people": 5}),
    "cycle.closed": (
        CYCLE,
        None,
        {"cycle": "May 2027", "missed": 6, "people": 5, "figures": FIGURES},
    ),
    "cycle.withdrawn": (CYCLE, None, {"cycle": "May 2027"}),
}
