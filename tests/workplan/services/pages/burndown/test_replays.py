"""The work of parts of a plan, replayed from the journal, and the words for what changed it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.pages.burndown.histories import ChangedDay, burndown_of
from workplan.services.pages.burndown.parts import WHOLE, Part, parts_of
from workplan.services.pages.burndown.replays import replayed
from workplan.services.pages.burndown.words import told_of
from workplan.services.record.change import Change
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

START = washington(2026, 9, 14)


def on(days: int) -> datetime:
    return START + timedelta(days=days)


def history(office: Office) -> tuple[int, int]:
    """Let a plan have a history of every kind; return two lines of effort."""
    first, second = (
        lines_of_effort.add(Change(office.coordinator, START), SLUG, EffortFields(code, "Line"))
        for code in ("X", "Y")
    )
    moved = office.add("A", 10, now=on(1), initiative_id=first)
    parent = office.add("P", 20, now=on(1), initiative_id=first)
    office.report(parent, on(2), percent=50)
    office.add("P1", 8, now=on(3), parent_id=parent, initiative_id=second)
    office.report(moved, on(4), percent=40)
    office.change(moved, on(5), initiative_id=second, duration_days=15)
    done = office.add("D", 4, now=on(5), initiative_id=second)
    office.complete(done, on(6))
    office.remove(done, on(7))
    gone = office.add("G", 6, now=on(7), initiative_id=first)
    office.remove(gone, on(8))
    return first, second


def test_a_whole_plan_replayed_has_on_each_day_what_its_entries_counted(office: Office) -> None:
    history(office)
    session, plan = db.session(), office.plan()
    for days in range(10):
        day = on(days).date()
        replay = replayed(session, plan.id, WHOLE, day)
        of_entries = burndown_of(session, plan, day).days
        stood = (0, 0, 0, 0)
        for (changed_on, changes), entry in zip(replay.days, of_entries, strict=True):
            found = ChangedDay(changed_on, *changes)
            stood = tuple(was + now for was, now in zip(stood, changes[:4], strict=True))
            assert (changed_on, *stood) == entry[:5]
            if entry is not of_entries[0]:
                assert found[5:] == entry[5 : len(found)]


def test_the_parts_of_a_plan_add_up_to_it_on_each_day(office: Office) -> None:
    efforts = history(office)
    session, plan = db.session(), office.plan()
    for days in range(10):
        day = on(days).date()
        parts = [burndown_of(session, plan, day, Part("effort", key)).last for key in efforts]
        whole = burndown_of(session, plan, day).last
        # One task of the office stands in no line of effort.
        alone = 1 if whole else 0
        assert sum(part.scope_tasks for part in parts if part) == (
            whole.scope_tasks - alone if whole else 0
        )


def test_what_stands_in_a_part_now_is_what_its_replay_ends_with(office: Office) -> None:
    history(office)
    session, plan = db.session(), office.plan()
    left = {}
    for part in parts_of(session, plan):
        last = burndown_of(session, plan, on(30).date(), part).last
        left[part.label] = last.remaining_tasks if last else None
    assert (left["X Line"], left["Y Line"]) == (0, 2)


def test_stages_of_the_flow_are_those_that_reports_gave(office: Office) -> None:
    history(office)
    replay = replayed(db.session(), office.plan().id, WHOLE, on(9).date())
    assert [(day.done, day.under_way, day.waiting) for day in replay.flow][-1] == (0, 1, 2)
    assert max(day.done for day in replay.flow) == 1


def test_words_name_what_came_and_went_and_what_a_task_was_called_on_its_day(
    office: Office,
) -> None:
    history(office)
    session, plan = db.session(), office.plan()
    found = burndown_of(session, plan, on(9).date())
    shown = [day.on for day in found.days]
    told = told_of(session, plan.id, found, shown, None)
    assert [code for _, code in told.removed.tasks] == ["D", "G"]
    assert any("removed D" in said for said in told.days[on(7).date()].said)
    assert "D Draft part D done" in told.days[on(6).date()].said
    before = [told.days[day].said for day in shown]
    task = office.add("Z", 3, now=on(9))
    office.change(task, on(10), name="Another name")
    again = told_of(session, plan.id, found, shown, None)
    assert [again.days[day].said for day in shown] == before
