"""A plan that another directive takes the place of keeps everything and says by what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select

from models import Directive, JournalEntry, Plan
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.interchange import archives
from workplan.services.pages.lists import directive_lists
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reporting.endings import ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.structure import plan_stages
from workplan.services.tasks.directive import directive_merges, directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields

if TYPE_CHECKING:
    from support.ground.office import Office

OPERATOR = Actor(None, "Operator", "cli")
NOW = washington(2026, 12, 1, 12)
ORDER = DirectiveFields("EO 14268", "Reforming foreign defense sales", date(2026, 8, 20))


@pytest.fixture
def order(office: Office) -> int:
    return directives.add(Change(office.coordinator, NOW), ORDER).id


def close(office: Office, successor: int | None) -> None:
    plan_stages.move_to_stage(
        Change(office.coordinator, NOW), SLUG, "closed", superseding_id=successor
    )


def plan(office: Office) -> Plan:
    db.session.rollback()
    return office.plan()


def last_entry() -> JournalEntry:
    wanted = select(JournalEntry).where(JournalEntry.verb == "plan.stage")
    return db.session.scalars(wanted.order_by(JournalEntry.seq.desc()).limit(1)).one()


def test_it_is_closed_as_superseded_and_the_journal_says_by_what(
    office: Office, order: int
) -> None:
    close(office, order)
    assert (plan(office).stage, plan(office).superseding_id) == ("closed", order)
    entry = last_entry()
    words = said(entry, names_for(db.session(), [entry]))
    assert words == "Stage: from implementing to closed, superseded by EO 14268"


def test_the_page_of_either_directive_names_it(office: Office, order: int) -> None:
    close(office, order)
    later = directive_lists.page_of(db.session(), office.coordinator, order)
    assert [row.slug for row in later.superseded] == [SLUG]
    assert later.plans == []
    own = plan(office).directive_id
    assert own is not None
    earlier = directive_lists.page_of(db.session(), office.coordinator, own)
    assert [row.state for row in earlier.plans if row.slug == SLUG] == [
        "Closed, superseded by EO 14268"
    ]


def test_reopened_it_is_superseded_by_nothing_and_taking_that_back_says_so_again(
    office: Office, order: int
) -> None:
    close(office, order)
    plan_stages.reopen(Change(office.coordinator, NOW), SLUG, "It was not")
    assert plan(office).superseding_id is None
    undo.undo(Change(office.coordinator, NOW), last_entry().seq)
    assert (plan(office).stage, plan(office).superseding_id) == ("closed", order)


def test_only_a_plan_that_is_closed_is_superseded_and_not_by_its_own_directive(
    office: Office, order: int
) -> None:
    own = plan(office).directive_id
    with refuses("superseding_id", "Choose another"):
        close(office, own)
    with refuses("superseding_id", "Choose from the list"):
        close(office, 9999)
    office.plan().stage = "drafting"
    db.session.commit()
    with refuses("superseding_id", "or name none"):
        plan_stages.move_to_stage(
            Change(office.coordinator, NOW), SLUG, "approved", superseding_id=order
        )
    assert plan(office).superseding_id is None


def test_a_double_of_its_successor_that_is_merged_takes_the_plan_along(
    office: Office, order: int
) -> None:
    double = directives.add(
        Change(OPERATOR, NOW), DirectiveFields("E.O. 14268", "The same", date(2026, 8, 20))
    ).id
    close(office, double)
    directive_merges.merge(Change(OPERATOR, NOW), double, order, "The same order")
    assert plan(office).superseding_id == order


def test_an_archive_carries_its_successor_and_the_directives_of_its_ways_out(
    office: Office, order: int
) -> None:
    task_id = office.add("1a", 5)
    ended = Ended("superseded", "The order says otherwise", by_directive_id=order)
    ways_out.end(Change(office.coordinator, NOW), task_id, office.task(task_id).version, ended)
    close(office, order)
    kept = archives.archive_of(db.session(), plan(office))
    db.session.rollback()
    _forget_the_order(order)
    restored = archives.restore(Change(office.coordinator, NOW), kept, "again")
    assert restored.superseding_id is not None
    found = db.session.get_one(Directive, restored.superseding_id)
    assert (found.citation, found.id == order) == ("EO 14268", False)


def _forget_the_order(order: int) -> None:
    """Let the house not know the directive any more, as another house does not."""
    db.session.get_one(Directive, order).citation = "Another one"
    db.session.execute(delete(Directive).where(Directive.citation == "EO 14268"))
    db.session.commit()
