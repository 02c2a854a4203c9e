"""What went from a text and what came: by words in a sentence, by paragraphs in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workplan.notation.changed_words import Words, changed_paragraphs, changed_words

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


LINES = st.lists(st.sampled_from(["one a", "one b", "two", "three four", ""]), max_size=9)


@given(LINES, LINES)
def test_of_each_paragraph_that_changed_both_texts_can_be_read(
    before: list[str], after: list[str]
) -> None:
    found = changed_paragraphs("\n".join(before), "\n".join(after))
    old, new = ([line for line in lines if line] for lines in (before, after))
    assert (found == []) == (old == new)
    went = [" ".join(w.text for w in one if w.kind != "new") for one in found]
    came = [" ".join(w.text for w in one if w.kind != "gone") for one in found]
    for said, whole in ((went, old), (came, new)):
        assert all(line in whole for line in said if line)
    # What is not said to have changed stands in both, as often.
    for line in {*old, *new}:
        assert old.count(line) - went.count(line) == new.count(line) - came.count(line)


def test_only_what_changed_is_told_and_blank_lines_are_nothing() -> None:
    before = "# Criteria\n\n1. Treaties.\n2. Control.\n3. Price."
    after = "# Criteria\n1. Treaties by name.\n\n2. Control.\n3. Price.\n4. Risk."
    assert changed_paragraphs(before, after) == [
        [Words("same", "1."), Words("gone", "Treaties."), Words("new", "Treaties by name.")],
        [Words("new", "4. Risk.")],
    ]
    assert changed_paragraphs(before, before.replace("\n", "\n\n")) == []


def test_very_many_changed_paragraphs_are_told_one_by_one_as_they_stand() -> None:
    before = "\n".join(f"old {n}" for n in range(400))
    after = "\n".join(f"new {n}" for n in range(401))
    found = changed_paragraphs(before, after)
    assert len(found) == 401
    assert found[-1] == [Words("new", "new 400")]
