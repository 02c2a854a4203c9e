"""Who stands before “shall”: who is ordered, through whom they act, and who is only consulted."""

from __future__ import annotations

import pytest

from workplan.directives.orders.subjects import subject_of
from workplan.directives.wording.names import Names

STATE, DEFENSE, GENERAL = "Secretary of State", "Secretary of Defense", "Attorney General"


def subject(head: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return the names of those who are ordered, through whom, and with whom."""
    leads, through, supporting = subject_of(head, Names())
    return [owner.name for owner in leads], through, supporting


@pytest.mark.parametrize(
    ("head", "leads"),
    [
        ("The Secretary of State", [STATE]),
        ("The Secretary of State and the Secretary of Defense", [STATE, DEFENSE]),
        (
            "The Secretary of State, the Secretary of Defense, and the Attorney General",
            [STATE, DEFENSE, GENERAL],
        ),
        ("Within 30 days of the date of this order, the Secretary of State", [STATE]),
        ("To that end, the Secretary of State, as appropriate,", [STATE]),
        ("The Secretary of State (Secretary), within 30 days,", [STATE]),
    ],
)
def test_the_names_before_shall_are_ordered(head: str, leads: list[str]) -> None:
    assert subject(head) == (leads, [], [])


def test_who_is_consulted_is_not_ordered() -> None:
    head = "The Secretary of State, in consultation with the Secretary of Defense,"
    assert subject(head) == ([STATE], [], [(DEFENSE, "consult")])


def test_a_list_of_those_who_are_consulted_goes_on_to_its_and() -> None:
    head = (
        "The Secretary of State, in coordination with the Secretary of Defense, the Secretary of "
        "Commerce, and the Attorney General,"
    )
    assert subject(head) == (
        [STATE],
        [],
        [(DEFENSE, "coordinate"), ("Secretary of Commerce", "coordinate"), (GENERAL, "coordinate")],
    )


def test_who_is_consulted_may_stand_first() -> None:
    head = "In consultation with the Secretary of Defense, the Secretary of State"
    assert subject(head) == ([STATE], [], [(DEFENSE, "consult")])


def test_through_whom_somebody_acts_is_no_lead() -> None:
    head = "The Secretary of Commerce, acting through the Director of the Census Bureau,"
    leads, through, supporting = subject(head)
    assert leads == ["Secretary of Commerce"]
    assert through == ["Director of the Census Bureau"]
    assert supporting == []


def test_words_of_another_subject_take_it_from_those_before() -> None:
    assert subject("The Secretary of State may decide, and any such report")[0] == []
