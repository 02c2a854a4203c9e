#!/usr/bin/env python3
"""Take the pictures of the help pages from a running sample, so that they can be renewed.

    make run                                        in one terminal, with the sample plans
    .venv/bin/python docs/picture_help.py           in another

Each picture is a part of one page, as one of the sample people sees it, small enough to be kept
beside the code. Their list, with size and alternative text, is what the help pages read.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "workplan" / "static" / "help"
SIGN_INS = "sample-sign-ins.json"
LARGEST = 60_000
WIDTH, HEIGHT = 1100, 560
QUALITY = (80, 65, 50, 35)


class Shot(NamedTuple):
    """A picture: of which job, by whom, on which page, and what it shows.

    Args:
        part: what of the page is taken; the top of the page without it.
    """

    role: str
    job: str
    who: str
    path: str
    alt: str
    part: str = ""


PLAN = "/plans/arms-transfer-strategy"
LEAD = "margaret.lindqvist@state.example"
COORDINATOR = "daniel.okafor@state.example"
SHOTS = (
    Shot(
        "lead",
        "report",
        LEAD,
        "/",
        "A task of My work: fields for status, percentage, forecast and note, with the buttons "
        "Save and Nothing changed",
        "article",
    ),
    Shot(
        "coordinator",
        "answer",
        COORDINATOR,
        PLAN,
        "The top of a plan’s overview: the title says when the plan ends and how far that is from "
        "the last suspense",
    ),
    Shot(
        "viewer",
        "progress",
        "camille.durand@whitehouse.example",
        f"{PLAN}/burndown",
        "A burndown: work left as a line, the plan as a dashed line beside it",
        "figure",
    ),
    Shot(
        "auditor",
        "who",
        "joseph.tanaka@audit.example",
        f"{PLAN}/journal",
        "The journal of a plan: when, who, what, and how many tasks each change moved",
    ),
    Shot(
        "administrator",
        "state",
        "priya.raman@workplan.example",
        "/admin",
        "The state of the house: what needs attention with what to do, then the facts",
    ),
)


def main() -> None:
    """Take every picture, and write their list."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--site", default="http://127.0.0.1:8000", help="where the sample runs")
    parser.add_argument("--instance", type=Path, default=ROOT / "instance", help="its folder")
    given = parser.parse_args()
    raw = (given.instance / SIGN_INS).read_text(encoding="utf-8")
    passwords = {person["email"]: person["password"] for person in json.loads(raw)}
    FOLDER.mkdir(exist_ok=True)
    listed = []
    for shot, png in _taken(given.site, passwords):
        name = f"{shot.role}-{shot.job}.webp"
        width, height = _keep(png, FOLDER / name)
        listed.append(
            {
                "role": shot.role,
                "job": shot.job,
                "file": name,
                "width": width,
                "height": height,
                "alt": shot.alt,
            }
        )
        print(f"{name}: {width} × {height}, {(FOLDER / name).stat().st_size:,} bytes")
    text = json.dumps(listed, indent=1, ensure_ascii=False) + "\n"
    (FOLDER / "pictures.json").write_text(text, encoding="utf-8")


def _taken(site: str, passwords: dict[str, str]) -> list[tuple[Shot, bytes]]:
    """Return each picture as Chromium shows it."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for shot in SHOTS:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            _sign_in(page, site, shot.who, passwords[shot.who])
            page.goto(site + shot.path)
            part = page.locator(shot.part).first if shot.part else page
            found.append((shot, part.screenshot()))
            page.close()
        browser.close()
    return found


def _sign_in(page: Any, site: str, email: str, password: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{site}/login")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="I consent: sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)


def _keep(png: bytes, path: Path) -> tuple[int, int]:
    """Write a picture as small as it has to be, and return its size."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.thumbnail((WIDTH, HEIGHT))
    for quality in QUALITY:
        image.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= LARGEST:
            break
    return image.width, image.height


if __name__ == "__main__":
    main()
