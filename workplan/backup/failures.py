"""How backing up and restoring fail."""

from __future__ import annotations

from workplan.errors import WorkplanError


class BackupFailed(WorkplanError):
    """Nothing was made or changed; the text says why, and the way out."""
