"""Lists that name who is ordered: each of them owes the duty of the words above."""

from __future__ import annotations

import pytest

from support.duties import duties_of
from workplan.calendars.spans import days


@pytest.mark.parametrize(
    ("above", "predicate"),
    [
        (
            "(a) Within 60 days of the date of this order, the following officials shall each "
            "submit to the President a report on their holdings:",
            "submit to the President a report on their holdings",
        ),
        (
            "(a) The following heads of agencies shall each, within 60 days of the date of this "
            "order, review their rules:",
            "review their rules",
        ),
        (
            "(a) Each of the following agencies shall designate a senior official within 60 days "
            "of the date of this order:",
            "designate a senior official within 60 days of the date of this order",
        ),
        (
            "(a) Within 60 days of the date of this order, the heads of the following departments "
            "and agencies shall publish a plan—",
            "publish a plan",
        ),
    ],
)
def test_each_official_whom_a_list_names_owes_the_duty_of_the_words_above(
    above: str, predicate: str
) -> None:
    first, second, third = duties_of(
        above, "(i) the Secretary of State;", "(ii) the Secretary of War; and", "(iii) the SEC."
    )

    assert [first.leads, second.leads] == [["Secretary of State"], ["Secretary of War"]]
    assert [d.section for d in (first, second, third)] == ["2(a)(i)", "2(a)(ii)", "2(a)(iii)"]
    assert {d.predicate for d in (first, second, third)} == {predicate}
    assert {(d.due.rule, d.due.span) for d in (first, second, third)} == {("signed_plus", days(60))}
    assert first.sentence.endswith("the Secretary of State.")


def test_names_on_one_line_are_duties_of_their_own_with_their_numbers() -> None:
    first, second, third = duties_of(
        "(a) The following officials shall each submit a plan: (i) the Secretary of State; (ii) "
        "the Secretary of War, in consultation with the Attorney General; and (iii) the "
        "Secretary of Energy."
    )

    assert [d.section for d in (first, second, third)] == ["2(a)(i)", "2(a)(ii)", "2(a)(iii)"]
    assert [d.leads for d in (second, third)] == [["Secretary of War"], ["Secretary of Energy"]]
    assert second.supporting == [("Attorney General", "consult")]
    assert third.quote == "the Secretary of Energy."


def test_an_item_keeps_its_own_helpers_officer_and_date() -> None:
    first, second = duties_of(
        "(a) Within 90 days of the date of this order, the following officials shall report:",
        "(i) the Secretary of Labor, acting through the Assistant Secretary for Policy;",
        "(ii) the Secretary of War, within 30 days of the date of this order.",
    )

    assert first.through == ["Assistant Secretary for Policy"]
    assert (first.due.span, second.due.span) == (days(90), days(30))


def test_a_list_of_what_a_product_holds_names_nobody_who_is_ordered() -> None:
    (duty,) = duties_of(
        "(a) The Secretary of War shall consult the following officials on the plan:",
        "(i) the Secretary of State;",
        "(ii) the Attorney General.",
    )

    assert (duty.section, duty.leads) == ("2(a)", ["Secretary of War"])


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        (
            "The Under Secretary of Commerce for Standards and Technology and Director of the "
            "National Institute of Standards and Technology shall publish a list.",
            [
                "Under Secretary of Commerce for Standards and Technology and Director of the "
                "National Institute of Standards and Technology"
            ],
        ),
        (
            "The Under Secretary of Commerce for Oceans and Administrator of the Oceans Agency "
            "shall chart the bay.",
            ["Under Secretary of Commerce for Oceans and Administrator of the Oceans Agency"],
        ),
        (
            "The Deputy Secretary of Energy and the Director of the Budget Office shall pay.",
            ["Deputy Secretary of Energy", "Director of the Budget Office"],
        ),
    ],
)
def test_a_second_office_without_an_article_is_of_the_same_person(
    sentence: str, leads: list[str]
) -> None:
    (duty,) = duties_of(f"(a) {sentence}")

    assert duty.leads == leads


@pytest.mark.parametrize(
    ("whom", "supporting"),
    [
        ("agency heads", "agency heads"),
        ("such agencies as the Director of OMB deems fit", "agencies as the Director of OMB"),
        ("the heads of such agencies as the SEC names", "heads of agencies as the SEC names"),
    ],
)
def test_a_class_that_helps_is_worded_as_the_text_does(whom: str, supporting: str) -> None:
    (duty,) = duties_of(f"(a) The Secretary of War, in consultation with {whom}, shall plan.")

    [(who, role)] = duty.supporting
    assert who.startswith(supporting)
    assert role == "consult"
