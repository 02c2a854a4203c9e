"""The entries of the journal: what each of them says, and that what is refused leaves none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.ground.chain import NOW
from support.ground.office import SLUG
from support.record.snapshots import snapshot
from workplan.errors import InvalidInput, LinkWouldLoop, NotAllowed, NotFound, StaleVersion
from workplan.services.accounts import accounts
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.chain import Chain

OPERATOR = Actor(None, "Operator", "cli")


REFUSED: dict[str, tuple[type[Exception], Callable[[Chain], Any]]] = {
    "a loop": (
        LinkWouldLoop,
        lambda c: dependencies.add(
            Change(c.office.coordinator, NOW), c.first, DependencyFields(c.third)
        ),
    ),
    "a stale version": (
        StaleVersion,
        lambda c: tasks.remove(Change(c.office.coordinator, NOW), c.first, 99, "Old form"),
    ),
    "a second task of one code": (InvalidInput, lambda c: c.office.add("1a", 3, now=NOW)),
    "a lead who changes structure": (
        NotAllowed,
        lambda c: tasks.add(Change(c.office.lead, NOW), SLUG, c.office.fields("9")),
    ),
    "a stranger": (
        NotFound,
        lambda c: c.office.report(c.first, NOW, actor=c.office.stranger, percent=10),
    ),
    "a report from another agency": (
        NotAllowed,
        lambda c: c.office.report(c.first, NOW, actor=c.office.other_lead, percent=10),
    ),
    "a second baseline of one name": (
        InvalidInput,
        lambda c: baselines.freeze(
            Change(c.office.coordinator, NOW), SLUG, plan_stages.FIRST_BASELINE
        ),
    ),
    "a step back": (
        InvalidInput,
        lambda c: plan_stages.move_to_stage(Change(c.office.coordinator, NOW), SLUG, "drafting"),
    ),
    "a second account": (
        InvalidInput,
        lambda c: accounts.add(Change(OPERATOR, NOW), c.office.email("lead"), "Lena Again"),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_leaves_nothing(chain: Chain, what: str) -> None:
    error, refused = REFUSED[what]
    before = snapshot()
    with pytest.raises(error):
        refused(chain)
    assert snapshot() == before


def test_a_change_keeps_only_what_differs_before_and_after(chain: Chain) -> None:
    since = chain.office.last_seq()
    chain.office.change(chain.first, NOW, duration_days=8, name="Draft it again")
    own = chain.office.journal(since)[0]
    assert own.before == {"duration_days": 5, "name": "Draft part 1a"}
    assert own.after == {"duration_days": 8, "name": "Draft it again"}


def test_nobody_is_recorded_as_somebody_else(chain: Chain) -> None:
    since = chain.office.last_seq()
    chain.office.report(chain.first, NOW, percent=10)
    own = chain.office.journal(since)[0]
    assert (own.actor_id, own.actor_name, own.door) == (chain.office.lead.id, "Lena Ivanova", "web")
