"""The store that the settings name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from workplan.storage.disk import DiskStore
from workplan.storage.store import Store


@cache
def store_at(url: str, instance: Path) -> Store:
    """Return the store at a URL, or the folder of this instance when there is none.

    The library that speaks S3 is loaded only where it is used: it takes 20 MB of each worker.
    """
    if not url:
        return DiskStore(instance / "evidence")
    from workplan.storage.s3 import S3Store

    return S3Store(url)
