"""Tasks hold what the journal says, whatever happened; a row changed beside it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, text, update

from models import Task, TaskAgency
from support.chain import NOW
from support.play import Play
from workplan.extensions import db
from workplan.services import recomputed, tasks

if TYPE_CHECKING:
    from support.chain import Chain
    from support.office import Office
    from support.site import Site


def found() -> list[str]:
    db.session.rollback()
    return [str(difference) for difference in recomputed.differences(db.session())]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_history_tasks_hold_what_the_journal_says(office: Office, seed: int) -> None:
    play = Play(office, seed)
    for _ in range(60):
        play.act()
    assert found() == []
    assert len(db.session.scalars(select(Task)).all()) > 3


def test_on_a_whole_site_too(site: Site) -> None:
    with site.inside():
        assert found() == []


CHANGES = {
    "name": ("name", "'Another'", "name is “Another”, and should be “Draft part 1b”"),
    "code": ("code", "'zz'", "code is “zz”, and should be “1b”"),
    "duration_days": ("duration_days", "50", "duration_days is “50”, and should be “5”"),
    "percent": ("percent", "50", "percent is “50”, and should be “0” by no entry"),
    "finish_on": ("finish_on", "'2031-01-01'", "finish_on is “2031-01-01”, and should be “2026-"),
    "removed_at": ("removed_at", "'2026-01-01 00:00:00+00'", "present is “False”, and should be"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_field_that_was_changed_beside_the_journal_is_named(chain: Chain, name: str) -> None:
    column, value, said = CHANGES[name]
    db.session.execute(
        text(f"UPDATE tasks SET {column} = {value} WHERE id = :id"),  # noqa: S608  # ours
        {"id": chain.second},
    )
    db.session.commit()
    [line] = found()
    assert said in line
    assert f"(number {chain.second})" in line


def test_agencies_that_were_changed_beside_the_journal_are_named(chain: Chain) -> None:
    db.session.execute(delete(TaskAgency).where(TaskAgency.task_id == chain.first))
    db.session.commit()
    [line] = found()
    assert "leads is “[]”, and should be “[" in line


def test_a_task_that_is_gone_is_named_and_one_that_the_journal_does_not_know(chain: Chain) -> None:
    office = chain.office
    tasks.remove(office.coordinator, NOW, chain.beside, 1, "No longer wanted")
    assert found() == []
    db.session.execute(update(Task).where(Task.id == chain.beside).values(removed_at=None))
    db.session.commit()
    [line] = found()
    assert "present is “True”, and should be “False” by entry" in line
