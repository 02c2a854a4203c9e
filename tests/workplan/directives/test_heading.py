"""The head of a directive: how it is cited, its title, the day of its signature."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.directives.heading import heading_of


@pytest.mark.parametrize(
    ("text", "citation", "title", "signed_on"),
    [
        (
            "Executive Order 19999 of May 6, 2031\n\nBetter Bridges\n\nBy the authority vested in "
            "me by Executive Order 11111, it is ordered:",
            "EO 19999",
            "Better Bridges",
            date(2031, 5, 6),
        ),
        (
            "NATIONAL SECURITY MEMORANDUM/NSM-77\n\nMEMORANDUM FOR THE SECRETARY OF STATE\n\n"
            "SUBJECT:   Safe Harbors and\n\nOpen Seas\n\nAs outlined in NSM-18, the harbors of "
            "the country matter to everybody who lives near the sea.",
            "NSM-77",
            "Safe Harbors and Open Seas",
            None,
        ),
        (
            "National Security Presidential Memorandum-12\nSubject: Ferries\nSigned.",
            "NSPM-12",
            "Ferries",
            None,
        ),
        ("M-31-07\n\nCounting Boats\n\nAgencies count boats.", "M-31-07", "Counting Boats", None),
        ("By the authority vested in me by EO 12345:\n\nSection 1.", "", "", None),
        ("", "", "", None),
    ],
    ids=["an order", "a memorandum", "a presidential one", "of a bureau", "without a head", "none"],
)
def test_the_head_is_read_as_far_as_it_says_anything(
    text: str, citation: str, title: str, signed_on: date | None
) -> None:
    assert heading_of(text) == (citation, title, signed_on)
