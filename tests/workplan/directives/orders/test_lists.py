"""Lists below an order: what an item takes from the words above it."""

from __future__ import annotations

from support.duties import duties_of
from workplan.directives.reading import read


def test_items_take_owner_date_and_helpers_from_above() -> None:
    first, second = duties_of(
        "(a) The Secretary of War, in consultation with the Secretary of State, shall, within 60 "
        "days "
        "of the date of this order:",
        "(i) list the weapons; and",
        "(ii) in coordination with the Secretary of Energy, price them.",
    )
    assert [first.section, second.section] == ["2(a)(i)", "2(a)(ii)"]
    assert first.leads == second.leads == ["Secretary of War"]
    assert first.supporting == [("Secretary of State", "consult")]
    assert ("Secretary of Energy", "coordinate") in second.supporting
    assert {duty.due.span.number for duty in (first, second) if duty.due.span} == {60}


def test_owner_verb_and_date_can_lie_on_three_levels() -> None:
    (duty,) = duties_of(
        "(b) Within 60 days of the date of this order:",
        "(i) The Secretary of War shall:",
        "(A) list the weapons.",
    )
    assert (duty.section, duty.leads) == ("2(b)(i)(A)", ["Secretary of War"])
    assert duty.due.rule == "signed_plus"


def test_items_that_describe_a_product_are_no_duties() -> None:
    (duty,) = duties_of(
        "(a) The Secretary of War shall submit a report that includes:",
        "(i) a list of weapons; and",
        "(ii) an account of costs.",
    )
    assert duty.section == "2(a)"
    (by,) = duties_of("(a) The Secretary of War shall begin reform by:", "(i) training staff.")
    assert by.section == "2(a)"


def test_an_item_keeps_its_own_date() -> None:
    (duty,) = duties_of(
        "(a) Within 60 days of the date of this order, the Secretary of War shall:",
        "(i) not later than 10 days after the date of this order, list the weapons.",
    )
    assert duty.due.span is not None
    assert duty.due.span.number == 10


def test_full_sentences_below_take_the_date_alone() -> None:
    first, second = duties_of(
        "(a) Within 100 days of the date of this order, the heads of agencies shall submit the "
        "following reports:",
        "(i) The Secretary of Commerce shall submit a report on chips. The report shall be short.",
        "(ii) The Secretary of Energy shall submit a report on batteries.",
    )
    assert (first.leads, second.leads) == (["Secretary of Commerce"], ["Secretary of Energy"])
    assert first.due.span == second.due.span
    assert first.due.rule == "signed_plus"


def test_a_second_sentence_of_an_item_is_not_dated_by_the_list() -> None:
    _, later = duties_of(
        "(a) Within 60 days of the date of this order, the Secretary of War shall:",
        "(i) list the weapons. The Secretary of State shall review export rules.",
    )
    assert (later.leads, later.due.rule) == (["Secretary of State"], "none")


def test_bullets_under_words_that_require_something_of_agencies_are_theirs() -> None:
    text = (
        "Guidelines\n\nThis Memorandum requires that Federal agencies encrypt their pages by the "
        "following rules.\n\n• New pages must carry a certificate upon launch.\n\n• Old pages "
        "are best effort.\n\n"
        "• Agencies must move all pages by December 31, 2027."
    )
    first, second = read(text).duties
    assert (first.section, first.leads) == ("Guidelines, bullet 1", ["Federal agencies"])
    assert first.due.event == "upon launch"
    assert (second.section, second.due.rule) == ("Guidelines, bullet 3", "fixed")


def test_a_prohibition_in_a_list_is_no_duty() -> None:
    (duty,) = duties_of(
        "(a) The Secretary of War shall:", "(i) list the weapons; and", "(ii) not sell them."
    )
    assert duty.section == "2(a)(i)"
