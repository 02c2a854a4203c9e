"""What a scene is, and the addresses at which scenes play."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.browser.driving.live_site import CLOSED, LIVE

if TYPE_CHECKING:
    from tests.browser.arrivals.arriving import Arrive


class Scene(NamedTuple):
    """A page in a state; `arrive` starts from a blank window of the person."""

    name: str
    who: str | None
    arrive: Arrive

    def __str__(self) -> str:
        return self.name


PLAN = f"/plans/{LIVE}"
HELPED = {
    "lead": "lead",
    "contributor": "contributor",
    "coordinator": "coordinator",
    "viewer": "principal",
    "auditor": "auditor",
    "administrator": "admin",
    "operator": None,
}
"""Whose help is looked at by whom."""
EFFORTS, OBJECTIVES = f"{PLAN}/settings/lines-of-effort", f"{PLAN}/settings/objectives"
MEMBERS = f"{PLAN}/settings/members"
LONG_AGO = f"/plans/{CLOSED}/burndown?as_of=2019-03-04"
