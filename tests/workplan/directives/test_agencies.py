"""Which agency of the house a name in a directive means."""

from __future__ import annotations

import pytest

from workplan.directives.agencies import guess

HOUSE = {
    "State": ("ST", "Department of State"),
    "DoD": ("DOD", "Department of Defense"),
    "Justice": ("DOJ", "Department of Justice"),
    "Treasury": ("TR", "Department of the Treasury"),
    "OMB": ("OMB", "Office of Management and Budget"),
    "NIST": ("NIST", "National Institute of Standards and Technology"),
    "USTR": ("USTR", "Office of the United States Trade Representative"),
}


@pytest.mark.parametrize(
    ("owner", "agency"),
    [
        ("Secretary of State", "State"),
        ("Department of State", "State"),
        ("Secretary of Defense", "DoD"),
        ("Secretary of the Treasury", "Treasury"),
        ("Attorney General", "Justice"),
        ("Director of the Office of Management and Budget", "OMB"),
        ("Director of the National Institute of Standards and Technology", "NIST"),
        ("United States Trade Representative", "USTR"),
        ("OMB", "OMB"),
    ],
)
def test_an_officer_stands_for_the_agency_that_he_leads(owner: str, agency: str) -> None:
    assert guess(owner, HOUSE) == agency


@pytest.mark.parametrize(
    "owner", ["Secretary of War", "heads of agencies", "Task Force", "State of Ohio"]
)
def test_nothing_is_guessed_where_none_is_plain(owner: str) -> None:
    assert guess(owner, HOUSE) == ""


def test_two_agencies_of_one_name_are_not_chosen_between() -> None:
    assert (
        guess("Department of State", {"A": ("Department of State",), "B": ("Department of State",)})
        == ""
    )


def test_a_name_that_somebody_gave_goes_before_what_is_guessed() -> None:
    names = {"DoD": ["Department of Defense"], "War": ["Secretary of Defense"]}
    assert guess("Secretary of Defense", names) == "War"
    assert guess("Department of Defense", names) == "DoD"
