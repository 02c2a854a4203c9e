"""Backing an office up and bringing it back, as the commands do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from workplan.backup import restoring
from workplan.extensions import db
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from config import Settings
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def settings(office: Office) -> Settings:
    found: Settings = office.app.extensions["workplan"]
    return found


def store(office: Office) -> DiskStore:
    return DiskStore(settings(office).instance / "evidence")


def restore(office: Office, folder: Path, *, overwrites: bool = True) -> restoring.Restored:
    db.session.remove()
    return restoring.restore(db.engine, store(office), NOW, folder, overwrites=overwrites)


def run(office: Office, *arguments: str) -> Result:
    db.session.remove()
    return office.app.test_cli_runner().invoke(args=arguments)
