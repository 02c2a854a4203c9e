"""Finds the Chromium that browser tests drive; Playwright's own download is never used."""

from __future__ import annotations

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first has no window, tabs or toolbar, which take a third of the time of the tests."""


def find_chromium() -> str | None:
    """Return the path of the first Chromium in PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)
