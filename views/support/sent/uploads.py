"""Files that are uploaded: how large they may be, and where they wait to be confirmed."""

from __future__ import annotations

import json
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.datastructures import MultiDict

from views.support.session import settings
from workplan.errors import NotFound
from workplan.exchange import formats
from workplan.exchange.documents import texts
from workplan.plain_text import one_line
from workplan.services.reporting.evidence import MOST_AT_ONCE
from workplan.storage import kinds

KEPT_SECONDS = 24 * 3600
MOST_KEPT = 2 * (formats.MAX_BYTES + 1024 * 1024)
"""How many bytes of one person wait at most: two of the largest files."""
LONGEST_NAME = 200
BESIDE_FILES = 1024 * 1024
LARGEST = {
    "imports.upload": formats.MAX_BYTES + BESIDE_FILES,
    "directive_reading.read": texts.MAX_BYTES + BESIDE_FILES,
    "evidence.add": MOST_AT_ONCE * kinds.MAX_BYTES + BESIDE_FILES,
    "reports.report": MOST_AT_ONCE * kinds.MAX_BYTES + BESIDE_FILES,
    "rounds.send": MOST_AT_ONCE * kinds.MAX_BYTES + BESIDE_FILES,
    "mail_links.report": MOST_AT_ONCE * kinds.MAX_BYTES + BESIDE_FILES,
}
"""How many bytes a request may have where files are taken; elsewhere the app's limit holds."""


def allow_files(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001  # the signature is Flask's
    """Raise the limit of a request that may carry files, before anything reads its form."""
    if endpoint in LARGEST:
        request.max_content_length = LARGEST[endpoint]


def init_app(app: Flask) -> None:
    """Bind the limits to an app."""
    app.url_value_preprocessor(allow_files)


def keep(content: bytes, name: str, owner_id: int, token: str = "") -> str:
    """Keep an upload for a day and return the token by which its person finds it.

    Args:
        token: one that is known already, whose upload is replaced; else a new one.

    What is older is cleared, and so is what a person has beyond a quota, the oldest first: whoever
    comes back to such a form is told to choose the file again.
    """
    folder = settings().instance / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(folder, owner_id, MOST_KEPT - len(content))
    token = token or secrets.token_hex(16)
    _path(token, owner_id).write_bytes(one_line(name, LONGEST_NAME).encode() + b"\0" + content)
    return token


def _clear(folder: Path, owner_id: int, room: int) -> None:
    """Let go of what is old, and of a person's oldest until the rest fits."""
    own = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another request may clear at the same time
            found = path.stat()
            if found.st_mtime < time.time() - KEPT_SECONDS:
                path.unlink(missing_ok=True)
            elif path.name.startswith(f"{owner_id}-"):
                own.append((found.st_mtime_ns, found.st_size, path))
    for _, size, path in sorted(own, reverse=True):
        room -= size
        if room < 0:
            path.unlink(missing_ok=True)


def kept(token: str, owner_id: int) -> tuple[str, bytes]:
    """Return the name and the content of an upload.

    Raises:
        NotFound: when it is not theirs, or no longer kept.
    """
    path = _path(token, owner_id)
    if not path.exists():
        raise NotFound("That upload is no longer kept. Upload the file again.")
    name, _, content = path.read_bytes().partition(b"\0")
    return name.decode(errors="replace"), content


def note(token: str, owner_id: int, said: MultiDict[str, str]) -> None:
    """Keep what was said of an upload beside it, so that its page can be loaded again.

    Args:
        said: the fields of the form, as they were sent.
    """
    kept_pairs = [*said.items(multi=True)]
    _note_path(token, owner_id).write_text(json.dumps(kept_pairs), encoding="utf-8")


def noted(token: str, owner_id: int) -> MultiDict[str, str]:
    """Return what was said of an upload the last time; nothing where nobody said anything."""
    path = _note_path(token, owner_id)
    pairs = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return MultiDict([(name, value) for name, value in pairs])


def let_go(token: str, owner_id: int) -> None:
    """Forget an upload that has been saved or discarded."""
    _path(token, owner_id).unlink(missing_ok=True)
    _note_path(token, owner_id).unlink(missing_ok=True)


def _note_path(token: str, owner_id: int) -> Path:
    return _path(token, owner_id).with_suffix(".json")


def _path(token: str, owner_id: int) -> Path:
    if len(token) != 32 or set(token) - set("0123456789abcdef"):
        raise NotFound("That upload is not known. Upload the file again.")
    return settings().instance / "uploads" / f"{owner_id}-{token}"
