"""Whoever decides on a change request makes it by one press, declines it, or passes it on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Dependency, Handover, Notice, Task
from support.ground.office import SLUG
from support.record.requesting import (
    accepts,
    asking,
    asks,
    asks_to_change,
    by,
    limits,
    request,
)
from support.web.refusals import refuses
from workplan.errors import BeyondLimit, NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.changes.requests import answering, parts
from workplan.services.changes.undoing import undo
from workplan.services.coordination.standing_notices import still_told
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.task_fields import described, fields_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.record.change import Change


def test_what_is_accepted_is_made_as_one_group_of_the_journal(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    since = office.last_seq()
    accepts(office, answer="Agreed.")
    assert office.task(task_id).duration_days == 15
    entries = office.journal(since)
    assert [entry.verb for entry in entries] == [
        "change_request.accepted",
        "task.changed",
        "task.moved",
    ]
    group, changed, _ = entries
    assert (group.actor_name, group.reason) == ("Cora Diaz", "Agreed.")
    assert changed.cause_seq == group.seq
    row = request(office)
    assert (row.state, row.answer, row.answered_by_id) == (
        "accepted",
        "Agreed.",
        office.coordinator.id,
    )


def test_what_is_accepted_is_what_saving_would_have_done(office: Office) -> None:
    """Another task, what waits for it, a change and a dependency less come out alike both ways."""
    ids: dict[str, int] = {}

    def save(change: Change) -> None:
        with change.transaction():
            new, _ = tasks.add(change, SLUG, office.fields("2a", 4, date(2026, 12, 1)))
            dependencies.add(change, new, DependencyFields(ids["1a"], "FS", 2))
            row = db.session.scalars(
                select(Dependency).where(Dependency.successor_id == ids["1c"])
            ).one()
            dependencies.remove(change, row.id)

    for code in ("1a", "1b", "1c"):
        ids[code] = office.add(code, 5)
    dependencies.add(by(office), ids["1c"], DependencyFields(ids["1b"]))
    asks(lambda: save(asking(office)))
    accepts(office)
    made = _state()
    undo.undo(by(office), _accepted(office))
    assert "2a" not in {code for code, *_ in _state()}
    save(by(office))
    assert _state() == made


def _state() -> list[tuple[object, ...]]:
    order = (Task.plan_id, Task.code)
    db.session.rollback()
    rows = db.session.scalars(select(Task).where(Task.removed_at.is_(None)).order_by(*order))
    links = db.session.execute(
        select(Dependency.predecessor_id, Dependency.successor_id, Dependency.lag_days)
    ).all()
    codes = {row.id: row.code for row in db.session.scalars(select(Task))}
    tied = sorted((codes[a], codes[b], lag) for a, b, lag in links)
    return [
        (row.code, row.start_on, row.finish_on, row.due_on, str(_decided(row))) for row in rows
    ] + [tuple(tied)]


def _decided(task: Task) -> dict[str, object]:
    return described(fields_of(db.session(), task))


def _accepted(office: Office) -> int:
    return next(e.seq for e in office.journal() if e.verb == "change_request.accepted")


def test_an_acceptance_is_undone_whole(office: Office) -> None:
    task_id = office.add("1a", 10)
    before = office.task(task_id).finish_on
    asks_to_change(office, task_id, duration_days=15)
    accepts(office)
    assert office.task(task_id).finish_on != before
    undo.undo(by(office), _accepted(office))
    assert (office.task(task_id).duration_days, office.task(task_id).finish_on) == (10, before)


def test_whoever_asked_is_told_what_it_was_answered(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    answering.decline(by(office), SLUG, 1, "The President’s day stands.")
    [told] = db.session.scalars(select(Notice).where(Notice.kind == "change_answered"))
    assert (told.user_id, told.said) == (office.lead.id, "Declined. The President’s day stands.")


def test_a_refusal_has_a_reason(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    with refuses("answer", "Say why you decline it."):
        answering.decline(by(office), SLUG, 1, " ")
    assert request(office).state == "asked"


@pytest.mark.parametrize("who", ["lead", "other_lead", "contributor", "viewer", "auditor"])
def test_nobody_but_who_decides_answers(office: Office, who: str) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    with pytest.raises(NotAllowed, match="Somebody else decides"):
        accepts(office, who=who)
    with pytest.raises(NotAllowed, match="Somebody else decides"):
        answering.decline(by(office, who), SLUG, 1, "No.")
    assert office.task(task_id).duration_days == 10


def test_what_is_answered_is_answered_once(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    accepts(office)
    with refuses("answer", "It is accepted already."):
        answering.decline(by(office), SLUG, 1, "No.")
    with refuses("answer", "It is accepted already."):
        answering.withdraw(by(office, "lead"), SLUG, 1)


def test_only_whoever_asked_withdraws(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    with pytest.raises(NotAllowed, match="Only whoever asked"):
        answering.withdraw(by(office), SLUG, 1)
    answering.withdraw(by(office, "lead"), SLUG, 1, "Not needed.")
    assert (request(office).state, request(office).answer) == ("withdrawn", "Not needed.")


def test_the_plan_that_was_seen_is_the_plan_that_is_changed(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    seen = office.plan().version
    office.change(task_id, name="Another name")
    with pytest.raises(StaleVersion):
        answering.accept(by(office), SLUG, 1, seen)
    assert office.task(task_id).duration_days == 10


def test_other_fields_that_were_changed_since_stay(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    office.change(task_id, name="Another name")
    accepts(office)
    task = office.task(task_id)
    assert (task.name, task.duration_days) == ("Another name", 15)


def test_the_same_field_that_was_changed_since_is_named(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    office.change(task_id, duration_days=12)
    kept = parts.read(request(office).parts)
    assert parts.clashes(db.session(), kept) == ["1a was changed since: “duration”."]
    accepts(office)
    assert office.task(task_id).duration_days == 15


def test_a_task_that_was_taken_out_since_is_in_the_way(office: Office) -> None:
    task_id = office.add("1a", 10)
    office.add("1b", 10)
    asks_to_change(office, task_id, duration_days=15)
    office.remove(task_id)
    with refuses("task", "was removed from its plan"):
        accepts(office)
    assert request(office).state == "asked"


def test_a_dependency_that_was_changed_since_is_in_the_way(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    dependencies.add(by(office), second, DependencyFields(first))
    row = db.session.scalars(select(Dependency)).one()
    asks(lambda: dependencies.remove(asking(office), row.id))
    dependencies.change(by(office), row.id, DependencyFields(first, "SS"))
    with refuses("request", "What 1b waits for was changed since."):
        accepts(office)


def test_another_lead_that_is_asked_for_is_offered_once_accepted(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, leads=(office.agencies["DSCA"],))
    accepts(office)
    [offer] = db.session.scalars(select(Handover))
    assert (offer.to_agency_id, offer.state) == (office.agencies["DSCA"], "proposed")


def test_the_official_decides_beyond_the_limit_whatever_their_role(office: Office) -> None:
    task_id = office.add("1a", 10)
    limits(office, 5)
    asks_to_change(office, task_id, duration_days=30)
    with pytest.raises(NotAllowed, match="Somebody else decides"):
        accepts(office)
    accepts(office, who="viewer")
    assert office.task(task_id).duration_days == 30
    assert office.journal()[-1].actor_name == "Walt Poe"


def test_what_goes_beyond_the_limit_by_now_is_passed_on(office: Office) -> None:
    first, second = office.add("1a", 10), office.add("1b", 12)
    limits(office, 5)
    asks_to_change(office, first, duration_days=16)
    assert request(office).beyond == ""
    office.change(second, duration_days=10)
    with pytest.raises(BeyondLimit, match="Walt Poe decides on that"):
        accepts(office)
    found = answering.tried(by(office), office.plan(), request(office)).beyond
    assert found is not None
    answering.pass_on(by(office), SLUG, 1, found)
    assert request(office).beyond.startswith("the plan would end")
    told = db.session.scalars(select(Notice).where(Notice.user_id == office.viewer.id)).all()
    assert [one.kind for one in told] == ["change_asked"]
    assert office.journal()[-1].verb == "change_request.passed_on"


def test_a_trial_of_a_request_changes_nothing(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    since = office.last_seq()
    found = answering.tried(by(office), office.plan(), request(office))
    assert [task.code for task in found.moved] == ["1a"]
    assert not office.journal(since)
    assert office.task(task_id).duration_days == 10


def test_a_notice_of_a_request_that_was_answered_is_not_sent(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=15)
    accepts(office)
    wanted = select(Notice.id).where(Notice.kind == "change_asked", still_told())
    assert db.session.scalars(wanted).all() == []
