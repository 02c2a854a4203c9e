"""Who can be ordered."""

from __future__ import annotations

import pytest

from workplan.directives.wording.names import Names
from workplan.directives.wording.owners import owner_at, owners_in, spread

NAMES = Names({"NSA": "National Security Agency"})


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (
            "the Secretary of Housing and Urban Development shall",
            "Secretary of Housing and Urban Development",
        ),
        ("the Administrator of General Services shall", "Administrator of General Services"),
        ("the Director of the NSA shall", "Director of the National Security Agency"),
        (
            "the Chair of the Council on Environmental Quality (CEQ) shall",
            "Chair of the Council on Environmental Quality",
        ),
        ("the heads of all relevant agencies shall", "heads of relevant agencies"),
        ("Executive departments and agencies shall", "executive departments and agencies"),
        ("the Task Force shall", "Task Force"),
    ],
)
def test_officers_bodies_and_classes_are_named(text: str, owner: str) -> None:
    found = owner_at(text, 0, NAMES)
    assert found is not None
    assert found.name == owner


@pytest.mark.parametrize(
    "text",
    [
        "the United States shall",
        "the President shall",
        "the Congress shall",
        "the Secretary’s report shall",
        "agency plans shall",
        "the Export Control Act shall",
        "service providers shall",
        "this order shall",
    ],
)
def test_others_are_nobody_who_is_ordered(text: str) -> None:
    assert owner_at(text, 0, NAMES) is None


def test_several_of_one_title_are_each_of_them() -> None:
    text = spread("the Secretaries of State, the Treasury, and Energy shall")
    assert [owner.name for owner in owners_in(text, 0, NAMES)[0]] == [
        "Secretary of State",
        "Secretary of the Treasury",
        "Secretary of Energy",
    ]
    assert (
        spread("the Departments of State or Defense")
        == "the Department of State or the Department of Defense"
    )
