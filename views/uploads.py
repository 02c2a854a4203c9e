"""Files that were uploaded and wait to be confirmed: each for its person only, for a day."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

from views.session import actor, settings
from workplan.errors import NotFound

KEPT_SECONDS = 24 * 3600
LONGEST_NAME = 200


def keep(content: bytes, name: str) -> str:
    """Keep an upload and return the token by which its person finds it; old ones are cleared."""
    folder = settings().instance / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    _path(token).write_bytes(name.encode()[:LONGEST_NAME] + b"\0" + content)
    return token


def kept(token: str) -> tuple[str, bytes]:
    """Return the name and the content of an upload.

    Raises:
        NotFound: when it is not theirs, or no longer kept.
    """
    path = _path(token)
    if not path.exists():
        raise NotFound("That upload is no longer kept. Upload the file again.")
    name, _, content = path.read_bytes().partition(b"\0")
    return name.decode(errors="replace"), content


def let_go(token: str) -> None:
    """Forget an upload that has been saved or discarded."""
    _path(token).unlink(missing_ok=True)


def _path(token: str) -> Path:
    if len(token) != 32 or set(token) - set("0123456789abcdef"):
        raise NotFound("That upload is not known. Upload the file again.")
    return settings().instance / "uploads" / f"{actor().id}-{token}"
