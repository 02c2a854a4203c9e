"""What a backup says of itself: which files, which rows, which journal, which key signed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from workplan.backup.failures import BackupFailed

NAME = "manifest.json"
FORM = 1
CHUNK = 2**20


@dataclass(frozen=True)
class Manifest:
    """The contents of a backup.

    Args:
        made_at: ISO, UTC.
        database: `sqlite` or `postgresql`, with the major version of the server.
        schema: the migration that its tables are at.
        rows: how many rows each table has.
        journal_seq, journal_head: the last entry of the journal.
        key: the fingerprint of the secret key in use; the key itself is not in the backup.
        files: SHA-256 of each file by its path in the folder.
        missing: files of evidence that the store did not give.
        is_opened: whether the copy was opened again and compared with what was copied.
    """

    made_at: str
    database: str
    schema: str
    rows: dict[str, int]
    journal_seq: int
    journal_head: str
    key: str
    files: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    is_opened: bool = True
    form: int = FORM

    def write(self, folder: Path) -> None:
        """Write the manifest; a folder without one is no backup."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup.

    Raises:
        BackupFailed: when there is none, or none of ours.
    """
    try:
        raw = json.loads((folder / NAME).read_text(encoding="utf-8"))
        found = Manifest(**raw)
        _check_types(found)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise BackupFailed(f"{folder} is no backup of ours: {str(error)[:200]}") from error
    if found.form != FORM:
        raise BackupFailed(f"{folder} was made by another version (form {found.form}, not {FORM}).")
    return found


def _check_types(found: Manifest) -> None:
    """Raise TypeError for a manifest whose parts are of other kinds than ours."""
    texts = (found.made_at, found.database, found.schema, found.journal_head, found.key)
    maps = ((found.rows, int), (found.files, str))
    is_sound = all(isinstance(text, str) for text in texts) and isinstance(found.journal_seq, int)
    for mapping, kind in maps:
        is_sound = is_sound and isinstance(mapping, dict)
        is_sound = is_sound and all(isinstance(value, kind) for value in mapping.values())
    if not is_sound or not isinstance(found.missing, list):
        raise TypeError("its manifest has parts of another kind")


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest.

    Raises:
        BackupFailed: naming the first files that are missing, altered, or not in the manifest.
    """
    strange = [
        f"{path.relative_to(folder)} is neither a file nor a folder"
        for path in folder.rglob("*")
        if path.is_symlink() or not (path.is_file() or path.is_dir())
    ]
    if strange:
        raise BackupFailed(f"{folder} is not what was backed up: {'; '.join(strange[:5])}.")
    present = {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path != folder / NAME
    }
    wrong = [f"{name} is missing" for name in sorted(manifest.files.keys() - present)]
    wrong += [f"{name} is not in the manifest" for name in sorted(present - manifest.files.keys())]
    wrong += [
        f"{name} was altered"
        for name in sorted(present & manifest.files.keys())
        if digest(folder / name) != manifest.files[name]
    ]
    if wrong:
        raise BackupFailed(f"{folder} is not what was backed up: {'; '.join(wrong[:5])}.")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def fingerprint(key: str) -> str:
    """Return what tells a key from another and gives nothing of it away."""
    return hashlib.sha256(b"workplan key " + key.encode()).hexdigest()[:16]
