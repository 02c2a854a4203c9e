"""A row for every verb about change requests, as in `entries.py`."""

from __future__ import annotations

from typing import Any

REQUEST, PLAN = ("change_request", 7008), ("plan", 7008)
OF_REQUESTS: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "change_request.asked": (REQUEST, None, {"number": 3}),
    "change_request.accepted": (REQUEST, None, {"number": 3}),
    "change_request.declined": (REQUEST, None, {"number": 3}),
    "change_request.withdrawn": (REQUEST, None, {"number": 3}),
    "change_request.passed_on": (REQUEST, None, {"number": 3}),
    "plan.limit_set": (PLAN, {"change_days": 0}, {"change_days": 5}),
}
