"""What holds for every page in every state, on a desk and on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Error as PlaywrightError

from support.ground.places import ROOT
from tests.browser.driving.windows import DESKTOP, PHONE
from tests.browser.scenes.every import SCENES
from tests.browser.scenes.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PROBES = Path(__file__).with_name("probes.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

of_every_scene = pytest.mark.parametrize("scene", SCENES, ids=str)


@dataclass
class Findings:
    """What was found wrong with a scene."""

    axe: list[str]
    on_phone: dict[str, list[str]]
    complaints: list[str]


@pytest.fixture(scope="module")
def look_at(all_windows: Windows, site: LiveSite) -> Iterator[Callable[[Scene], Findings]]:
    """Return what looks at a scene, once, however many tests ask; each person has one window."""
    window = cache(all_windows.open)
    yield cache(lambda scene: findings_of(scene, window(scene.who), all_windows, site))
    all_windows.close()


def findings_of(scene: Scene, page: Page, windows: Windows, site: LiveSite) -> Findings:
    """Go to a scene and look at it with everything, on a desk and on a phone."""
    page.set_viewport_size(DESKTOP)
    try:
        scene.arrive(page, site)
        page.evaluate(AXE)
        axe = [f"desk: {line}" for line in axe_violations(page)]
        page.set_viewport_size(PHONE)
        axe += [f"phone: {line}" for line in axe_violations(page)]
        on_phone = page.evaluate(PROBES)
    except PlaywrightError as error:
        windows.complaints()
        pytest.fail(f"Nobody got there: {error.message}")
    return Findings(axe, on_phone, windows.complaints())


def axe_violations(page: Page) -> list[str]:
    """Return each violation with what it is in."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: Any = page.evaluate("options => axe.run(options)", options)
    return [
        f"{violation['id']}: {node['html'][:150]} — {node['failureSummary'][:300]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@of_every_scene
def test_axe_finds_nothing(scene: Scene, look_at: Callable[[Scene], Findings]) -> None:
    assert look_at(scene).axe == []


@of_every_scene
def test_nothing_is_wider_than_a_phone(scene: Scene, look_at: Callable[[Scene], Findings]) -> None:
    assert look_at(scene).on_phone["tooWide"] == []


@of_every_scene
def test_no_text_is_cut_or_runs_over_another_on_a_phone(
    scene: Scene, look_at: Callable[[Scene], Findings]
) -> None:
    on_phone = look_at(scene).on_phone
    assert on_phone["cut"] + on_phone["overlapping"] == []


@of_every_scene
def test_what_is_tapped_is_as_big_as_a_fingertip(
    scene: Scene, look_at: Callable[[Scene], Findings]
) -> None:
    assert look_at(scene).on_phone["tooSmall"] == []


@of_every_scene
def test_all_text_is_in_the_typeface_of_the_site(
    scene: Scene, look_at: Callable[[Scene], Findings]
) -> None:
    assert look_at(scene).on_phone["inAnotherType"] == []


@of_every_scene
def test_no_page_complains_or_asks_another_host(
    scene: Scene, look_at: Callable[[Scene], Findings]
) -> None:
    assert look_at(scene).complaints == []
