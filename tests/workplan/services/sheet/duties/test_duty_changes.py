"""What an amended sentence of a directive changed, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.services.sheet.duties.duty_changes import Before, Kept, Words, changed_words

WORDS = st.lists(st.sampled_from(["a", "b", "shall", "act"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_what_stayed_and_went_is_the_old_sentence_and_what_stayed_and_came_the_new(
    before: str, after: str
) -> None:
    found = changed_words(before, after)
    if before == after:
        assert found == []
    else:
        for left_out, whole in (("new", before), ("gone", after)):
            assert " ".join(w.text for w in found if w.kind != left_out) == whole


def test_a_long_change_is_shown_whole_between_what_stayed() -> None:
    old, new = "word " * 2000 + "end", "other " * 2000 + "end"
    found = changed_words(f"It {old}", f"It {new}")
    assert [w.kind for w in found] == ["same", "gone", "new", "same"]
    assert found[-1] == Words("same", "end")


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
