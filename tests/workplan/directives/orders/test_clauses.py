"""Who is ordered by a sentence, with whom and through whom."""

from __future__ import annotations

import pytest

from support.duties import duties_of, only

STATE, WAR, ENERGY = "Secretary of State", "Secretary of War", "Secretary of Energy"


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("The Secretary of State shall draft a plan.", [STATE]),
        ("The Secretaries of State, War, and Energy shall draft a plan.", [STATE, WAR, ENERGY]),
        ("The Secretary of State and the Secretary of War shall jointly draft it.", [STATE, WAR]),
        (
            "The Secretary of State or the Secretary of War, as appropriate, shall act on it.",
            [STATE, WAR],
        ),
        ("The Secretary of State and the Secretary of War shall each draft a plan.", [STATE, WAR]),
        ("The head of each agency shall name an officer.", ["heads of agencies"]),
        ("Each agency head shall name an officer.", ["heads of agencies"]),
        ("All agencies shall name an officer.", ["agencies"]),
        (
            "Each agency that owns or leases land shall list it.",
            ["heads of agencies that own or lease land"],
        ),
        ("The Secretary of State is hereby directed to draft a plan.", [STATE]),
        (
            "The Secretary of State and the Secretary of War are directed to draft one.",
            [STATE, WAR],
        ),
        ("I am directing the Secretary of State to draft a plan.", [STATE]),
        (
            "I hereby direct the Secretary of State and the Secretary of War to draft one.",
            [STATE, WAR],
        ),
        (
            "The President of the Export-Import Bank of the United States shall lend money.",
            ["President of the Export-Import Bank of the United States"],
        ),
        ("Each of the Secretaries of State and War shall name a member.", [STATE, WAR]),
        ("The Task Force established by section 5 shall write it.", ["Task Force"]),
        (
            "The Committee on Foreign Investment in the United States (CFIUS) and its agencies "
            "shall review deals.",
            ["Committee on Foreign Investment in the United States"],
        ),
        (
            "To keep pace with threats, risks, and needs, the Secretary of State shall draft a "
            "plan.",
            [STATE],
        ),
        (
            "For any country to which subsection (a) applies and that is, as of today, at war, "
            "the "
            "Secretary of State shall draft a plan.",
            [STATE],
        ),
    ],
)
def test_owners_stand_before_the_order_in_many_ways(sentence: str, leads: list[str]) -> None:
    assert only(sentence).leads == leads


@pytest.mark.parametrize(
    "sentence",
    [
        "The United States shall lead the world.",
        "The Federal Government shall use all means.",
        "The Board’s membership shall include officers.",
        "Service providers shall report incidents.",
        "Such recommendations shall include costs.",
        "The Secretary of State may draft a plan.",
        "The Secretary of State shall not draft a plan.",
        "The report shall be considered by the Secretary of State.",
        "Nothing in this order shall bind the Secretary of State.",
        "The Task Force shall terminate after 2 years.",
        "Agencies shall cooperate with the Task Force.",
    ],
)
def test_not_every_shall_orders_somebody_to_do_something(sentence: str) -> None:
    assert duties_of(sentence) == []


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("in consultation with", "consult"),
        ("after consultation with", "consult"),
        ("after consulting with", "consult"),
        ("in coordination with", "coordinate"),
        ("in cooperation with", "coordinate"),
        ("in conjunction with", "coordinate"),
        ("with the assistance of", "assist"),
        ("with the support of", "assist"),
        ("with the concurrence of", "concur"),
        ("after approval of", "concur"),
    ],
)
def test_those_beside_an_owner_have_a_role_wherever_they_stand(words: str, role: str) -> None:
    between = only(f"The Secretary of State, {words} the Secretary of War, shall draft a plan.")
    before = only(
        f"{words[0].upper()}{words[1:]} the Secretary of War, the Secretary of State shall draft "
        f"it."
    )
    inside = only(f"The Secretary of State shall, {words} the Secretary of War, draft a plan.")
    after = only(f"The Secretary of State shall draft a plan, {words} the Secretary of War.")
    for duty in (between, before, inside, after):
        assert (duty.leads, duty.supporting) == ([STATE], [(WAR, role)])
        assert duty.predicate.startswith("draft")


def test_two_kinds_of_help_stand_in_one_sentence() -> None:
    duty = only(
        "The Secretary of State, in consultation with the Attorney General and the Secretary of "
        "Labor, and in coordination with the Secretary of War acting through the Director of the "
        "National Security Agency, and the Secretary of Energy, shall draft a plan."
    )
    assert duty.leads == [STATE]
    assert duty.supporting == [
        ("Attorney General", "consult"),
        ("Secretary of Labor", "consult"),
        (WAR, "coordinate"),
        (ENERGY, "coordinate"),
    ]
    assert duty.through == []


@pytest.mark.parametrize("words", ["acting through", "through"])
def test_an_officer_through_whom_a_lead_acts_is_no_second_lead(words: str) -> None:
    duty = only(
        f"The Secretary of War, {words} the Director of the National Security Agency, and the "
        "Secretary of Energy shall draft a plan."
    )
    assert duty.through == ["Director of the National Security Agency"]
    assert WAR in duty.leads


@pytest.mark.parametrize(
    ("verb", "role"), [("consult", "consult"), ("work", "coordinate"), ("coordinate", "coordinate")]
)
def test_with_whom_somebody_works_can_be_the_order_itself(verb: str, role: str) -> None:
    duty = only(f"The Secretary of State shall {verb} with the Secretary of War to settle it.")
    assert duty.supporting == [(WAR, role)]


def test_congress_and_the_president_are_nobody_s_helpers() -> None:
    duty = only("The Secretary of State shall work with the Congress to review thresholds.")
    assert duty.supporting == []


def test_they_are_those_of_the_sentence_before() -> None:
    _, later = duties_of(
        "The Secretary of State shall take steps. They shall report within 30 days of the date of "
        "this order."
    )
    assert later.leads == [STATE]


def test_an_officer_through_whom_one_acts_can_stand_before_those_who_help() -> None:
    duty = only(
        "The Secretary of State shall, through the Director of the National Security Agency, and "
        "in coordination with the Secretary of War and the Secretary of Energy, draft a plan."
    )
    assert duty.through == ["Director of the National Security Agency"]
    assert duty.supporting == [(WAR, "coordinate"), (ENERGY, "coordinate")]
