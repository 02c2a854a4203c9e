"""With whom something is done: the words that say so, and the roles that they mean."""

from __future__ import annotations

import pytest

from workplan.directives.orders.roles import ROLE, role_of, roles_in, trailing_roles
from workplan.directives.wording.names import Names

NAMES = Names()
STATE = "Secretary of State"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("in consultation with the Secretary of State", "consult"),
        ("in close consultation with the Secretary of State", "consult"),
        ("after consulting with the Secretary of State", "consult"),
        ("in coordination with the Secretary of State", "coordinate"),
        ("in consultation and coordination with the Secretary of State", "consult"),
        ("in coordination, as appropriate, with the Secretary of State", "coordinate"),
        ("in partnership with the Secretary of State", "coordinate"),
        ("working with the Secretary of State", "coordinate"),
        ("with the concurrence of the Secretary of State", "concur"),
        ("subject to the approval of the Secretary of State", "concur"),
        ("after receiving the consent of the Secretary of State", "concur"),
        ("with the assistance of the Secretary of State", "assist"),
        ("with the support of the Secretary of State", "assist"),
        ("with the advice of the Secretary of State", "consult"),
        ("acting through the Secretary of State", "through"),
        ("through the Secretary of State", "through"),
    ],
)
def test_words_open_a_role(words: str, role: str) -> None:
    found = ROLE.search(words)
    assert found is not None
    assert role_of(found) == role


@pytest.mark.parametrize(
    "words", ["through appropriate means", "with the Secretary of State", "in the Department"]
)
def test_other_words_open_none(words: str) -> None:
    assert ROLE.search(words) is None


def test_all_of_a_list_have_the_role() -> None:
    text = "in consultation with the Secretary of State and the Attorney General, shall"
    assert roles_in(text, NAMES) == [(STATE, "consult"), ("Attorney General", "consult")]


def test_several_roles_stand_in_one_text() -> None:
    text = (
        "in coordination with the Secretary of State, and with the concurrence of the Attorney "
        "General,"
    )
    assert roles_in(text, NAMES) == [(STATE, "coordinate"), ("Attorney General", "concur")]


def test_through_whom_somebody_acts_is_no_support() -> None:
    assert roles_in("acting through the Secretary of State", NAMES) == []


def test_those_who_have_no_name_are_kept_as_they_are_worded() -> None:
    assert roles_in("in consultation with the private sector, ", NAMES) == [
        ("private sector", "consult")
    ]


def test_congress_and_the_president_support_nothing() -> None:
    assert roles_in("in consultation with the Congress", NAMES) == []


def test_who_is_worked_with_at_the_end_of_a_duty_supports_it() -> None:
    assert trailing_roles(
        "submit a report, in coordination with the Secretary of State.", NAMES
    ) == [(STATE, "coordinate")]
    assert trailing_roles("consult with the Secretary of State regarding it", NAMES) == [
        (STATE, "consult")
    ]


def test_what_is_told_of_a_third_thing_is_no_part_of_the_duty() -> None:
    predicate = "review each rule that was issued in consultation with the Secretary of State"
    assert trailing_roles(predicate, NAMES) == []
