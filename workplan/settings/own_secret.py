"""The random key of an installation that was given none."""

from __future__ import annotations

import secrets
from pathlib import Path


def kept_secret(folder: Path) -> str:
    """Return this instance's own random key, made at its first start and readable by us only.

    It appears under its name whole, so that several processes may start at once.
    """
    path = folder / "secret-key"
    if not path.exists() or not path.stat().st_size:
        draft = folder / f"secret-key-{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        _place(draft, path)
    return path.read_text(encoding="utf-8")


def _place(draft: Path, path: Path) -> None:
    """Put a finished file under its name, unless another process was first."""
    if path.exists() and not path.stat().st_size:
        path.unlink()  # an earlier start was cut short
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        draft.replace(path)
    draft.unlink(missing_ok=True)
