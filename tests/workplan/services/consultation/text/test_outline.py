"""The outline that a plan's text starts from."""

from __future__ import annotations

from workplan.services.consultation.text.outline import OUTLINE, hint_for


def test_the_outline_has_what_the_directive_asks_for_in_the_order_of_a_reader() -> None:
    assert [*OUTLINE] == [
        *("Purpose", "Approach", "Lines of effort", "Resources", "Measures of results"),
        *("Risks", "Consultation"),
    ]


def test_a_heading_of_the_outline_says_what_belongs_beneath_it_and_no_other_does() -> None:
    assert hint_for("Risks") == "What may go wrong, how likely it is, and what is done about it."
    assert all(hint_for(heading).endswith(".") for heading in OUTLINE)
    assert hint_for("risks") == hint_for("Annex") == ""
