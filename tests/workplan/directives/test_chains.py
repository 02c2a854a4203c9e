"""Deadlines that count from another duty."""

from __future__ import annotations

from datetime import date

from support.duties import days_of, duties_of

FIRST = "(a) Within 30 days of the date of this order, the Secretary of State shall publish a list."
SECOND = (
    "(b) Within 60 days of publication of the list described in subsection (a) of this section, "
    "the "
    "Secretary of War shall issue guidance."
)
THIRD = (
    "(c) Not later than 10 days after the issuance of the guidance, the Secretary of Energy shall "
    "comment."
)


def test_chains_of_three_fall_one_after_the_other() -> None:
    duties = duties_of(FIRST, SECOND, THIRD)
    assert [duty.due.section for duty in duties] == ["", "2(a)", "2(b)"]
    assert days_of(FIRST, SECOND, THIRD) == [
        date(2026, 7, 1),
        date(2026, 8, 30),
        date(2026, 9, 9),
    ]


def test_a_duty_after_another_without_days_has_none() -> None:
    after = (
        "(b) After publication of the list under subsection (a), the Attorney General shall act."
    )
    _, duty = duties_of(FIRST, after)
    assert (duty.due.rule, duty.due.section, duty.due.span) == ("after_task", "2(a)", None)
    assert days_of(FIRST, after)[1] is None


def test_paragraphs_of_the_same_subsection_are_meant_from_where_they_are_named() -> None:
    _, later = duties_of(
        "(a) The Secretary of War shall:",
        "(1) within 90 days of the date of this order, complete a study; and",
        "(2) not later than 30 days after completion of the study described in paragraph (1) of "
        "this "
        "subsection, issue a plan.",
    )
    assert later.due.section == "2(a)(1)"


def test_what_happens_elsewhere_stays_an_event() -> None:
    for words in ("receiving notice of an order of another department", "such assessment"):
        duty = duties_of(
            FIRST,
            f"(b) Upon an assessment of harm, the Secretary of War shall report within 7 days of "
            f"{words}.",
        )[1]
        assert (duty.due.rule, duty.due.event) == ("event", words)


def test_a_circle_has_no_days() -> None:
    circle = [
        "(a) Within 5 days of the report described in subsection (b) of this section, the "
        "Secretary of "
        "State shall publish a list.",
        "(b) Within 5 days of the list described in subsection (a) of this section, the "
        "Secretary of War "
        "shall submit a report.",
    ]
    assert days_of(*circle) == [None, None]
