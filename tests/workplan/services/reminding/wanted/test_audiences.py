"""Whom the rules of a plan write to, and in which words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import ReminderRule, Task, User
from support.ground.moments import washington
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.coordination import followers
from workplan.services.delivery import deliveries
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import planner
from workplan.services.structure import reminder_rules
from workplan.services.structure.rule_terms import Terms, terms_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 2)
NIGHT, EIGHT = washington(2026, 11, 20, 0, 5), washington(2026, 11, 20, 8)


def only(office: Office, audience: str, **others: object) -> None:
    """Leave the plan one rule: four working days before, to an audience."""
    with writing() as session:
        session.execute(update(ReminderRule).values(is_active=False))
    terms = Terms(-4, audience, **others)  # type: ignore[arg-type]  # each as its field is
    reminder_rules.add(Change(office.coordinator, ARMED), office.plan().slug, terms)


def told(office: Office) -> set[str]:
    names = {user.id: user.email.partition("@")[0] for user in db.session.query(User)}
    return {names[row.user_id] for row in office.ledger()}


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        ("officer", {"contributor"}),
        ("supporting", {"other_lead"}),
        ("consult", {"other_lead"}),
        ("assist", set()),
        ("supervisor", {"supervisor"}),
        ("followers", {"viewer"}),
    ],
)
def test_each_audience_is_written_to(office: Office, audience: str, who: set[str]) -> None:
    only(office, audience)
    there = office.agencies["DSCA"]
    task = office.add("1a", due=DUE, now=ARMED, supports=((there, "consult"),))
    with writing() as session:
        handed = update(Task).where(Task.id == task).values(assignee_id=office.contributor.id)
        session.execute(handed)
    followers.follow(Change(office.viewer, ARMED), task)
    planner.queue_due(NIGHT)
    assert told(office) == who


def test_whoever_checks_a_task_is_nobody_of_its_lead_agency(office: Office) -> None:
    only(office, "verifier")
    office.add("1a", due=DUE, now=ARMED, leads=("PM",))
    planner.queue_due(NIGHT)
    assert told(office) == set()
    office.add("1b", due=DUE, now=ARMED, leads=("DSCA",))
    planner.queue_due(NIGHT)
    assert told(office) == {"coordinator"}


def test_named_people_are_written_to_and_a_stranger_cannot_be_named(office: Office) -> None:
    only(office, "named", people=(office.viewer.id, office.auditor.id))
    office.add("1a", due=DUE, now=ARMED)
    planner.queue_due(NIGHT)
    assert told(office) == {"viewer", "auditor"}
    change = Change(office.coordinator, ARMED)
    with refuses("people", "is not in this plan"):
        reminder_rules.add(
            change, office.plan().slug, Terms(-9, "named", people=(office.stranger.id,))
        )
    with refuses("people", "Nobody is named"):
        reminder_rules.add(change, office.plan().slug, Terms(-9, "named"))


def test_a_rule_says_its_words_of_each_task(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    only(office, "lead", wording="Counsel wants {{code}} by {{due}}, {{when}}: {{ name }}.")
    office.add("1a", due=DUE, now=ARMED)
    planner.queue_due(NIGHT)
    deliveries.send_due(sender, EIGHT)
    said = "Counsel wants 1a by 27 Nov 2026, in 4 working days: Draft part 1a."
    assert said in " ".join(mail_server.mails[0].text.split())


def test_words_and_people_are_changed_and_taken_back(office: Office) -> None:
    only(office, "named", people=(office.viewer.id,), wording="First")
    change = Change(office.coordinator, ARMED)
    one = reminder_rules.alike(db.session(), office.plan().id, Terms(-4, "named"))
    now = Terms(-4, "named", "working", "open", "Second", (office.auditor.id,))
    reminder_rules.amend(change, one.id, one.version, now)
    assert terms_of(db.session(), one) == now
    undo(change, office.last_seq())
    one = reminder_rules.alike(db.session(), office.plan().id, Terms(-4, "named"))
    was = terms_of(db.session(), one)
    assert (was.wording, was.people) == ("First", (office.viewer.id,))


@pytest.mark.parametrize(
    ("terms", "field", "says"),
    [
        (Terms(-4, "lead", "moons"), "counted_in", "not known here"),
        (Terms(-4, "lead", condition="someday"), "condition", "not known here"),
        (Terms(-4, "lead", wording="{{secret}}"), "wording", "Use one of {{code}}"),
        (Terms(-4, "lead", wording="x" * 501), "wording", "Shorten it to 500"),
        (Terms(-400, "lead", "calendar"), "rung_days", "-400 days is too far"),
    ],
)
def test_terms_that_cannot_be_are_refused_by_their_field(
    office: Office, terms: Terms, field: str, says: str
) -> None:
    with refuses(field, says):
        reminder_rules.add(Change(office.coordinator, ARMED), office.plan().slug, terms)


def test_a_rule_on_another_condition_stands_beside_one_of_the_same_day(office: Office) -> None:
    change, slug = Change(office.coordinator, ARMED), office.plan().slug
    reminder_rules.add(change, slug, Terms(-7, "lead", condition="blocked"))
    with refuses("rung_days", "has that rule already"):
        reminder_rules.add(change, slug, Terms(-7, "lead", condition="blocked", wording="Again"))
