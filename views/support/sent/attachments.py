"""The files and the link that a form carries; a form that comes back still has them."""

from __future__ import annotations

from typing import NamedTuple

from flask import request
from werkzeug.datastructures import FileStorage

from views.support.sent import uploads
from views.support.session import settings
from workplan.errors import InvalidInput, NotFound
from workplan.services.reporting.evidence import Given
from workplan.storage import kinds
from workplan.storage.choosing import store_at
from workplan.storage.store import Store

KEPT = "kept_file"


class Waiting(NamedTuple):
    """A file that was sent with a form that was not saved yet."""

    token: str
    name: str


def store() -> Store:
    """Return where this installation keeps evidence."""
    found = settings()
    return store_at(found.evidence_url, found.instance)


def is_any() -> bool:
    """Tell whether this request attaches anything."""
    return bool(_sent() or _waiting() or request.form.get("evidence_url", "").strip())


def given(owner_id: int) -> Given:
    """Return what this request attaches: new files, those that waited, and the link.

    Raises:
        InvalidInput: when a file that waited is no longer kept.
    """
    files = [(_name(file), file.stream.read(kinds.MAX_BYTES + 1)) for file in _sent()]
    try:
        files += [uploads.kept(token, owner_id) for token in _waiting()]
    except NotFound as gone:
        raise InvalidInput("evidence", str(gone)) from gone
    return Given(files, request.form.get("evidence_url", "").strip())


def keep(owner_id: int) -> list[Waiting]:
    """Keep the files of this request for the next try, and return them with those that waited.

    What may not be evidence anyhow does not wait.
    """
    waiting = []
    for token in _waiting():
        try:
            waiting.append(Waiting(token, uploads.kept(token, owner_id)[0]))
        except NotFound:
            continue
    for file in _sent():
        file.stream.seek(0)
        content = file.stream.read(kinds.MAX_BYTES + 1)
        try:
            name = kinds.checked(_name(file), content)
        except InvalidInput:
            continue
        waiting.append(Waiting(uploads.keep(content, name, owner_id), name))
    return waiting


def let_go(owner_id: int) -> None:
    """Forget the files that waited and are saved now."""
    for token in _waiting():
        uploads.let_go(token, owner_id)


def _waiting() -> list[str]:
    """Return the files that waited and are still ticked, each once."""
    return [*dict.fromkeys(request.form.getlist(KEPT))]


def _sent() -> list[FileStorage]:
    """Return the files that were chosen; a browser sends an empty one when none was."""
    return [file for file in request.files.getlist("evidence") if file.filename]


def _name(file: FileStorage) -> str:
    return file.filename or ""
