"""The clearance of a plan: of nothing, under way, refused, and one that ended with an approval."""

from __future__ import annotations

from tests.browser.arrivals.arriving import at
from tests.browser.arrivals.clearance_arrivals import (
    clearance_sent,
    cleared_by_mail,
    drop_without_reason,
)
from tests.browser.driving.live_site import CLOSED, MARKED
from tests.browser.scenes.scene import Scene

SCENES = (
    Scene("clearance of nothing", "coordinator", at(f"/plans/{MARKED}/clearance")),
    Scene("clearance that ended", "principal", at(f"/plans/{CLOSED}/clearance")),
    Scene("clearance under way", "coordinator", clearance_sent),
    Scene("clearing a plan by a link in a mail", "coordinator", cleared_by_mail),
    Scene("clearance with errors", "coordinator", drop_without_reason),
)
