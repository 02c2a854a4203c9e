"""Finds the Chromium that browser tests drive; Playwright's own download is never used."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the path of the first Chromium in PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)
