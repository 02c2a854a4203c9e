"""Notes stand behind the words that they are about, and change nothing else of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.papers.blocks import Bullets, Grid, Paragraph, Quotation, Run
from workplan.papers.markdown import blocks_of, words_in
from workplan.papers.notes import holds, in_order, noted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workplan.papers.blocks import Block

TEXT = "It is *results*-focused, and\nbegins at once.\n\nIt ends in 2027."
PIECES = st.sampled_from(
    [
        "alpha",
        "beta",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "`",
        "- ",
        "> ",
        "# ",
        "|",
        "|---|\n",
        "1. ",
        "é",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
PASSAGES = st.lists(
    st.sampled_from(["alpha", "beta alpha", "alpha beta", "é", "", "*"]), max_size=4
)


def marks(blocks: Iterable[Block]) -> str:
    """Return the words of blocks, with the number of each note in brackets."""
    found = []
    for block in blocks:
        match block:
            case Bullets(_, items):
                found += [marks(item) for item in items]
            case Quotation(inner):
                found.append(marks(inner))
            case Grid(head, rows):
                found += [marks((Paragraph(cell),)) for row in (head, *rows) for cell in row]
            case _:
                runs = getattr(block, "runs", (Run(getattr(block, "text", "")),))
                found.append("".join(f"[{r.note}]" if r.note else r.text for r in runs))
    return " / ".join(found)


@pytest.mark.parametrize(
    ("passage", "is_held"),
    [
        ("results-focused", True),
        ("results-focused,   and begins", True),
        ("It is results", True),
        ("*results*", False),
        ("Results-focused", False),
        ("begins at once. It ends", False),
        ("at once", True),
        ("once.", True),
        ("one.", False),
        ("", False),
        ("  ", False),
    ],
)
def test_a_text_holds_words_as_a_reader_sees_them_within_one_paragraph(
    passage: str, is_held: bool
) -> None:
    assert holds(TEXT, passage) is is_held


def test_signs_of_a_passage_are_no_pattern() -> None:
    assert holds("Costs $5 (about).", "$5 (about).")
    assert not holds("Costs 55 about!", "$5 (about).")
    assert not holds("abc", "a.c")


def test_a_mark_stands_behind_the_words_whatever_look_they_have() -> None:
    found = noted(blocks_of("It is *results*-focused, and begins."), [(4, "results-focused")])
    assert found == (
        Paragraph(
            (
                Run("It is "),
                Run("results", is_emphasized=True),
                Run("-focused"),
                Run("", note=4),
                Run(", and begins."),
            )
        ),
    )


def test_a_mark_within_slanted_words_leaves_both_halves_slanted() -> None:
    assert noted(blocks_of("*one two*"), [(1, "one")]) == (
        Paragraph(
            (
                Run("one", is_emphasized=True),
                Run("", note=1),
                Run(" two", is_emphasized=True),
            )
        ),
    )


def test_only_the_first_place_of_the_words_is_marked() -> None:
    assert marks(noted(blocks_of("a b a\n\na"), [(1, "a")])) == "a[1] b a / a"


def test_marks_stand_in_headings_lists_quotations_and_cells() -> None:
    text = "# Aim\n\n- one\n- two\n\n> said\n\n| head | h |\n|---|---|\n| cell | c |"
    passages = [(1, "Aim"), (2, "two"), (3, "said"), (4, "head"), (5, "cell")]
    assert marks(noted(blocks_of(text), passages)) == (
        "Aim[1] / one / two[2] / said[3] / head[4] / h / cell[5] / c"
    )


def test_words_that_the_text_has_no_more_and_the_whole_section_are_marked_nowhere() -> None:
    blocks = blocks_of(TEXT)
    assert noted(blocks, [(1, "long gone"), (2, ""), (3, "  ")]) == blocks


def test_words_across_a_line_break_are_marked_behind_the_last() -> None:
    assert marks(noted(blocks_of(TEXT), [(1, "and begins")])) == (
        "It is results-focused, and\nbegins[1] at once. / It ends in 2027."
    )


def test_passages_come_in_the_order_in_which_a_reader_meets_them_the_lost_ones_last() -> None:
    passages = ["2027", "gone", "results", "", "at once"]
    assert in_order(TEXT, passages) == [2, 4, 0, 1, 3]
    assert in_order("", ["b", "a"]) == [0, 1]
    assert in_order(TEXT, []) == []


@given(TEXTS, PASSAGES)
def test_marking_loses_and_changes_no_character(text: str, passages: list[str]) -> None:
    blocks = blocks_of(text)
    marked = noted(blocks, [*enumerate(passages, 1)])
    assert [*words_in(marked)] == [*words_in(blocks)]
    assert [block.kind for block in marked] == [block.kind for block in blocks]


@given(TEXTS, PASSAGES)
def test_every_passage_has_its_place_in_the_order_once(text: str, passages: list[str]) -> None:
    assert sorted(in_order(text, passages)) == [*range(len(passages))]
