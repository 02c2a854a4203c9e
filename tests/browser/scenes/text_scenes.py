"""The text of a plan in every state: empty, written, discussed, refused, overtaken, and versions.

The sample plan that is closed has a text; the one under way has none until a scene begins it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.arrivals.arriving import at, sent_empty
from tests.browser.arrivals.text_arrivals import (
    changed_since,
    discussed,
    remark_without_words,
    section_overtaken,
    section_without_heading,
    source_of_nothing,
    text_begun,
    text_retired,
    version_kept,
)
from tests.browser.driving.live_site import CLOSED, LIVE, MARKED
from tests.browser.scenes.scene import Scene

if TYPE_CHECKING:
    from tests.browser.arrivals.arriving import Arrive

TEXT, VERSIONS = f"/plans/{LIVE}/text", f"/plans/{LIVE}/versions"
WRITTEN, FROZEN = f"/plans/{CLOSED}/text", f"/plans/{CLOSED}/versions"
EMPTY: Arrive = at(f"/plans/{MARKED}/text")

SCENES = (
    Scene("text of nothing", "coordinator", EMPTY),
    Scene("text written with sources", "principal", at(WRITTEN)),
    Scene("section with remarks", "auditor", at(f"{WRITTEN}/sections/4")),
    Scene("section with a table and sources", "auditor", at(f"{WRITTEN}/sections/3")),
    Scene("versions of a closed plan", "coordinator", at(FROZEN)),
    Scene("version of a plan", "principal", at(f"{FROZEN}/1")),
    Scene("section discussed", "coordinator", discussed),
    Scene("remark with errors", "coordinator", remark_without_words),
    Scene("version just kept", "coordinator", version_kept),
    Scene("changes between versions", "lead", at(f"{FROZEN}/1/changes?to=2")),
    Scene("text begun", "coordinator", text_begun),
    Scene("text of a lead", "lead", at(TEXT)),
    Scene("section to write", "coordinator", at(f"{TEXT}/sections/new")),
    Scene("section refused", "coordinator", section_without_heading),
    Scene("section overtaken", "coordinator", section_overtaken),
    Scene("source of a section with errors", "coordinator", source_of_nothing),
    Scene("section retired", "coordinator", text_retired),
    Scene("versions with errors", "coordinator", sent_empty(VERSIONS, "Keep version")),
    Scene("changes since a version", "coordinator", changed_since),
)
