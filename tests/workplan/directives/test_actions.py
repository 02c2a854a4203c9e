"""A duty in a few words."""

from __future__ import annotations

import pytest

from support.duties import only
from workplan.directives.actions import LONGEST, action_of, recipient_of


@pytest.mark.parametrize(
    ("predicate", "action"),
    [
        ("submit a plan to the Congress by December 31, 2027.", "Submit a plan to the Congress"),
        ("publish a list (the List), in consultation with industry.", "Publish a list"),
        ("review the rules described in subsection (b) of this section.", "Review the rules"),
        ("report annually.", "Report annually"),
    ],
)
def test_details_are_cut_where_they_begin(predicate: str, action: str) -> None:
    assert action_of(only(f"The Secretary of State shall {predicate}")) == action


def test_a_long_one_ends_with_a_whole_word() -> None:
    action = action_of(
        only("The Secretary of State shall develop " + "very long words and " * 20 + "end.")
    )
    assert len(action) <= LONGEST
    assert action.split()[-1] in ("very", "long", "words")


@pytest.mark.parametrize(
    ("predicate", "action"),
    [
        (
            "submit a joint letter to the Congress proposing an update to statutory congressional "
            "certification thresholds.",
            "Submit a joint letter to the Congress proposing an update",
        ),
        (
            "work with the Congress to review congressional notification processes to ensure that "
            "they are swift.",
            "Work with the Congress to review congressional notification processes",
        ),
    ],
)
def test_a_long_one_leaves_no_phrase_unfinished(predicate: str, action: str) -> None:
    assert action_of(only(f"The Secretary of State shall {predicate}")) == action


def test_who_gets_the_product_is_said() -> None:
    duty = only(
        "The Secretary of State shall submit a plan to the President, through the Director of the "
        "Office of Trade, on chips."
    )
    assert recipient_of(duty) == "President, through the Director of the Office of Trade"
    assert recipient_of(only("The Secretary of State shall review the rules.")) is None
