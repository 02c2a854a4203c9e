"""Changes of a plan itself: details, start and directive, what moves, and how they are undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Directive, Plan
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.record.snapshots import snapshot
from support.web.refusals import refused, refuses
from workplan.calendars.spans import days
from workplan.errors import NotAllowed, PlanIsFrozen, StaleVersion
from workplan.extensions import db
from workplan.services.changes.previews import preview
from workplan.services.changes.undoing import undo
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from models import JournalEntry
    from support.ground.office import Office
    from workplan.services.dates.rescheduling import Move

NOW = washington(2026, 9, 2)


def changing(office: Office, who: str = "coordinator") -> Change:
    return Change(office.people[who], NOW)


def save(office: Office, who: str = "coordinator", **wanted: Any) -> Plan:
    plan = office.plan()
    fields = replace(PlanFields.of(plan), **wanted)
    return plan_changes.save_details(changing(office, who), SLUG, plan.version, fields, "Because")


def start(office: Office, day: date) -> list[Move]:
    return plan_changes.move_start(changing(office), SLUG, office.plan().version, day)


def direct(office: Office, directive_id: int | None) -> list[Move]:
    version = office.plan().version
    return plan_changes.choose_directive(changing(office), SLUG, version, directive_id, "Replaced")


def other_directive() -> int:
    found = select(Plan.directive_id).where(Plan.slug == OTHER_SLUG)
    directive = db.session.get_one(Directive, db.session.scalar(found) or 0)
    directive.signed_on = date(2026, 8, 13)
    db.session.commit()
    return directive.id


def last(office: Office) -> JournalEntry:
    return office.journal(office.last_seq() - 1)[0]


def test_only_what_differs_is_saved_and_told(office: Office) -> None:
    save(office, title="Arms transfers", marking="CUI")
    entry = last(office)
    assert entry.before == {"title": "Arms transfer plan", "marking": None}
    assert entry.after == {"title": "Arms transfers", "marking": "CUI"}
    assert entry.reason == "Because"
    assert (office.plan().title, office.plan().marking) == ("Arms transfers", "CUI")


def test_what_stands_so_already_leaves_no_entry(office: Office) -> None:
    before = snapshot()
    save(office)
    assert snapshot() == before


def test_a_change_of_the_details_is_undone_the_short_name_too(office: Office) -> None:
    save(office, title="Arms transfers", slug="transfers", time_zone="America/Chicago")
    undo.undo(changing(office), last(office).seq)
    plan = office.plan()
    assert (plan.title, plan.time_zone) == ("Arms transfer plan", "America/New_York")
    undo.undo(changing(office), last(office).seq)
    assert office.plan("transfers").title == "Arms transfers"


def test_what_was_changed_again_is_not_overwritten_by_an_undo(office: Office) -> None:
    save(office, title="Arms transfers")
    seq = last(office).seq
    save(office, title="Transfers")
    with refused(Exception, "“title” again"):
        undo.undo(changing(office), seq)


def test_a_page_from_before_is_stale(office: Office) -> None:
    plan = office.plan()
    fields, version = PlanFields.of(plan), plan.version
    save(office, title="Arms transfers")
    with refused(StaleVersion):
        plan_changes.save_details(changing(office), SLUG, version, fields)


def test_only_the_coordinator_changes_a_plan_and_nobody_a_closed_one(office: Office) -> None:
    with refused(NotAllowed):
        save(office, "lead", title="Mine")
    plan_stages.move_to_stage(changing(office), SLUG, "closed")
    with refused(PlanIsFrozen):
        save(office, title="Too late")


def test_a_plan_that_starts_later_moves_what_hangs_on_its_start(office: Office) -> None:
    task = office.add("1a", 5)
    moves = start(office, date(2026, 9, 14))
    assert task in [move.task_id for move in moves]
    assert office.task(task).start_on == date(2026, 9, 14)
    undo.undo(changing(office), [e for e in office.journal() if e.verb == "plan.changed"][-1].seq)
    assert office.task(task).start_on == date(2026, 9, 1)


def test_a_start_that_no_calendar_reaches_is_refused(office: Office) -> None:
    with refuses("start_on", "The year 1800"):
        start(office, date(1800, 1, 1))


def test_another_directive_moves_the_suspenses_that_count_from_its_signature(
    office: Office,
) -> None:
    task = office.add("1a", 5, SuspenseRule("signed", within=days(60)))
    fixed = office.add("1b", 5, date(2026, 12, 1))
    was = office.plan().directive_id
    assert office.task(task).due_on == date(2026, 10, 2)
    moves = direct(office, other_directive())
    moved = {move.task_id for move in moves if move.before.due_on != move.after.due_on}
    assert (task in moved, fixed in moved) == (True, False)
    assert office.task(task).due_on == date(2026, 10, 12)
    [entry] = [e for e in office.journal() if e.verb == "plan.changed"]
    assert entry.after == {"directive_id": other_directive(), "directive": "NSPM-10 strangers"}
    undo.undo(changing(office), entry.seq)
    assert office.plan().directive_id == was
    assert office.task(task).due_on == date(2026, 10, 2)


def test_a_preview_of_another_directive_keeps_nothing(office: Office) -> None:
    office.add("1a", 5, SuspenseRule("signed", within=days(60)))
    plan, other = office.plan(), other_directive()
    plan_id, version = plan.id, plan.version
    before = snapshot()
    preview(
        changing(office),
        plan_id,
        lambda trial: plan_changes.choose_directive(trial, SLUG, version, other),
    )
    assert snapshot() == before


def test_no_directive_is_chosen_only_when_nothing_counts_from_it(office: Office) -> None:
    task = office.add("1a", 5, SuspenseRule("signed", within=days(60)))
    with refuses("directive_id", "One suspense counts from the signature"):
        direct(office, None)
    office.remove(task)
    direct(office, None)
    assert office.plan().directive_id is None


def test_a_retired_directive_is_kept_and_not_chosen_anew(office: Office) -> None:
    other = other_directive()
    db.session.get_one(Directive, other).retired_at = NOW
    db.session.commit()
    with refuses("directive_id", "not in the list"):
        direct(office, other)


@pytest.mark.parametrize("field", ["title", "time_zone", "slug"])
def test_a_bad_value_is_refused_at_its_field(office: Office, field: str) -> None:
    with refuses(field):
        save(office, **{field: ""})
