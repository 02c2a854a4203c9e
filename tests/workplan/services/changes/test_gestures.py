"""What a pull at a bar means, tried and saved as the form of its task would."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from workplan.calendars.working import federal_calendar
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.changes import gestures
from workplan.services.changes.gestures import Gesture, Meaning
from workplan.services.changes.previews import preview
from workplan.services.record.change import Change
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
WEEK = timedelta(days=7)


def understood(office: Office, task_id: int, gesture: Gesture) -> gestures.Understood:
    return gestures.understood(db.session(), office.task(task_id), gesture)


def saved(office: Office, task_id: int, gesture: Gesture, reason: str = "") -> None:
    task = office.task(task_id)
    found = gestures.understood(db.session(), task, gesture)
    gestures.save(Change(office.coordinator, NOW), task, task.version, found, reason)
    db.session.expire_all()


def test_moving_a_bar_means_that_the_task_may_not_start_before_a_day(office: Office) -> None:
    one = office.add("1a", 5)
    assert office.task(one).start_on == date(2026, 9, 1)
    found = understood(office, one, Gesture(Meaning.START, days=5))
    assert found.said.startswith("1a may not start before ")
    saved(office, one, Gesture(Meaning.START, days=5))
    assert office.task(one).constraint_code == "SNET"
    # Labor Day lies between.
    assert office.task(one).start_on == date(2026, 9, 9)


def test_a_day_may_be_given_instead_of_a_number_of_days(office: Office) -> None:
    one = office.add("1a", 5)
    finish = office.task(one).finish_on
    assert finish is not None
    saved(office, one, Gesture(Meaning.DURATION, on=finish + WEEK))
    assert office.task(one).duration_days == 10
    assert office.task(one).finish_on == finish + WEEK


def test_pulling_the_end_makes_a_task_longer_or_shorter(office: Office) -> None:
    one = office.add("1a", 5)
    found = understood(office, one, Gesture(Meaning.DURATION, days=-4))
    assert found.said == "1a takes 1 working day instead of 5"
    with pytest.raises(InvalidInput, match="It can take 4 fewer at most"):
        understood(office, one, Gesture(Meaning.DURATION, days=-5))


def test_a_suspense_moves_by_working_days_and_becomes_a_fixed_date(office: Office) -> None:
    one = office.add("1a", 5, due=date(2026, 10, 3))  # A Saturday.
    found = understood(office, one, Gesture(Meaning.SUSPENSE, days=1))
    assert found.said == (
        "The suspense of 1a is Mon 5 Oct 2026 instead of 3 Oct 2026, a fixed date"
    )
    saved(office, one, Gesture(Meaning.SUSPENSE, days=1))
    assert fields_of(db.session(), office.task(one)).suspense.fixed_on == date(2026, 10, 5)


def test_a_task_is_linked_by_the_code_of_another(office: Office) -> None:
    one, two = office.add("1a", 5), office.add("1b", 5)
    saved(office, two, Gesture(Meaning.LINK, after=" 1a "))
    before, after = office.task(one), office.task(two)
    assert after.start_on is not None
    assert before.finish_on is not None
    assert after.start_on > before.finish_on
    with pytest.raises(InvalidInput, match="No task of this plan is called “9z”"):
        understood(office, two, Gesture(Meaning.LINK, after="9z"))
    with pytest.raises(InvalidInput, match="Give the code"):
        understood(office, two, Gesture(Meaning.LINK))


def test_what_is_not_said_or_too_much_is_refused_by_the_name_of_the_field(office: Office) -> None:
    one = office.add("1a", 5)
    with pytest.raises(InvalidInput, match="Say by how many working days") as unsaid:
        understood(office, one, Gesture(Meaning.START))
    assert unsaid.value.field == "days"
    with pytest.raises(InvalidInput, match="9,999 working days are too many") as too_much:
        understood(office, one, Gesture(Meaning.START, days=9_999))
    assert too_much.value.field == "days"


def test_only_what_can_be_is_offered(office: Office) -> None:
    one = office.add("1a", 5)
    milestone = office.add("1b", 0)
    parent = office.add("1c", 5)
    office.add("1c.1", 5, parent_id=parent)
    offered = {code: gestures.offered(office.task(code)) for code in (one, milestone, parent)}
    assert offered[one] == list(Meaning)
    assert Meaning.DURATION not in offered[milestone]
    assert offered[parent] == [Meaning.SUSPENSE]
    with pytest.raises(InvalidInput, match="cannot be changed so"):
        understood(office, parent, Gesture(Meaning.START, days=1))


def test_what_has_begun_or_is_done_is_not_started_elsewhere(office: Office) -> None:
    begun, done = office.add("1a", 5), office.add("1b", 5)
    office.report(begun, NOW, percent=20, actual_start_on=date(2026, 9, 1))
    office.report(
        done,
        NOW,
        status="complete",
        percent=100,
        actual_start_on=date(2026, 9, 1),
        actual_finish_on=date(2026, 9, 2),
    )
    assert Meaning.START not in gestures.offered(office.task(begun))
    assert Meaning.DURATION in gestures.offered(office.task(begun))
    assert gestures.offered(office.task(done)) == []


def test_a_gesture_is_tried_by_what_would_save_it_and_nothing_is_kept(office: Office) -> None:
    one = office.add("1a", 5)
    task = office.task(one)
    found = gestures.understood(db.session(), task, Gesture(Meaning.DURATION, days=5))
    tried = preview(
        Change(office.coordinator, NOW),
        task.plan_id,
        lambda change: gestures.save(change, task, task.version, found, ""),
    )
    assert [moved.code for moved in tried.moved] == ["1a"]
    db.session.expire_all()
    assert office.task(one).duration_days == 5


def test_an_overtaken_gesture_and_one_without_the_right_change_nothing(office: Office) -> None:
    one = office.add("1a", 5)
    task = office.task(one)
    found = gestures.understood(db.session(), task, Gesture(Meaning.DURATION, days=5))
    seen = task.version
    office.change(one, NOW, duration_days=7)
    with pytest.raises(StaleVersion):
        gestures.save(Change(office.coordinator, NOW), office.task(one), seen, found, "")
    with pytest.raises(NotAllowed):
        gestures.save(Change(office.lead, NOW), office.task(one), seen + 1, found, "")
    assert office.task(one).duration_days == 7


def test_what_was_understood_is_saved_though_other_dates_have_moved(office: Office) -> None:
    one, two = office.add("1a", 5), office.add("1b", 5)
    saved(office, two, Gesture(Meaning.LINK, after="1a"))
    shown = understood(office, two, Gesture(Meaning.START, days=5))
    office.change(one, NOW, duration_days=9)
    db.session.expire_all()
    later = understood(office, two, shown.settled)
    assert later.said == shown.said
    assert understood(office, two, Gesture(Meaning.START, days=5)).said != shown.said
    longer = understood(office, two, Gesture(Meaning.DURATION, days=2))
    assert longer.settled == Gesture(Meaning.DURATION, 2)


def test_a_milestone_at_the_end_of_a_day_goes_to_the_very_day_to_which_it_is_pulled(
    office: Office,
) -> None:
    one, reached = office.add("1a", 5), office.add("1b", 0)
    saved(office, reached, Gesture(Meaning.LINK, after="1a"))
    calendar = federal_calendar()
    ends = office.task(one).finish_on
    assert ends is not None
    for days in (1, 2, 5):
        on = calendar.shift(ends, days)
        saved(office, reached, Gesture(Meaning.START, on=on))
        assert office.task(reached).finish_on == on, days


def test_a_milestone_at_the_end_of_a_day_moves_by_the_first_day_already(office: Office) -> None:
    one, reached = office.add("1a", 5), office.add("1b", 0)
    saved(office, reached, Gesture(Meaning.LINK, after="1a"))
    before = office.task(reached).finish_on
    assert before == office.task(one).finish_on
    saved(office, reached, Gesture(Meaning.START, days=1))
    after = office.task(reached).finish_on
    assert before is not None
    assert after is not None
    assert after > before
