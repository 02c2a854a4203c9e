"""Administrators are made of people who have an account, and unmade; the last one stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import User
from support.record.sign_ins import LIMITS, NOW, enter
from support.web.refusals import refused, refuses
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.accounts import administrators, invitations
from workplan.services.accounts.invitations import NewPerson
from workplan.services.accounts.membership import closures
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office


def by_admin(office: Office) -> Change:
    return Change(office.people["admin"], NOW)


def is_admin(user_id: int) -> bool:
    db.session.rollback()
    return db.session.get_one(User, user_id).is_admin


def number(actor: Actor) -> int:
    return actor.id or 0


def test_it_takes_effect_with_a_new_sign_in_and_leaves_one_entry(office: Office) -> None:
    lead = number(office.lead)
    token = enter(office)
    since = office.last_seq()
    assert administrators.make(by_admin(office), lead) == "Lena Ivanova"
    assert is_admin(lead)
    assert sign_ins.user_of(db.session(), NOW, token, LIMITS.session) is None
    administrators.make(by_admin(office), lead)
    [entry] = office.journal(since)
    assert (entry.verb, entry.subject_id) == ("user.admin_made", lead)


def test_the_last_one_who_can_sign_in_stays(office: Office) -> None:
    admin, lead = number(office.people["admin"]), number(office.lead)
    with refuses("person", "Add another administrator first"):
        administrators.unmake(by_admin(office), admin)
    # Neither somebody who was invited and never came, nor a closed account, runs the house.
    root = NewPerson("root@state.example", "Rita Root", is_admin=True)
    invitations.prepare(by_admin(office), [root])
    administrators.make(by_admin(office), lead)
    closures.disable(by_admin(office), lead)
    with refuses("person", "Add another administrator first"):
        administrators.unmake(by_admin(office), admin)
    with refuses("person", "Add another administrator first"):
        closures.disable(by_admin(office), admin)
    closures.enable(by_admin(office), lead)
    administrators.unmake(by_admin(office), admin)
    assert (is_admin(admin), is_admin(lead)) == (False, True)


def test_only_administrators_do_it_and_only_with_an_account_that_is_open(office: Office) -> None:
    lead, viewer = number(office.lead), number(office.viewer)
    for verb in (administrators.make, administrators.unmake):
        with refused(NotFound):
            verb(Change(office.coordinator, NOW), lead)
    closures.disable(by_admin(office), viewer)
    with refuses("person", "is closed"):
        administrators.make(by_admin(office), viewer)
    assert not is_admin(lead)
