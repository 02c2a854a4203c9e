"""A whole directive: its parts work together, and what is left out has a reason."""

from __future__ import annotations

from datetime import date

from workplan.directives.reading import read

ORDER = """EXECUTIVE ORDER

Section 1. Purpose. The United States needs its own minerals. Agencies shall act as a matter of
policy.

Sec. 2. Minerals. (a) Within 30 days of the date of this order, the Secretary of the Interior,
acting through the Director of the United States Geological Survey (USGS), in coordination with
the Secretary of War and in consultation with the heads of other relevant agencies, shall
publish a list of minerals (Mineral List).

(b) Within 180 days of the date that the Secretary of the Interior publishes the Mineral List
under subsection (a) of this section, the Secretary of Commerce, in coordination with the
Secretaries of War, the Interior, and Energy, and the United States Trade Representative, shall
submit a report to the President, through the Chair of the National Energy Dominance Council
(NEDC), that includes:

(i) a strategy to depend less on imports; and

(ii) an account of progress that agencies shall make.

(c) The Secretary of War shall not approve a transfer that lacks such an account.

(d) The Secretary of Energy may lend staff.

Sec. 3. Definitions. The term “mineral” means what the Mineral List names.

Sec. 4. General Provisions. (a) Nothing in this order shall be construed to impair the authority
granted by law to an executive department.

(b) The Secretary of State is authorized and directed to publish this memorandum in the Federal
Register.

THE WHITE HOUSE,

January 5, 2026.
"""


def test_an_order_gives_its_duties_with_owners_helpers_rules_and_days() -> None:
    reading = read(ORDER)
    first, second = reading.duties
    assert reading.signed_on == date(2026, 1, 5)
    assert (first.section, first.leads) == ("2(a)", ["Secretary of the Interior"])
    assert first.through == ["Director of the United States Geological Survey"]
    assert first.supporting == [
        ("Secretary of War", "coordinate"),
        ("heads of other relevant agencies", "consult"),
    ]
    assert (second.section, second.due.rule, second.due.section) == ("2(b)", "after_task", "2(a)")
    assert [who for who, _ in second.supporting] == [
        "Secretary of War",
        "Secretary of the Interior",
        "Secretary of Energy",
        "United States Trade Representative",
    ]
    assert reading.directed_on == [date(2026, 2, 4), date(2026, 8, 3)]


def test_what_orders_nobody_is_left_out_with_its_reason() -> None:
    why = {(unit.section, unit.text[:20]): reason for unit, reason in read(ORDER).left_out}
    assert why["1", "The United States ne"] == "Purpose or policy"
    assert why["2(b)(ii)", "an account of progre"].startswith("It says what a product holds")
    assert why["2(c)", "The Secretary of War"] == "It forbids; it orders no work"
    assert why["2(d)", "The Secretary of Ene"] == "It allows; it orders nothing"
    assert why["3", "The term “mineral” m"] == "A definition"
    assert why["4(a)", "Nothing in this orde"] == "General provisions"
    assert why["4(b)", "January 5, 2026."] == "Heading or signature"


def test_every_duty_is_found_at_its_place_in_the_text() -> None:
    for duty in read(ORDER).duties:
        there = ORDER[duty.at : duty.at + duty.length]
        assert " ".join(there.split()).endswith(" ".join(duty.quote.split()))


def test_a_given_day_goes_before_the_one_in_the_text() -> None:
    assert read(ORDER, date(2026, 3, 1)).directed_on[0] == date(2026, 3, 31)


def test_where_nothing_shall_be_done_must_and_will_order() -> None:
    text = "The Secretary of Energy will publish it by May 4, 2027.\n\nAgencies must report yearly."
    assert [duty.leads for duty in read(text).duties] == [["Secretary of Energy"], ["agencies"]]
    order = (
        "The Secretary of Energy shall act. " * 4 + "\n\nThe Secretary of Energy will publish it."
    )
    assert not [duty for duty in read(order).duties if "publish" in duty.predicate]


def test_no_text_at_all_gives_no_duty() -> None:
    assert read("").duties == []
