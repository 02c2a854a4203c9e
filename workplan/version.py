"""Which version this is: pyproject.toml says it, and nothing else does."""

from __future__ import annotations

import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def ours() -> str:
    """Return the version of the app."""
    said: str = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    return said
