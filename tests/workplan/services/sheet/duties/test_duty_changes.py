"""What a text of a directive changed since it was read before."""

from __future__ import annotations

import pytest

from workplan.services.sheet.duties.duty_changes import Before, Kept


@pytest.mark.parametrize(
    ("sentence", "has"),
    [("A shall act.", True), ("B  shall\nact.", True), ("C shall act.", False)],
)
def test_a_joined_task_has_both_of_its_sentences(sentence: str, has: bool) -> None:
    before = Before({"1": Kept(7, "Act", "A shall act. B shall act."), "2": Kept(8, "Rest", "")})
    assert before.has(sentence) is has
    assert before.changed("2", sentence) == []
    assert (before.changed("1", sentence) == []) is has
    assert list(before.gone(["3"], [sentence])) == ([] if has else ["1"])
