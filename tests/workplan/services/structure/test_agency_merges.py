"""One agency is merged into another: all that refers to it follows, and every plan says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from models import (
    Agency,
    Handover,
    Initiative,
    Membership,
    PlanAgency,
    SavedView,
    SupportLine,
    Task,
    TaskAgency,
)
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.web.refusals import refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes.undoing import undo
from workplan.services.coordination import handovers, support_lines
from workplan.services.finding import saved_views
from workplan.services.history import recomputed
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.interchange import archives
from workplan.services.people import agencies, agency_names
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.references import references_to
from workplan.services.structure import agency_merges
from workplan.services.structure.agency_merges import TREATED, Wanted

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
OPERATOR = Actor(None, "Operator", "cli")


def merge(office: Office, code: str = "PM", into: str = "DSCA", typed: str = "") -> Agency:
    wanted = Wanted(code, into, typed or code)
    return agency_merges.merge(Change(office.people["admin"], NOW), wanted, "Reorganized")


def rows(*columns: Any, **of: Any) -> list[Any]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(select(*columns).filter_by(**of))]


def owners(task_id: int) -> dict[int, str]:
    return dict(rows(TaskAgency.agency_id, TaskAgency.role, task_id=task_id))


def test_every_column_that_refers_to_an_agency_is_treated_on_purpose() -> None:
    """Whoever adds one says here what becomes of it; until then, it follows plainly."""
    assert {one.names for one in references_to("agencies")} == TREATED.keys()


def test_nothing_refers_to_it_any_more_but_what_was_answered_then(office: Office) -> None:
    pm = office.agencies["PM"]
    office.add("1a", assignee_id=office.contributor.id)
    saved_views.save(Change(office.lead, NOW), SLUG, "Ours", "agency=PM", is_shared=True)
    merge(office)
    for reference in references_to("agencies"):
        statement = (
            f"SELECT count(*) FROM {reference.table.name} WHERE {reference.column.name} = {pm}"  # noqa: S608  # ours
        )
        assert db.session.scalar(text(statement)) == 0, reference.names
    row = db.session.get_one(Agency, pm)
    assert (row.label, row.merged_into_id) == ("State PM", office.agencies["DSCA"])
    assert row.retired_at is not None
    assert [view.query for view in db.session.scalars(select(SavedView))] == ["agency=DSCA"]


def test_parts_of_a_task_that_both_have_are_joined_and_the_lead_stays(office: Office) -> None:
    pm, dsca = office.agencies["PM"], office.agencies["DSCA"]
    joint = office.add("1a", leads=("PM", "DSCA"))
    helped = office.add("1b", leads=("PM",), supports=((dsca, "clear"),))
    helping = office.add("1c", leads=("DSCA",), supports=((pm, "consult"),))
    other = office.add("1d", leads=("STATE",), supports=((pm, "consult"), (dsca, "clear")))
    merge(office)
    assert owners(joint) == owners(helped) == owners(helping) == {dsca: "lead"}
    assert owners(other) == {office.agencies["STATE"]: "lead", dsca: "clear"}


def test_each_plan_that_it_touches_tells_it_with_each_task(office: Office) -> None:
    first, second = office.add("1a"), office.add("1b")
    office.remove(second)
    version = office.task(first).version
    since = office.last_seq()
    merge(office)

    entries = office.journal(since)
    told = [(e.verb, e.plan_id, e.subject_id) for e in entries]
    plan_id, pm = office.plan().id, office.agencies["PM"]
    assert told == [
        ("agency.merged", None, pm),
        ("agency.merged", plan_id, pm),
        ("task.agencies_merged", plan_id, first),
        ("task.agencies_merged", plan_id, second),
        ("agency.merged", office.plan(OTHER_SLUG).id, pm),
    ]
    assert {e.cause_seq for e in entries[2:4]} == {entries[1].seq}
    words = [said(entry, names_for(db.session(), entries)) for entry in entries[1:3]]
    assert words == [
        "Agency State PM was merged into DSCA: 2 tasks, 1 line of effort, 3 members went there",
        "Two agencies were merged: lead from “State PM” to “DSCA”, support from none to none",
    ]
    assert office.task(first).version == version + 1
    assert [*recomputed.differences(db.session())] == []
    journal.verify(db.session())


def test_members_and_lines_of_effort_follow_and_say_since_when(office: Office) -> None:
    dsca, plan_id = office.agencies["DSCA"], office.plan().id
    of_dsca = rows(Membership.user_id, plan_id=plan_id, agency_id=dsca)
    merge(office)
    members = rows(Membership.user_id, plan_id=plan_id, agency_id=dsca)
    assert len(members) == len(of_dsca) + 3
    assert rows(Initiative.agency_id, plan_id=plan_id) == [(dsca,)]
    assert rows(PlanAgency.agency_id, PlanAgency.since_on, plan_id=plan_id, agency_id=dsca) == [
        (dsca, date(2026, 9, 1))
    ]


def test_the_last_word_on_support_stands(office: Office) -> None:
    pm, dsca = office.agencies["PM"], office.agencies["DSCA"]
    task = office.add("1a", leads=("STATE",), supports=((pm, "consult"), (dsca, "clear")))
    for actor, agency, status, hours in (
        (office.other_lead, dsca, "open", 1),
        (office.lead, pm, "confirmed", 2),
    ):
        change = Change(actor, NOW - timedelta(hours=5 - hours))
        support_lines.say(change, task, agency, status, "", None)
    merge(office)
    assert rows(SupportLine.agency_id, SupportLine.status, task_id=task) == [(dsca, "confirmed")]


def test_open_offers_follow_those_between_the_two_are_withdrawn(office: Office) -> None:
    between, outside = office.add("1a"), office.add("1b")
    state = office.agencies["STATE"]
    memberships.join(
        Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("lead", "STATE")
    )
    handovers.propose(Change(office.lead, NOW), between, office.agencies["DSCA"], "")
    handovers.propose(Change(office.lead, NOW), outside, state, "")
    merge(office)
    found = {
        row[0]: row[1:]
        for row in rows(
            Handover.task_id, Handover.state, Handover.from_agency_id, Handover.to_agency_id
        )
    }
    dsca, pm = office.agencies["DSCA"], office.agencies["PM"]
    assert found == {
        between: ("withdrawn", pm, dsca),
        outside: ("proposed", dsca, state),
    }


def test_bureaus_go_under_the_one_that_stays(office: Office) -> None:
    merge(office, "STATE", "DOD")
    assert agencies.by_code(db.session(), "PM").parent_id == office.agencies["DOD"]
    verbs = [entry.verb for entry in office.journal()][-4:]
    assert "agency.changed" in verbs


def test_a_second_merge_takes_the_first_along(office: Office) -> None:
    merge(office, "PM", "DSCA")
    merge(office, "DSCA", "DOD")
    assert agency_names.meant_by(db.session(), "PM") == office.agencies["DOD"]
    known = agency_names.by_name(db.session())
    assert known["state pm"] == known["dsca"] == office.agencies["DOD"]


@pytest.mark.parametrize(
    ("code", "into", "field", "words"),
    [
        ("PM", "", "into", "No agency was chosen"),
        ("PM", "NOBODY", "into", "“NOBODY”"),
        ("PM", "PM", "into", "into itself"),
        ("STATE", "PM", "into", "a bureau of State"),
    ],
)
def test_what_cannot_be_merged_is_refused(
    office: Office, code: str, into: str, field: str, words: str
) -> None:
    with refuses(field, words):
        merge(office, code, into)


def test_it_asks_for_the_code_and_is_an_administrators(office: Office) -> None:
    with refuses("typed", "Type the code PM"):
        merge(office, typed="DSCA")
    with pytest.raises(NotAllowed, match="Only an administrator"):
        agency_merges.merge(Change(office.coordinator, NOW), Wanted("PM", "DSCA", "PM"))


def test_it_is_not_taken_back_and_what_is_merged_is_not_restored(office: Office) -> None:
    merge(office)
    with refuses("into", "merged already"):
        merge(office)
    with refuses("code", "merged into DSCA, which is not undone"):
        agencies.restore(Change(office.people["admin"], NOW), "PM")
    agencies.add(Change(OPERATOR, NOW), AgencyFields("NEW", "New", "New agency"))
    agencies.retire(Change(OPERATOR, NOW), "NEW")
    with refuses("into", "is retired"):
        merge(office, "DSCA", "NEW")


def test_an_older_change_of_a_task_is_taken_back_to_the_agency_that_took_it_in(
    office: Office,
) -> None:
    pm, dsca = office.agencies["PM"], office.agencies["DSCA"]
    task = office.add("1a", leads=("STATE",), supports=((pm, "consult"),))
    office.change(task, supports=())
    seq = office.last_seq()
    merge(office)
    undo.undo(Change(office.coordinator, NOW), seq)
    assert owners(task) == {office.agencies["STATE"]: "lead", dsca: "consult"}


def test_an_archive_of_before_is_restored_with_the_agency_that_took_it_in(office: Office) -> None:
    pm, dsca = office.agencies["PM"], office.agencies["DSCA"]
    office.add("1a", leads=("PM",), supports=((dsca, "clear"),))
    archive = archives.archive_of(db.session(), office.plan())
    merge(office)
    plan = archives.restore(Change(OPERATOR, NOW), archive, "again")
    tasks = db.session.scalars(select(Task.id).where(Task.plan_id == plan.id, Task.code == "1a"))
    assert [owners(task) for task in tasks.all()] == [{dsca: "lead"}]
    assert pm not in {row[0] for row in rows(Membership.agency_id, plan_id=plan.id)}
    assert [*recomputed.differences(db.session())] == []


def test_the_entry_of_the_house_says_which_other_names_went_along(office: Office) -> None:
    session = db.session()
    old = session.get_one(Agency, office.agencies["PM"])
    new = session.get_one(Agency, office.agencies["DSCA"])
    old.also_called, new.also_called = (
        "the Bureau\nPol-Mil",
        "\n".join(map(str, range(agency_names.MOST_NAMES - 1))),
    )
    session.commit()

    merge(office)

    entry = next(one for one in office.journal() if one.verb == "agency.merged")
    assert (entry.after["names_moved"], entry.after["names_lost"]) == (["the Bureau"], ["Pol-Mil"])
    sentence = said(entry, names_for(db.session(), [entry]))
    assert "it is also called the Bureau now" in sentence
    assert "there was no room for the names Pol-Mil" in sentence
