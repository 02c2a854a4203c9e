"""Texts are kindred by the words that they share; rare words count most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.notation.kindred import kindred

TASKS = (
    "Lower the FMS administrative surcharge to 3.2 percent",
    "Train security forces in respect for human rights",
    "Review offset policy",
    "Munitions list and Commerce list: final rules",
)


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ("An administrative surcharge weighs on small sales.", 0),
        ("Human-rights training should be given by others.", 1),
        ("Offsets cost our members work.", 2),
        ("Publish the day of each change of the munitions list.", 3),
    ],
)
def test_the_nearest_text_comes_first(said: str, nearest: int) -> None:
    assert kindred(said, TASKS)[0].place == nearest


def test_a_text_is_all_of_itself() -> None:
    [first, *_] = kindred(TASKS[2], TASKS)
    assert (first.place, round(first.share, 6)) == (2, 1.0)


@pytest.mark.parametrize("said", ["", "the and of", "1 2 3", "zebra crossings"])
def test_what_shares_no_word_has_no_kin(said: str) -> None:
    assert kindred(said, TASKS) == []


def test_no_more_than_asked_for_and_none_below_the_least() -> None:
    same = ["export rules"] * 5
    assert [kin.place for kin in kindred("export rules", same)] == [0, 1, 2]
    assert kindred("export of many other long words nobody wrote", ["export"], least=0.99) == []


def test_a_rare_word_counts_more_than_one_that_all_have() -> None:
    texts = ["report on export", "report on training", "report on offsets"]
    assert kindred("report: training", texts)[0].place == 1


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=6))
def test_a_share_is_never_less_than_nothing_nor_more_than_all(said: str, others: list[str]) -> None:
    for kin in kindred(said, others, least=0.0):
        assert 0 < kin.share <= 1 + 1e-9
