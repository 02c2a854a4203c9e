"""When a duty is due, and what only looks like a deadline."""

from __future__ import annotations

from datetime import date

import pytest

from support.duties import duties_of, only
from workplan.directives.form import due_as_json

WHO, THE = "the Secretary of State", "The Secretary of State"


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        (f"Within 60 days of the date of this order, {WHO} shall report.", {"days": 60}),
        (
            f"Not later than 90 days after the date of this memorandum, {WHO} shall report.",
            {"days": 90},
        ),
        (
            f"No later than forty-five days after issuance of this order, {WHO} shall report.",
            {"days": 45},
        ),
        (f"{THE} shall, within 1 year of the date of this order, report.", {"years": 1}),
        (f"{THE} shall report within six months of the date of this order.", {"months": 6}),
        (
            f"Within one hundred and eighty (180) days of this order, {WHO} shall report.",
            {"days": 180},
        ),
        (f"Within 2 weeks from the signing of this directive, {WHO} shall report.", {"weeks": 2}),
        (f"Within 30 days, {WHO} shall report.", {"days": 30}),
    ],
)
def test_spans_count_from_the_signature_however_they_are_worded(
    sentence: str, due: dict[str, int]
) -> None:
    assert due_as_json(only(sentence).due) == {"rule": "signed_plus", **due}


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("by December 31, 2027", date(2027, 12, 31)),
        ("no later than May 4, 2027", date(2027, 5, 4)),
        ("on or before July 1, 2027", date(2027, 7, 1)),
        ("by the end of fiscal year 2028", date(2028, 9, 30)),
        ("not later than the end of calendar year 2028", date(2028, 12, 31)),
    ],
)
def test_days_and_ends_of_years_are_fixed(words: str, on: date) -> None:
    before = only(f"{words[0].upper()}{words[1:]}, {WHO} shall report.")
    between = only(f"{THE} shall, {words}, report.")
    after = only(f"{THE} shall report {words}.")
    for duty in (before, between, after):
        assert (duty.due.rule, duty.due.on) == ("fixed", on)


@pytest.mark.parametrize(
    ("words", "every"),
    [
        ("annually", "year"),
        ("on an annual basis", "year"),
        ("biennially", "2 years"),
        ("every 2 years", "2 years"),
        ("every other year", "2 years"),
        ("on a quarterly basis", "quarter"),
        ("every 60 days", "60 days"),
        ("once every fiscal year", "fiscal year"),
        ("not less frequently than twice per year", "6 months"),
        ("monthly", "month"),
        ("each fiscal quarter", "quarter"),
        ("regularly", ""),
    ],
)
def test_a_period_is_read_before_and_after_the_verb(words: str, every: str) -> None:
    after = only(f"{THE} shall report {words} to the Congress.")
    inside = only(f"{THE} shall {words} report to the Congress.")
    for duty in (after, inside):
        assert (duty.due.rule, duty.due.every) == ("recurring", every)


@pytest.mark.parametrize(
    ("sentence", "every", "first"),
    [
        (
            f"Within 180 days of the date of this order, and every 2 years thereafter, {WHO} "
            f"shall report.",
            "2 years",
            {"rule": "signed_plus", "days": 180},
        ),
        (
            f"By May 4, 2027, and annually thereafter, {WHO} shall report.",
            "year",
            {"rule": "fixed", "on": "2027-05-04"},
        ),
        (
            f"Every 180 days after the date of this order, {WHO} shall report.",
            "180 days",
            {"rule": "signed_plus", "days": 180},
        ),
        (f"{THE} shall provide quarterly reports.", "quarter", None),
    ],
)
def test_a_period_can_have_a_first_day(sentence: str, every: str, first: object) -> None:
    assert due_as_json(only(sentence).due) == {"rule": "recurring", "every": every, "first": first}


@pytest.mark.parametrize(
    ("sentence", "days", "event"),
    [
        (
            f"Upon request by an agency, {WHO} shall explain the rule.",
            None,
            "upon request by an agency",
        ),
        (f"Prior to any transfer, {WHO} shall obtain assurances.", None, "prior to any transfer"),
        (
            f"If {WHO} finds harm, {WHO} shall report within 45 days of such finding.",
            45,
            "such finding",
        ),
        (
            f"{THE} shall brief allies upon completion of a review.",
            None,
            "upon completion of a review",
        ),
    ],
)
def test_an_event_is_waited_for(sentence: str, days: int | None, event: str) -> None:
    due = only(sentence).due
    assert (due.rule, due.span and due.span.number, due.event) == ("event", days, event)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{THE} shall put it into the annual budget process.",
        f"{THE} shall issue guidance requiring agencies to comply by December 31, 2030.",
        f"{THE} shall set rules under which contractors report within 3 days of need.",
        f"{THE} shall carry out Executive Order 13526 of December 29, 2009.",
        f"{THE} shall hire staff who are compensated annually.",
    ],
)
def test_cited_days_inner_days_and_false_friends_date_nothing(sentence: str) -> None:
    assert only(sentence).due.rule == "none"


def test_a_condition_in_days_is_no_deadline() -> None:
    duty = only(f"If a country gives no word within 45 days, {WHO} shall stop the transfer.")
    assert (duty.due.rule, duty.due.span) == ("event", None)


def test_haste_without_a_day_is_kept_as_its_word() -> None:
    assert only(f"{THE} shall promptly draft a plan.").due.urgency == "promptly"
    duty = only(f"{THE} shall, as soon as practicable, draft a plan.")
    assert duty.due.urgency == "as soon as practicable"


def test_a_second_sentence_can_date_the_first() -> None:
    duty = only(
        f"{THE} shall develop a plan. The plan shall be submitted to the President "
        "within 90 days of the date of this order."
    )
    assert due_as_json(duty.due) == {"rule": "signed_plus", "days": 90}
    assert "Its date stands in the sentence after it." in duty.doubts


def test_one_sentence_with_several_deadlines_is_several_duties() -> None:
    found = duties_of(
        f"{THE} shall notify the committees within 7 days following a finding and within "
        "9 days following a waiver, and shall brief them within 30 days of the date of this order."
    )
    assert [duty.due.span.number for duty in found if duty.due.span] == [7, 9, 30]


def test_days_without_a_beginning_count_from_what_the_sentence_begins_with() -> None:
    due = only(f"Upon receipt of a complaint, {WHO} shall, within 30 days, answer it.").due
    assert (due.rule, due.span and due.span.number, due.event) == (
        "event",
        30,
        "receipt of a complaint",
    )


def test_a_day_of_each_year_comes_again() -> None:
    due = only(f"Not later than December 31 of each year, {WHO} shall report to the Congress.").due
    assert (due.rule, due.every) == ("recurring", "year")


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("Within 30 business days, the Secretary of State shall act.", "counts working days"),
        (
            "In each of the next 3 years, the Secretary of State shall submit a report.",
            "for some years only",
        ),
        ("Within 30 days, the Secretary of State shall act.", ""),
    ],
)
def test_what_days_and_years_cannot_hold_is_a_doubt(sentence: str, doubt: str) -> None:
    doubts = " ".join(only(sentence).doubts)
    assert doubt in doubts
    assert bool(doubt) is ("working days" in doubts or "some years" in doubts)


def test_twice_a_year_at_the_beginning_is_every_six_months() -> None:
    duty = only("Twice a year, the Secretary of State shall submit a report to the President.")
    assert (duty.due.rule, duty.due.every) == ("recurring", "6 months")
