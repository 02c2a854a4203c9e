"""Paths of this site, told from links elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_path(target: str) -> str:
    """Return a path of this site, or nothing: a link elsewhere is never followed."""
    is_path = target.startswith("/") and not target.startswith("//") and "\\" not in target
    if not is_path or not target.isprintable():
        return ""
    parts = urlsplit(target)
    return "" if parts.netloc or parts.scheme else target
