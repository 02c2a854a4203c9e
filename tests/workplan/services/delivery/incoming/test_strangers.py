"""Mail that belongs to no plan ends after its days, on the record; mail of a plan waits on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.programs.answers import received
from support.programs.outbox import EIGHT
from workplan.extensions import db
from workplan.policy import STRANGERS_KEPT
from workplan.services.delivery.incoming import strangers

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post


def test_it_is_set_aside_after_its_days_and_its_bytes_go(office: Office, post: Post) -> None:
    for n in range(2):
        post.came(f"From: jo@elsewhere.example\nMessage-ID: <{n}@x.example>\n\nHello".encode())
    stranger, of_plan = received()
    assert stranger.stored_as is not None
    path = post.store._path(stranger.stored_as)
    of_plan.plan_id = office.plan().id
    db.session.commit()
    assert strangers.let_go(post.store, EIGHT + STRANGERS_KEPT) == 0
    later = EIGHT + STRANGERS_KEPT + timedelta(minutes=1)
    assert strangers.let_go(post.store, later) == 1
    assert strangers.let_go(post.store, later) == 0
    stranger, of_plan = received()
    assert (stranger.state, stranger.reason, stranger.stored_as) == (
        "set_aside",
        strangers.ENDED,
        None,
    )
    assert (of_plan.state, of_plan.stored_as is None) == ("parked", False)
    assert not path.exists()
    entry = office.journal()[-1]
    assert (entry.verb, entry.door, entry.reason) == ("mail.set_aside", "mail", strangers.ENDED)
