"""Many people save at once: one wins each version, nothing is lost, nothing is half there."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import StatusReport
from support.ground.moments import washington
from support.programs.saver_process import SaverProcess, is_report, save
from workplan.extensions import db
from workplan.services.record import journal
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.ground.office import Office

NOW = washington(2026, 9, 2)
AT_ONCE = 6

Save = tuple[str, int, bool]
"""A text, the version that it was written from, and whether it was taken."""


def check_nothing_is_lost(office: Office, task: int, saves: Iterable[Save]) -> None:
    """Compare what people were told with what is stored."""
    saves = list(saves)
    taken = [text for text, _, was_taken in saves if was_taken]
    once = Counter((v, is_report(text)) for text, v, was_taken in saves if was_taken)
    assert set(once.values()) == {1}
    row = office.task(task)
    assert row.version == 1 + len(taken)

    kept = []
    for entry in office.journal():
        if entry.subject_id == task and entry.verb in ("task.reported", "task.changed"):
            after = entry.after or {}
            kept.append(after.get("done") or after["description"])
    assert Counter(kept) == Counter(taken), "each accepted save stands in the journal once"
    reports = db.session.scalars(select(StatusReport.done).where(StatusReport.task_id == task))
    assert set(reports) <= set(taken)
    assert journal.verify(db.session())[0] == office.last_seq()


def test_of_reports_and_of_changes_from_one_version_at_one_moment_one_each_can_win(
    office: Office,
) -> None:
    task = office.add("1a", 10)
    app, saves = office.app, []
    for turn in range(6):
        barrier = threading.Barrier(AT_ONCE)
        version = office.task(task).version
        db.session.rollback()

        def try_to_save(
            number: int,
            turn: int = turn,
            version: int = version,
            barrier: threading.Barrier = barrier,
        ) -> Save:
            text = f"{turn}.{number}"
            with app.app_context():
                barrier.wait(30)
                return text, version, save(office.coordinator, NOW, task, version, text)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(try_to_save, range(AT_ONCE)))
        taken = Counter(is_report(text) for text, _, was_taken in found if was_taken)
        # A report stands beside a change of the task itself, but not beside another report.
        assert taken in ({True: 1}, {False: 1}, {True: 1, False: 1})
        saves += found
    check_nothing_is_lost(office, task, saves)


def test_processes_that_save_one_task_again_and_again_lose_nothing(office: Office) -> None:
    task = office.add("1a", 10)
    db.session.rollback()
    with ExitStack() as stack:
        savers = [
            stack.enter_context(SaverProcess(office.app, office.coordinator, f"saver {n}"))
            for n in range(3)
        ]
        for saver in savers:
            saver.save(task, 15, NOW)
        saves = [made for saver in savers for made in saver.done()]
    assert len(saves) == 45
    check_nothing_is_lost(office, task, saves)


def test_people_who_save_different_tasks_at_the_same_moment_all_succeed(office: Office) -> None:
    ids = [office.add(f"1{n}", 5) for n in range(AT_ONCE)]
    version = office.plan().version
    db.session.rollback()
    barrier = threading.Barrier(AT_ONCE)

    def save_one(task: int) -> bool:
        with office.app.app_context():
            barrier.wait(30)
            return save(office.coordinator, NOW, task, 1, f"task {task}")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert all(pool.map(save_one, ids))
    assert office.plan().version == version + AT_ONCE
    journal.verify(db.session())


def test_a_day_that_passes_while_people_save_loses_nothing_either(office: Office) -> None:
    ids = [office.add(f"1{n}", 5) for n in range(4)]
    plan = office.plan().id
    db.session.rollback()
    barrier = threading.Barrier(len(ids) + 2)

    def work(task: int | None) -> int:
        with office.app.app_context():
            barrier.wait(30)
            if task is None:
                return len(plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 11)), plan))
            return save(office.coordinator, washington(2026, 9, 11), task, 1, f"task {task}")

    with ThreadPoolExecutor(len(ids) + 2) as pool:
        done = list(pool.map(work, [*ids, None, None]))
    assert done[:4] == [1] * 4
    assert sum(done[4:]) == 1, "the first day that passes is today"
    today = date(2026, 9, 11)
    for task in ids:
        row = office.task(task)
        assert row.start_on == (row.actual_start_on or today)
    assert journal.verify(db.session())[0] == office.last_seq()
