"""Plans put away and brought back: archived when closed, deleted when a draft only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Plan
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.finding import search
from workplan.services.lifecycle import founding, putting_away
from workplan.services.lifecycle.founding import NewPlan
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def changing(office: Office, who: str = "coordinator") -> Change:
    return Change(office.people[who], NOW)


def close(office: Office) -> None:
    plan_stages.move_to_stage(changing(office), SLUG, "closed")


def draft(office: Office, slug: str = "draft") -> Plan:
    fields = PlanFields("A draft", slug, "America/New_York")
    return founding.found(changing(office), NewPlan(fields, date(2026, 10, 1)))


def listed(office: Office) -> list[str]:
    return [plan.slug for plan in rights.plans_of(db.session(), office.coordinator)]


def test_a_closed_plan_leaves_the_lists_and_is_found_in_the_archive(office: Office) -> None:
    close(office)
    assert listed(office) == [SLUG]
    putting_away.archive(changing(office), SLUG, "Done with")
    assert listed(office) == []
    assert [p.slug for p in putting_away.archived_of(db.session(), office.lead)] == [SLUG]
    assert putting_away.archived_of(db.session(), office.stranger) == []


def test_it_can_still_be_opened_and_searched_for_no_more(office: Office) -> None:
    close(office)
    putting_away.archive(changing(office), SLUG)
    plan, _ = rights.plan_for(db.session(), office.viewer, SLUG)
    assert plan.archived_at == NOW
    assert not search.find(db.session(), office.lead, "Keep the plan")


def test_it_comes_back_and_an_undo_does_both(office: Office) -> None:
    close(office)
    putting_away.archive(changing(office), SLUG)
    undo.undo(changing(office), office.last_seq())
    assert listed(office) == [SLUG]
    undo.undo(changing(office), office.last_seq())
    assert listed(office) == []
    putting_away.unarchive(changing(office), SLUG)
    assert listed(office) == [SLUG]


def test_an_open_plan_is_not_archived(office: Office) -> None:
    with refuses("stage", "Only a closed plan"):
        putting_away.archive(changing(office), SLUG)


def test_what_is_so_already_is_said(office: Office) -> None:
    with refuses("stage", "not archived"):
        putting_away.unarchive(changing(office), SLUG)
    close(office)
    putting_away.archive(changing(office), SLUG)
    with refuses("stage", "archived already"):
        putting_away.archive(changing(office), SLUG)


@pytest.mark.parametrize("act", ["archive", "unarchive", "delete"])
def test_only_the_coordinator_does_it(office: Office, act: str) -> None:
    with refused(NotAllowed):
        getattr(putting_away, act)(changing(office, "lead"), SLUG)
    with refused(NotFound):
        getattr(putting_away, act)(changing(office, "stranger"), SLUG)


def test_a_deleted_draft_leaves_every_list_and_its_short_name_is_free(office: Office) -> None:
    draft(office)
    putting_away.delete(changing(office), "draft", "Begun by mistake")
    assert listed(office) == [SLUG]
    with pytest.raises(NotFound):
        rights.plan_for(db.session(), office.coordinator, "draft")
    assert draft(office).slug == "draft"


def test_it_is_brought_back_with_its_short_name_or_one_like_its_title(office: Office) -> None:
    first = draft(office).id
    putting_away.delete(changing(office), "draft")
    [found] = putting_away.deleted_of(db.session(), office.coordinator)
    assert (found.id, found.title, found.since) == (first, "A draft", NOW)
    assert putting_away.gone_at(found) == NOW + timedelta(days=30)
    assert putting_away.bring_back(changing(office), first).slug == "draft"
    putting_away.delete(changing(office), "draft")
    draft(office)
    assert putting_away.bring_back(changing(office), first).slug == "a-draft"
    assert putting_away.deleted_of(db.session(), office.coordinator) == []


def test_a_draft_of_somebody_else_is_not_brought_back(office: Office) -> None:
    plan = draft(office).id
    putting_away.delete(changing(office), "draft")
    with refused(NotFound):
        putting_away.bring_back(changing(office, "stranger"), plan)
    with refused(NotFound):
        putting_away.bring_back(changing(office), office.plan().id)


def test_what_is_no_draft_is_not_deleted(office: Office) -> None:
    with refuses("stage", "Only a draft"):
        putting_away.delete(changing(office), SLUG)


def test_what_was_approved_once_keeps_its_record(office: Office) -> None:
    draft(office)
    plan_stages.move_to_stage(changing(office), "draft", "approved")
    seq = [e for e in office.journal() if e.verb == "plan.stage"][-1].seq
    undo.undo(changing(office), seq)
    assert office.plan("draft").stage == "drafting"
    with refuses("stage", "approved once"):
        putting_away.delete(changing(office), "draft")


def test_the_entry_says_where_it_was(office: Office) -> None:
    plan = draft(office).id
    putting_away.delete(changing(office), "draft", "Begun by mistake")
    [entry] = [e for e in office.journal() if e.verb == "plan.deleted"]
    assert (entry.plan_id, entry.before, entry.reason) == (
        plan,
        {"slug": "draft"},
        "Begun by mistake",
    )
    assert db.session.scalar(select(Plan.slug).where(Plan.id == plan)) == f"draft-deleted-{plan}"
