"""Which sentences of a paragraph order a duty of their own, and why the others do not."""

from __future__ import annotations

import pytest

from workplan.calendars.spans import Span
from workplan.directives.duties import Duty
from workplan.directives.paragraphs import LONGEST, duties_in
from workplan.directives.wording.names import names_of
from workplan.directives.wording.outline import outline_of


def read(text: str, *words: str) -> tuple[list[Duty], dict[str, str]]:
    """Return the duties of section 2, and why each paragraph without one was left out."""
    whole = f"Sec. 2. Work. {text}\n"
    found, left_out = duties_in(outline_of(whole), names_of(whole), words or ("shall",))
    return found, {unit.section: why for unit, why in left_out}


def said(text: str) -> list[tuple[str, list[str], str]]:
    """Return section, owners and rule of each duty."""
    return [(duty.section, duty.leads, duty.due.rule) for duty in read(text)[0]]


STATE, WAR = ["Secretary of State"], ["Secretary of War"]


def test_each_paragraph_that_orders_is_a_duty_of_its_section() -> None:
    assert said(
        "(a) The Secretary of State shall review the list.\n\n"
        "(b) Within 30 days of the date of this order, the Secretary of War shall issue guidance."
    ) == [("2(a)", STATE, "none"), ("2(b)", WAR, "signed_plus")]


def test_items_of_a_list_take_the_owner_and_the_date_that_stand_above_them() -> None:
    assert said(
        "(a) Within 60 days of the date of this order, the Secretary of State shall:\n\n"
        "(i) review the policy; and\n\n"
        "(ii) submit a report."
    ) == [("2(a)(i)", STATE, "signed_plus"), ("2(a)(ii)", STATE, "signed_plus")]


def test_a_date_in_the_sentence_after_belongs_to_the_duty_before() -> None:
    [duty], _ = read(
        "(a) The Secretary of State shall review the list. "
        "The review shall be completed within 90 days of the date of this order."
    )
    assert (duty.due.rule, duty.due.span) == ("signed_plus", Span(90, "days"))
    assert duty.doubts == ["Its date stands in the sentence after it."]


def test_they_are_the_owners_of_the_sentence_before() -> None:
    assert (
        said("(a) The Secretary of State shall review the list. They shall submit a draft rule.")
        == [("2(a)", STATE, "none")] * 2
    )


def test_more_about_the_same_product_is_no_second_duty() -> None:
    assert (
        len(
            said(
                "(a) The Secretary of State shall submit a report. "
                "The Secretary of State shall include in the report a summary."
            )
        )
        == 1
    )


def test_a_second_date_in_a_sentence_is_a_second_duty() -> None:
    found, _ = read(
        "(a) The Secretary of State shall, within 30 days of the date of this order, make a plan, "
        "and within 90 days of the date of this order, publish it."
    )
    assert [duty.due.span for duty in found] == [Span(30, "days"), Span(90, "days")]


@pytest.mark.parametrize(
    "text",
    [
        "(a) It is the policy of the United States to sell more.",
        "(a) The Secretary of State may lend staff.",
        "(a) The Secretary of War shall not approve a transfer.",
    ],
)
def test_a_paragraph_that_orders_nothing_is_left_out_with_a_reason(text: str) -> None:
    duties, left_out = read(text)
    assert duties == []
    assert left_out["2(a)"]


def test_a_sentence_without_an_end_is_left_out_and_not_read_for_ever() -> None:
    duties, left_out = read("(a) The Secretary of State shall review " + "the list " * LONGEST)
    assert duties == []
    assert left_out["2(a)"] == "A sentence is too long to be read"


def test_must_orders_only_where_the_directive_orders_with_it() -> None:
    text = "(a) The Secretary of State must review the list."
    assert read(text)[0] == []
    assert [duty.leads for duty in read(text, "shall", "must", "will")[0]] == [STATE]
