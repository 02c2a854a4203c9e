"""Paths of this site, told from links elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_path(target: str) -> str:
    """Return a path of this site, or nothing: a link elsewhere is never followed."""
    parts = urlsplit(target)
    is_path = target.startswith("/") and not target.startswith("//") and "\\" not in target
    is_own = is_path and target.isprintable() and not parts.netloc and not parts.scheme
    return target if is_own else ""
