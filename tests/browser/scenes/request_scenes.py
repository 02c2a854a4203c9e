"""Change requests: the list, one that waits, one that was accepted, the form, and a refusal."""

from __future__ import annotations

from tests.browser.arrivals.arriving import at
from tests.browser.arrivals.request_arrivals import asked_by_form, beyond_the_limit, no_limit
from tests.browser.driving.live_site import LIVE, MARKED
from tests.browser.scenes.scene import Scene

PAGE = f"/plans/{LIVE}/changes"
SCENES = (
    Scene("change requests", "coordinator", at(PAGE)),
    Scene("change requests of nobody", "coordinator", at(f"/plans/{MARKED}/changes")),
    Scene("change requests with errors", "principal", no_limit),
    Scene("change request that waits", "principal", at(f"{PAGE}/2")),
    Scene("change request that was accepted", "lead", at(f"{PAGE}/1")),
    Scene("change asked for", "lead", asked_by_form),
    Scene("change beyond the limit", "coordinator", beyond_the_limit),
)
