"""Whatever is claimed, ended, removed, moved and undone: the burndown counts as the plan does."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from models import Claim, JournalEntry
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.errors import WorkplanError
from workplan.extensions import db
from workplan.forecast.burndown import Burndown
from workplan.services.changes.undo import undo
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.pages.burndown.parts import WHOLE, Part, parts_of
from workplan.services.pages.burndown.replays import apart_of_plan, replayed
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import acceptance, claims, ways_out
from workplan.services.reporting.ways_out import Ended
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields
from workplan.services.tasks import plan_counts, states

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from workplan.forecast.burndown_days import Arithmetic, Unit

START = washington(2026, 9, 7)
UNITS: tuple[Unit, Unit] = ("tasks", "days")


def on(days: int) -> datetime:
    return START + timedelta(days=days)


@pytest.fixture
def efforts(office: Office) -> tuple[int, int]:
    """Two lines of effort of a plan whose every claim is checked."""
    with writing():
        office.plan().verifies = "everything"
    first, second = (
        lines_of_effort.add(Change(office.coordinator, START), SLUG, EffortFields(code, "Line"))
        for code in ("X", "Y")
    )
    return first, second


def found(office: Office, day: date, part: Part = WHOLE) -> Burndown:
    db.session.rollback()
    return burndown_of(db.session(), office.plan(), day, part)


def sum_of(office: Office, day: datetime, unit: Unit = "tasks", part: Part = WHOLE) -> Arithmetic:
    sum_ = found(office, day.date(), part).arithmetic(unit)
    assert sum_ is not None
    return sum_


def add(office: Office, code: str, days: int, effort: int | None = None) -> int:
    """Add a task of an agency whose claims the coordinator checks."""
    return office.add(code, days, now=START, leads=("DSCA",), initiative_id=effort)


def complete(office: Office, task_id: int, now: datetime) -> None:
    office.report(task_id, now, office.coordinator, status="complete", percent=100)


def end(office: Office, task_id: int, now: datetime) -> None:
    version = office.task(task_id).version
    ways_out.end(Change(office.coordinator, now), task_id, version, Ended("not_done", "No money"))


def last_entry(task_id: int, *verbs: str) -> int:
    wanted = select(JournalEntry.seq).where(
        JournalEntry.subject_type == "task",
        JournalEntry.subject_id == task_id,
        JournalEntry.verb.in_(verbs),
    )
    return db.session.scalars(wanted.order_by(JournalEntry.seq.desc()).limit(1)).one()


def test_the_undo_of_a_report_that_withdrew_a_claim_changes_no_day_before_it(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "2a", 10, efforts[0])
    complete(office, task, on(1))
    office.report(task, on(3), office.coordinator, percent=50)
    before = {day: [sum_of(office, on(day), unit) for unit in UNITS] for day in (1, 2, 4)}
    undo(Change(office.coordinator, on(8)), last_entry(task, "task.reported"))
    assert {day: [sum_of(office, on(day), unit) for unit in UNITS] for day in before} == before
    sum_ = sum_of(office, on(8))
    assert (sum_.done, sum_.apart.claimed) == (0, 1)
    rows = db.session.scalars(select(Claim).order_by(Claim.id)).all()
    assert [(one.state, one.decided_on) for one in rows] == [
        ("withdrawn", on(3).date()),
        ("open", None),
    ]
    again = rows[1]
    assert (again.claimed_on, again.before) == (on(1).date(), rows[0].before)
    assert office.task(task).actual_finish_on == on(1).date()


def test_a_task_that_was_ended_and_is_removed_is_not_done_and_past_days_stay(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "2a", 10, efforts[0])
    end(office, task, on(4))
    before = [sum_of(office, on(5), unit) for unit in UNITS]
    office.remove(task, on(9))
    assert [sum_of(office, on(5), unit) for unit in UNITS] == before
    for unit, amount in (("tasks", 1), ("days", 10)):
        sum_ = sum_of(office, on(9), unit)  # type: ignore[arg-type]  # both are units
        assert (sum_.done, sum_.apart.ended, sum_.removed) == (0, 0, amount)
    removed = sum_of(office, on(10))
    undo(Change(office.coordinator, on(11)), last_entry(task, "task.removed"))
    assert sum_of(office, on(11)).apart.ended == 1
    assert sum_of(office, on(10)) == removed


def test_a_task_that_was_ended_goes_with_its_line_of_effort(
    office: Office, efforts: tuple[int, int]
) -> None:
    for code, effort in zip("AB", efforts, strict=True):
        add(office, code, 4, effort)
    task = add(office, "2a", 10, efforts[0])
    end(office, task, on(4))
    old, new = (Part("effort", effort) for effort in efforts)
    before = [sum_of(office, on(5), unit, old) for unit in UNITS]
    office.change(task, on(6), initiative_id=efforts[1])
    assert [sum_of(office, on(5), unit, old) for unit in UNITS] == before
    for unit in UNITS:
        was, now = sum_of(office, on(6), unit, old), sum_of(office, on(6), unit, new)
        amount = 1 if unit == "tasks" else 10
        assert (was.done, was.apart.ended, was.removed) == (0, 0, amount)
        assert (now.done, now.apart.ended, now.added) == (0, amount, amount)


def test_what_was_ended_moves_no_projected_end_nearer(
    office: Office, efforts: tuple[int, int]
) -> None:
    work = add(office, "A", 20, efforts[0])
    huge = add(office, "B", 100, efforts[0])
    add(office, "C", 60, efforts[0])
    office.report(work, on(7), office.coordinator, percent=50)
    before = found(office, on(7).date()).projection
    assert before.worked_days == 10
    end(office, huge, on(7))
    after = found(office, on(7).date())
    assert (after.projection.worked_days, after.projection.passed_days) == (
        10,
        before.passed_days,
    )
    assert "10 working days of work were worked off in" in after.projection.rule
    assert [day.worked_days for day in after.days if day.on == on(7).date()] == [10]


def test_a_claim_counts_as_worked_until_its_task_is_ended(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "A", 10, efforts[0])
    add(office, "B", 100)
    complete(office, task, on(7))
    assert found(office, on(7).date()).projection.worked_days == 10
    end(office, task, on(8))
    assert found(office, on(8).date()).projection.worked_days == 0


def test_a_claimed_task_that_is_re_estimated_and_returned_leaves_what_it_is_estimated_at(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "2a", 10, efforts[0])
    first = sum_of(office, START, "days").left
    complete(office, task, on(1))
    office.change(task, on(2), duration_days=30)
    claimed = sum_of(office, on(2), "days")
    assert (claimed.done, claimed.reestimated, claimed.apart.claimed) == (0, 20, 30)
    claim = claims.open_claim(db.session(), task)
    assert claim is not None
    acceptance.send_back(Change(office.coordinator, on(3)), claim.id, "Not signed")
    sum_ = sum_of(office, on(3), "days")
    assert (sum_.done, sum_.reestimated, sum_.left) == (0, 20, first + 20)


KINDS = (
    *("report", "complete", "complete", "accept", "send_back", "withdraw", "reverse", "end"),
    *("bring_back", "remove", "restore", "undo", "undo", "move", "re_estimate", "below"),
)


class Player:
    """Does something to a task, at random; what is refused changes nothing."""

    def __init__(self, office: Office, efforts: tuple[int, int], chance: Random) -> None:
        self.office, self.efforts, self.chance = office, efforts, chance
        self.tasks = [
            add(office, f"T{number}", chance.randint(1, 20), effort)
            for number, effort in enumerate((*efforts, *efforts))
        ]

    def play(self, now: datetime) -> str:
        """Do one thing that is not refused, and return its name and its task."""
        change = Change(self.office.coordinator, now)
        for kind in self.chance.sample(KINDS, len(KINDS)):
            for task in self.chance.sample(self.tasks, len(self.tasks)):
                try:
                    getattr(self, f"_{kind}")(change, task)
                except (WorkplanError, NoResultFound):
                    db.session.rollback()
                else:
                    return kind
        raise AssertionError("everything is refused")

    def _report(self, change: Change, task: int) -> None:
        percent = self.chance.randint(0, 99)
        self.office.report(task, change.now, self.office.coordinator, percent=percent)

    def _complete(self, change: Change, task: int) -> None:
        complete(self.office, task, change.now)

    def _claim(self, task: int) -> int:
        db.session.rollback()
        claim = claims.open_claim(db.session(), task)
        return claim.id if claim else 0

    def _accept(self, change: Change, task: int) -> None:
        acceptance.accept(change, self._claim(task))

    def _send_back(self, change: Change, task: int) -> None:
        acceptance.send_back(change, self._claim(task), "Not signed")

    def _withdraw(self, change: Change, task: int) -> None:
        acceptance.withdraw(change, self._claim(task))

    def _reverse(self, change: Change, task: int) -> None:
        acceptance.reverse(change, task, "Not so")

    def _end(self, change: Change, task: int) -> None:
        end(self.office, task, change.now)

    def _bring_back(self, change: Change, task: int) -> None:
        ways_out.bring_back(change, task, self.office.task(task).version, "Money")

    def _remove(self, change: Change, task: int) -> None:
        self.office.remove(task, change.now)

    def _restore(self, change: Change, task: int) -> None:
        undo(change, last_entry(task, "task.removed"))

    def _undo(self, change: Change, task: int) -> None:
        undo(change, last_entry(task, "task.reported", "task.changed", "task.added"), is_sure=True)

    def _move(self, change: Change, task: int) -> None:
        self.office.change(task, change.now, initiative_id=self.chance.choice(self.efforts))

    def _re_estimate(self, change: Change, task: int) -> None:
        self.office.change(task, change.now, duration_days=self.chance.randint(1, 40))

    def _below(self, change: Change, task: int) -> None:
        other = self.chance.choice([None, *self.tasks])
        self.office.change(task, change.now, parent_id=other)


def shown(office: Office, day: date) -> list[Any]:
    """Return what the burndown of a plan and of each of its lines of effort says of a day."""
    said: list[Any] = []
    for part in _parts(office):
        burndown = found(office, day, part)
        said += [burndown.arithmetic(unit) for unit in UNITS]
        said += [burndown.days, burndown.apart_days, burndown.projection, burndown.finding()]
    return said


def _parts(office: Office) -> list[Part]:
    parts = parts_of(db.session(), office.plan())
    return [WHOLE, *(part for part in parts if part.kind == "effort")]


def assert_counts(office: Office, now: datetime, said: str) -> None:
    plan = office.plan()
    day = states.day_of(db.session(), plan, now)
    for part in _parts(office):
        of = None if part.is_whole else part.has_now()
        counts = plan_counts.counts_of(db.session(), {plan.id: day}, of)[plan.id]
        burndown = found(office, now.date(), part)
        sum_ = burndown.arithmetic("tasks")
        if sum_ is None:
            assert counts.total == 0, said
            continue
        ended = (counts.not_done, counts.superseded, counts.merged)
        if (sum_.done, sum_.left) != (counts.done, counts.left):
            from models import Task

            for t in db.session.scalars(select(Task)):
                print(
                    t.id,
                    t.code,
                    t.parent_id,
                    t.status,
                    t.percent,
                    t.ending,
                    t.ended_on,
                    t.removed_at,
                    t.driver,
                )
            for e in office.journal()[-8:]:
                print(
                    e.seq,
                    e.on_day,
                    e.verb,
                    e.subject_id,
                    e.before,
                    e.after,
                    e.scope_tasks,
                    e.scope_days,
                    e.remaining_tasks,
                    e.remaining_days,
                )
        assert (sum_.done, sum_.left) == (counts.done, counts.left), (said, part)
        assert sum_.apart == (counts.claimed, *ended), (said, part)
        in_days = burndown.arithmetic("days")
        assert in_days is not None
        assert_each_day_adds_up(burndown)
    whole = replayed(db.session(), plan.id, WHOLE, now.date())
    assert apart_of_plan(db.session(), plan.id, now.date()) == whole.apart


def assert_each_day_adds_up(burndown: Burndown) -> None:
    for before, day in zip(burndown.days, burndown.days[1:], strict=False):
        came = day.added_tasks - day.removed_tasks
        gone = day.done_tasks + day.ended_tasks
        assert before.remaining_tasks + came - gone == day.remaining_tasks
        came = day.added_days - day.removed_days + day.reestimated_days
        gone = day.worked_days + day.ended_days
        assert before.remaining_days + came - gone == day.remaining_days


@pytest.mark.parametrize("seed", range(10))
def test_after_any_history_the_burndown_counts_as_the_plan_does_and_no_past_day_changes(
    office: Office, efforts: tuple[int, int], seed: int
) -> None:
    player = Player(office, efforts, Random(seed))  # noqa: S311  # no secret
    seen: dict[date, list[Any]] = {}
    done = []
    for number in range(1, 36):
        done.append(player.play(on(number)))
        assert_counts(office, on(number), f"{number}: {done[-1]}")
        seen[on(number).date()] = shown(office, on(number).date())
    assert {day: shown(office, day) for day in seen} == seen
    from collections import Counter

    print(seed, Counter(done))
