"""The journal walked on a page: bounded, gone on with, and compared with what was kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import JournalEntry
from support.ground.chain import without_triggers
from support.ground.moments import washington
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.operations import checkpoints, verifications
from workplan.services.operations.verifications import Verified
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.chain import Chain
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def verify(office: Office, folder: Path, after: int = 0, seconds: float = 10) -> Verified:
    admin = Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)
    verifications.verify(Change(admin, NOW), folder, after, seconds)
    found = verifications.last_of(db.session())
    assert found is not None
    return found


def keep(folder: Path, name: str) -> None:
    taken = checkpoints.take(db.session(), NOW)
    (folder / f"{name}.json").write_text(taken.written(), encoding="utf-8")


def test_a_journal_that_holds_is_walked_to_its_end(chain: Chain, tmp_path: Path) -> None:
    keep(tmp_path, "2026-09-01")
    end = chain.office.last_seq()
    found = verify(chain.office, tmp_path)
    assert (found.first, found.last, found.is_whole) == (1, end, True)
    assert (found.said, found.compared) == ("", 1)
    assert found.entry.verb == "journal.verified"


def test_a_walk_that_takes_too_long_is_gone_on_with(chain: Chain, tmp_path: Path) -> None:
    found = verify(chain.office, tmp_path, seconds=0)
    assert (found.first, found.last, found.is_whole) == (1, 1, False)
    found = verify(chain.office, tmp_path, after=found.last)
    assert (found.first, found.is_whole, found.said) == (2, True, "")


def test_an_entry_that_was_altered_is_named(chain: Chain, tmp_path: Path) -> None:
    without_triggers()
    db.session.execute(update(JournalEntry).where(JournalEntry.seq == 3).values(reason="No"))
    db.session.commit()
    found = verify(chain.office, tmp_path)
    assert found.said == "The journal does not hold at entry 3."


def test_a_checkpoint_that_differs_is_named(chain: Chain, tmp_path: Path) -> None:
    taken = checkpoints.take(db.session(), NOW)._replace(head="f" * 64)
    (tmp_path / "2026-09-01.json").write_text(taken.written(), encoding="utf-8")
    assert "written anew" in verify(chain.office, tmp_path).said


def test_files_that_hold_no_checkpoint_are_listed_with_why(
    office: Office,  # noqa: ARG001
    tmp_path: Path,
) -> None:
    keep(tmp_path, "2026-09-01")
    (tmp_path / "2026-09-02.json").write_text("{}", encoding="utf-8")
    first, second = verifications.kept_checkpoints(tmp_path)
    assert (first.name, first.taken) == ("2026-09-02", None)
    assert "holds no checkpoint" in first.problem
    assert second.taken is not None
    assert verifications.kept_checkpoints(tmp_path / "none") == []


def test_nobody_else_walks_it_and_no_entry_is_made_up(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        verifications.verify(Change(office.auditor, NOW + timedelta(days=1)), tmp_path)
    with pytest.raises(InvalidInput, match="There is no entry"):
        verify(office, tmp_path, after=10_000)
