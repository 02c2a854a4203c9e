"""Closing an account, opening it again, and another agency: who may, and where the work goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.web.refusals import refused, refuses
from workplan.errors import NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.accounts.membership import closures, held_work
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)


def by_admin(office: Office) -> Change:
    return Change(office.people["admin"], NOW)


def test_work_goes_to_whoever_may_have_it_and_coordinators_hear_of_the_rest(
    office: Office,
) -> None:
    carl = office.contributor.id or 0
    ours = office.add("1a", assignee_id=carl)
    theirs = office.add("1b", leads=("PM", "DSCA"), assignee_id=carl)
    assert held_work.held_count(db.session(), carl) == (2, 1)
    takers = {one.name: one.tasks for one in held_work.takers(db.session(), carl)}
    assert takers == {"Lena Ivanova": 2, "Dana Kim": 1}
    handed = closures.disable(by_admin(office), carl, office.other_lead.id)
    assert handed == 1
    assert office.task(theirs).assignee_id == office.other_lead.id
    assert office.task(ours).assignee_id == carl
    verbs = [entry.verb for entry in office.journal()[-2:]]
    assert verbs == ["user.disabled", "task.assigned"]


def test_what_is_not_open_is_left_where_it_was_done(office: Office) -> None:
    carl = office.contributor.id or 0
    done = office.add("1a", assignee_id=carl)
    office.complete(done, NOW)
    assert held_work.held_count(db.session(), carl) == (0, 0)
    closures.disable(by_admin(office), carl, office.lead.id)
    assert office.task(done).assignee_id == carl


def test_only_administrators_close_open_and_move(office: Office) -> None:
    lead = office.lead.id or 0
    for who in ("coordinator", "lead", "stranger"):
        change = Change(office.people[who], NOW)
        with refused(NotFound):
            closures.disable(change, lead)
        with refused(NotFound):
            closures.enable(change, lead)
        with refused(NotFound):
            closures.move(change, lead, 1, None)


def test_a_move_needs_the_version_that_was_seen(office: Office) -> None:
    lead, dsca = office.lead.id or 0, office.agencies["DSCA"]
    assert closures.move(by_admin(office), lead, 1, office.agencies["PM"]) == 0
    with refused(StaleVersion):
        closures.move(by_admin(office), lead, 1, dsca)
    assert closures.move(by_admin(office), lead, 2, dsca) == 1
    assert [e.verb for e in office.journal()[-2:]] == ["user.moved", "member.left"]


def test_whoever_takes_the_work_is_here(office: Office) -> None:
    lead, carl = office.lead.id or 0, office.contributor.id or 0
    closures.disable(by_admin(office), lead)
    for taker in (lead, carl, 987_654):
        with refuses("to", "not here to take the work"):
            closures.disable(by_admin(office), carl, taker)
