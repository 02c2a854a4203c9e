"""Owners as people write them: who leads, who supports in which role."""

from __future__ import annotations

import pytest

from workplan.exchange.sheets.values.owners import Owners, owners_in
from workplan.notation.agencies import PLAIN_ROLE


def leads(*names: str) -> Owners:
    return Owners(names)


@pytest.mark.parametrize("text", ["State", " State ", "State; n/a", "State\nTBD", "State [50%]"])
def test_one_name_leads(text: str) -> None:
    assert owners_in(text) == leads("State")


@pytest.mark.parametrize("text", ["", "-", "N/A", "tbd", "?", "Unassigned", "; ;"])
def test_what_names_nobody_gives_nobody(text: str) -> None:
    assert owners_in(text) == Owners()


def test_of_names_beside_each_other_the_first_leads() -> None:
    assert owners_in("State; DoD, Commerce") == Owners(
        ("State",), (("DoD", PLAIN_ROLE), ("Commerce", PLAIN_ROLE))
    )


@pytest.mark.parametrize("text", ["State/DoD", "State + DoD", "State / DoD"])
def test_joined_names_lead_jointly(text: str) -> None:
    assert owners_in(text) == leads("State", "DoD")


def test_what_is_joined_further_on_supports() -> None:
    assert owners_in("State; DoD/Energy").supports == (("DoD", PLAIN_ROLE), ("Energy", PLAIN_ROLE))


@pytest.mark.parametrize(
    "text", ["DoD; State (lead)", "DoD; State [OPR]", "DoD\nLead: State", "DoD; State (Primary)"]
)
def test_who_is_marked_as_lead_leads_wherever_it_stands(text: str) -> None:
    assert owners_in(text) == Owners(("State",), (("DoD", PLAIN_ROLE),))


@pytest.mark.parametrize(
    ("mark", "role"),
    [
        ("(support)", "assist"),
        ("[S]", "assist"),
        ("(supporting)", "assist"),
        ("(OCR)", "coordinate"),
        ("(coord)", "coordinate"),
        ("(coordinating)", "coordinate"),
        ("(consult)", "consult"),
        ("[consulted]", "consult"),
    ],
)
def test_a_mark_says_in_which_role_somebody_supports(mark: str, role: str) -> None:
    assert owners_in(f"State; DoD {mark}") == Owners(("State",), (("DoD", role),))


def test_each_name_stands_once_and_no_lead_supports() -> None:
    found = owners_in("State (lead); State; DoD (consult); DoD (support)")
    assert found == Owners(("State",), (("DoD", "consult"),))


def test_the_name_of_an_agency_is_not_taken_apart() -> None:
    known = {"State/PM", "Export, Import and Trade"}
    assert owners_in("State/PM", known.__contains__) == leads("State/PM")
    assert owners_in("State / PM + DoD", known.__contains__) == leads("State/PM", "DoD")
    assert owners_in("Export, Import and Trade", known.__contains__) == leads(
        "Export, Import and Trade"
    )


def test_people_have_one_comma_each() -> None:
    assert owners_in("Doe, Jane; Roe, Rick") == Owners(("Doe, Jane",), (("Roe, Rick", PLAIN_ROLE),))
