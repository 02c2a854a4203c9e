"""Letters about what leaves for good, sent beside the request that made them."""

from __future__ import annotations

from functools import partial

from flask import url_for

from views.support import errands
from views.support.courier import courier
from workplan import clock
from workplan.extensions import db
from workplan.mail.account_letters import Letter, compose
from workplan.mail.courier import Courier
from workplan.services.spills import letters


def tell_administrators(spill_id: int) -> None:
    """Tell those who may carry a request out that it waits."""
    link = courier().link(url_for("admin_spills.index"))
    _send(letters.to_administrators(db.session(), spill_id, link))


def tell_coordinator(spill_id: int, slug: str) -> None:
    """Tell whoever asked what became of it."""
    link = courier().link(url_for("spills.index", slug=slug))
    _send([letters.to_coordinator(db.session(), spill_id, link)])


def _send(found: list[Letter]) -> None:
    errands.start(partial(_hand_over, courier(), found))


def _hand_over(by: Courier, found: list[Letter]) -> None:
    for letter in found:
        by.hand_over(compose(letter, by.address, clock.now()))
