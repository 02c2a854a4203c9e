"""States of work as people write them."""

from __future__ import annotations

import pytest

from workplan.exchange.sheets.values.statuses import State, state_in


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.NOTHING),
        (" N/A ", State.NOTHING),
        ("–", State.NOTHING),
        ("Not started", State.NOT_BEGUN),
        ("NOT-STARTED", State.NOT_BEGUN),
        ("to do", State.NOT_BEGUN),
        ("In progress", State.BEGUN),
        ("in_progress", State.OTHER),
        ("On Track!", State.BEGUN),
        ("WIP", State.BEGUN),
        ("Complete", State.DONE),
        ("✔ done", State.DONE),
        ("100 %", State.DONE),
        ("100%", State.DONE),
        ("On hold", State.OTHER),
        ("not complete", State.OTHER),
        ("done?!", State.DONE),
    ],
)
def test_a_word_says_how_work_stands_whatever_its_capitals_and_signs(
    text: str, state: State
) -> None:
    assert state_in(text) is state
