"""The picture of the rooms shows the code as it is."""

from __future__ import annotations

import runpy
from xml.etree import ElementTree

import pytest

from support.ground.places import ROOT, SERVICES

COMMAND = "python3 docs/draw_rooms.py"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn() -> str:
    """The picture as the script draws it now."""
    picture: str = runpy.run_path(str(ROOT / "docs" / "draw_rooms.py"))["draw"]()
    return picture


def test_the_picture_is_in_step_with_the_code(drawn: str) -> None:
    kept = (ROOT / "docs" / "rooms.svg").read_text(encoding="utf-8")
    assert kept == drawn, f"docs/rooms.svg is out of step with the code. Run: {COMMAND}"


def test_the_picture_says_in_words_what_it_shows(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)  # noqa: S314  # our own drawing
    said = {part.tag.removeprefix(SVG): part.text or "" for part in root[:2]}
    assert said.keys() == {"title", "desc"}
    assert set(root.attrib["aria-labelledby"].split()) == {"title", "desc"}
    rooms = [folder.name for folder in SERVICES.iterdir() if (folder / "README.md").exists()]
    assert [room for room in rooms if room not in said["desc"]] == []


def test_every_room_of_the_services_has_a_box(drawn: str) -> None:
    texts = {part.text for part in ElementTree.fromstring(drawn).iter(f"{SVG}text")}  # noqa: S314
    rooms = {folder.name for folder in SERVICES.iterdir() if (folder / "__init__.py").exists()}
    assert rooms <= texts
