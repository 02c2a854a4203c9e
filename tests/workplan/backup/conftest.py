"""Fixtures of these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.files.backing_up import NOW, PICTURE, settings, store
from support.ground.fixtures import founded, office
from workplan.backup import making
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.reporting import evidence
from workplan.services.reporting.evidence import Given

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office

__all__ = ["founded", "office"]


@pytest.fixture
def worked(office: Office) -> Office:
    """An office with a task, a report and a file."""
    task = office.add("1a", 5)
    office.report(task, percent=20)
    given = Given(files=[("picture.png", PICTURE)])
    evidence.add(store(office), Change(office.coordinator, NOW), task, given)
    db.session.rollback()
    return office


@pytest.fixture
def made(worked: Office, tmp_path: Path) -> Path:
    return making.make(settings(worked), db.engine, store(worked), NOW, tmp_path / "backups")
