"""Reporting cycles: the list, one under way, one that was closed, the forms, and refusals."""

from __future__ import annotations

from tests.browser.arrivals.arriving import at
from tests.browser.arrivals.cycle_arrivals import (
    LIST,
    about_to_close,
    changed_wrongly,
    opened_wrongly,
    under_way,
)
from tests.browser.driving.live_site import CLOSED, LIVE
from tests.browser.scenes.scene import Scene

SCENES = (
    Scene("cycles", "coordinator", at(LIST)),
    Scene("cycles of nobody", "coordinator", at(f"/plans/{CLOSED}/cycles")),
    Scene("cycle opened with errors", "coordinator", opened_wrongly),
    Scene("cycle under way", "coordinator", under_way),
    Scene("cycle of a lead", "lead", under_way),
    Scene("cycle about to be closed", "coordinator", about_to_close),
    Scene("cycle changed with errors", "coordinator", changed_wrongly),
    Scene("report", "principal", at(f"/plans/{LIVE}/report")),
    Scene("report of a closed plan", "coordinator", at(f"/plans/{CLOSED}/report")),
    Scene("cycle that was closed", "auditor", at(f"{LIST}/1")),
)
