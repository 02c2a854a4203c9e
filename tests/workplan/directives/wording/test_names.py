"""What a text calls its agencies and officers."""

from __future__ import annotations

import pytest

from workplan.directives.wording.names import names_of


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the Office of Management and Budget (OMB)", "OMB", "Office of Management and Budget"),
        (
            "the Assistant to the President for National Security Affairs (APNSA)",
            "APNSA",
            "Assistant to the President for National Security Affairs",
        ),
        ("the Cyber Safety Review Board (Board)", "Board", "Cyber Safety Review Board"),
        (
            "the Director of National Intelligence (Director)",
            "Director",
            "Director of National Intelligence",
        ),
        (
            "the Director of the National Security Agency as the National Manager for National "
            "Security "
            "Systems (National Manager)",
            "National Manager",
            "Director of the National Security Agency",
        ),
        (
            "The National Archives and Records Administration shall serve as the Executive Agent "
            "for it.",
            "Executive Agent",
            "National Archives and Records Administration",
        ),
    ],
)
def test_short_names_and_roles_are_known_after_they_are_given(
    text: str, short: str, long: str
) -> None:
    assert names_of(f"Today {text} and others.").meant[short] == long


def test_names_are_written_out_after_of_only() -> None:
    names = names_of("the Federal Acquisition Regulation (FAR) and the Board of Trade (BOT)")
    assert names.whole("the Director of BOT") == "Director of the Board of Trade"
    assert names.whole("the FAR Council") == "FAR Council"
    assert names.whole("The BOT") == "Board of Trade"


def test_brackets_that_define_nothing_are_passed_over() -> None:
    assert (
        names_of("the law (22 U.S.C. 2751) and the plan (see below) of 1998 (as amended)").meant
        == {}
    )
