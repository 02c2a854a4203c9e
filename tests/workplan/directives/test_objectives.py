"""The aims that a directive states: lists after “to:”, and numbers within a sentence."""

from __future__ import annotations

import pytest

from workplan.directives.objectives import objectives_in
from workplan.directives.reading import read


def aims(text: str) -> list[str]:
    return objectives_in(read(text).left_out)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Section 1. Policy. It is the policy of the United States to:\n\n"
            "(a) buy from partners;\n\n(b) sell faster; and\n\n(c) lower unit costs.\n",
            ["Buy from partners.", "Sell faster.", "Lower unit costs."],
        ),
        (
            "Section 1. Purpose. This order seeks to 1) keep the peace in the U.S. Northwest; "
            "2) mend roads; and 3) plant trees. It rests on law.",
            ["Keep the peace in the U.S. Northwest.", "Mend roads.", "Plant trees."],
        ),
        (
            "Section 1. Objectives. The strategy has these objectives:\n\n"
            "(i) open markets;\n\n(ii) safe borders.\n",
            ["Open markets.", "Safe borders."],
        ),
        (
            "Section 1. Scope. This order does not apply to (1) boats; (2) trains.",
            [],
        ),
        (
            "Sec. 2. Work. Within 60 days, the Secretary of State shall act to:\n\n"
            "(a) write a plan;\n\n(b) print it.\n",
            [],
        ),
        (
            "Sec. 8. General Provisions. (a) Nothing in this order shall be construed to:\n\n"
            "(i) impair authority; or\n\n(ii) affect budgets.\n",
            [],
        ),
    ],
    ids=["a list", "within a sentence", "a noun before", "things", "a duty", "general provisions"],
)
def test_what_somebody_wants_achieved_is_told_from_what_somebody_is_to_do(
    text: str, found: list[str]
) -> None:
    assert aims(text) == found


def test_the_same_aim_stands_once_and_one_that_is_too_long_not_at_all() -> None:
    text = "Section 1. Policy. We aim to:\n\n(a) act;\n\n(b) act;\n\n(c) " + "x" * 1001 + "."
    assert aims(text) == ["Act."]
