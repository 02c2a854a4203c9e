"""Tasks hold what the journal says, whatever happened; a row changed beside it is named."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, text, update

from models import Task, TaskAgency
from support.files.merging import MARCH, a_file, bring_in, file_of, merge
from support.ground.chain import NOW
from support.ground.play import Play
from workplan.calendars.spans import days
from workplan.exchange.planfile import FileTask
from workplan.extensions import db
from workplan.services.history import recomputed
from workplan.services.tasks.task_fields import TaskFields

if TYPE_CHECKING:
    from support.ground.chain import Chain
    from support.ground.office import Office
    from support.ground.site import Site


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


def test_every_field_that_a_coordinator_decides_is_worked_out() -> None:
    stored = {field.name for field in fields(TaskFields)} - {"leads", "supports", "suspense"}
    assert stored == set(recomputed.STRUCTURE)


def test_on_a_whole_site_too(site: Site) -> None:
    with site.inside():
        assert found() == []


def test_after_an_import_and_a_merge_too(office: Office) -> None:
    plan = a_file(
        FileTask(1, "Done", 3, actual_start_on=MARCH, actual_finish_on=MARCH, percent=100),
        FileTask(
            2, "Under way", 5, actual_start_on=MARCH, percent=40, forecast_on=date(2027, 5, 3)
        ),
        FileTask(3, "Not begun", 2, due_after=(2, days(10))),
    )
    slug = bring_in(office, plan)
    assert found() == []
    newer = file_of(office, slug)
    newer.tasks[1].percent = 60
    newer.tasks.append(FileTask(9, "Begun elsewhere", 4, actual_start_on=MARCH, percent=10))
    merge(office, slug, newer)
    assert found() == []
    before = [row.name for row in db.session.scalars(select(Task))]
    assert {"Done", "Begun elsewhere"} <= set(before)


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


def test_a_row_that_the_journal_does_not_know_is_named(chain: Chain) -> None:
    copied = "plan_id, duration_days, constraint_code, dates_source, status, name, description"
    folded = "folded_code, folded_name, folded_description, source_note, percent, version"
    zeroes = "is_critical, late_days"
    db.session.execute(
        text(
            f"INSERT INTO tasks (uid, position, code, {copied}, {folded}, {zeroes}) "  # noqa: S608  # ours
            f"SELECT uid + 900, position + 900, 'forged', {copied}, {folded}, {zeroes} "
            "FROM tasks WHERE id = :id"
        ),
        {"id": chain.beside},
    )
    db.session.commit()
    [line] = found()
    assert "task forged" in line
    assert "and should be empty by no entry" in line


def test_a_task_that_was_brought_back_beside_the_journal_is_named(chain: Chain) -> None:
    office = chain.office
    office.remove(chain.beside, NOW)
    assert found() == []
    db.session.execute(update(Task).where(Task.id == chain.beside).values(removed_at=None))
    db.session.commit()
    [line] = found()
    assert "present is “True”, and should be “False” by entry" in line
