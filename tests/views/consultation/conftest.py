"""Fixtures of these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.consultation.consulted import MAKER, WORDS
from support.consultation.letters_in import CAMPAIGN
from support.ground.office import SLUG
from workplan.services.consultation import answers, comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.points import Settled
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site


@pytest.fixture
def written(site: Site) -> Site:
    """The plan with four comments: one with two points, an answered campaign of three, spam."""
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        comments.enter(change, SLUG, Letter(MAKER, "First sales", WORDS))
        points.split(change, SLUG, 1, 1, "Please hear small firms.")
        points.split(change, SLUG, 1, 2, "Please count first sellers.")
        for name in ("Ann", "Bob", "Cid"):
            comments.enter(change, SLUG, Letter(Sender(name), "Keep checks", CAMPAIGN))
        settled = Settled("declined", "They stay as they are.", "Decided on 3 November")
        points.settle(change, SLUG, 2, 1, 1, settled)
        answers.send(change, SLUG, 2, 2)
        comments.enter(change, SLUG, Letter(Sender("unknown"), "You have won", "Win =2+2"))
    return site
