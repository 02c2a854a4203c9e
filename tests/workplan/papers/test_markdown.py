"""Markdown as people write it becomes blocks of plain data, and nothing of it is HTML."""

from __future__ import annotations

import pytest

from workplan.papers.blocks import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Preformatted,
    Quotation,
    Run,
)
from workplan.papers.markdown import blocks_of, plain_of, words_in


def paragraph(*runs: Run) -> tuple[Block, ...]:
    return (Paragraph(runs),)


def test_a_text_without_words_has_no_blocks() -> None:
    assert blocks_of("") == ()
    assert blocks_of(" \n\n \n") == ()


def test_an_empty_line_begins_a_paragraph_and_a_line_break_stays_one() -> None:
    assert blocks_of("One\ntwo\n\nThree") == (
        Paragraph((Run("One"), Run("\n"), Run("two"))),
        Paragraph((Run("Three"),)),
    )


def test_words_are_slanted_bold_both_or_code() -> None:
    assert blocks_of("a *b* **c *d*** `e`") == paragraph(
        Run("a "),
        Run("b", is_emphasized=True),
        Run(" "),
        Run("c ", is_strong=True),
        Run("d", is_strong=True, is_emphasized=True),
        Run(" "),
        Run("e", is_code=True),
    )


@pytest.mark.parametrize("text", ["# Aim", "## Aim", "###### Aim", "Aim\n==="])
def test_headings_of_any_level_are_of_one(text: str) -> None:
    assert blocks_of(text) == (Heading((Run("Aim"),)),)


def test_a_list_counts_from_its_first_number_or_not_at_all() -> None:
    assert blocks_of("- a\n- b") == (Bullets(None, (paragraph(Run("a")), paragraph(Run("b")))),)
    assert blocks_of("3. a\n4. b") == (Bullets(3, (paragraph(Run("a")), paragraph(Run("b")))),)


def test_a_list_stands_in_an_item_of_another() -> None:
    inner = Bullets(1, (paragraph(Run("b")),))
    assert blocks_of("- a\n  1. b") == (Bullets(None, ((Paragraph((Run("a"),)), inner),)),)


def test_a_quotation_holds_blocks() -> None:
    assert blocks_of("> a\n>\n> b") == (
        Quotation((Paragraph((Run("a"),)), Paragraph((Run("b"),)))),
    )


def test_preformatted_lines_keep_their_blanks() -> None:
    assert blocks_of("```\na  b\n\n  *c*\n```") == (Preformatted("a  b\n\n  *c*"),)
    assert blocks_of("    a\n      b") == (Preformatted("a\n  b"),)


def test_a_table_has_as_many_cells_in_each_row_as_in_its_head() -> None:
    text = "| Measure | Target |\n|---|---|\n| *Days* | 30 |\n| Cases |\n| x | y | z |"
    assert blocks_of(text) == (
        Grid(
            ((Run("Measure"),), (Run("Target"),)),
            (
                ((Run("Days", is_emphasized=True),), (Run("30"),)),
                ((Run("Cases"),), ()),
                ((Run("x"),), (Run("y"),)),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[a](https://state.example/x?y=1)", "https://state.example/x?y=1"),
        ("[a](HTTP://state.example)", "HTTP://state.example"),
        ("[a](mailto:cora@state.example)", "mailto:cora@state.example"),
        ("[a](javascript:alert(1))", None),
        ("[a](data:text/html,x)", None),
        ("[a](file:///etc/passwd)", None),
        ("[a](ftp://state.example)", ""),
        ("[a](//evil.example/x)", ""),
        ("[a](/plans)", ""),
        ("[a](#top)", ""),
        ("[a]()", ""),
    ],
)
def test_links_lead_to_the_web_or_to_a_mailbox_and_nowhere_else(
    text: str, href: str | None
) -> None:
    # What the reader of Markdown takes for no link at all stays as it was typed.
    expected = Run(text) if href is None else Run("a", href=href)
    [block] = blocks_of(text)
    assert isinstance(block, Paragraph)
    assert "".join(run.text for run in block.runs) == expected.text
    assert {run.href for run in block.runs} == {expected.href}


def test_a_bare_address_is_a_link() -> None:
    assert blocks_of("See https://state.example/a now") == paragraph(
        Run("See "),
        Run("https://state.example/a", href="https://state.example/a"),
        Run(" now"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>a</b>",
        "a <script>alert(1)</script> b",
        "<!-- a -->",
        '<img src="x" onerror="y">',
    ],
)
def test_html_is_text_as_it_was_typed(text: str) -> None:
    assert plain_of(text) == text
    [block] = blocks_of(text)
    assert isinstance(block, Paragraph)
    assert not any(run.href for run in block.runs)


def test_pictures_are_not_drawn_and_a_line_across_is_no_block() -> None:
    assert blocks_of("![Seal](https://state.example/seal.png)") == paragraph(
        Run("!"), Run("Seal", href="https://state.example/seal.png")
    )
    kinds = [block.kind for block in blocks_of("a\n\n***\n\nb")]
    assert kinds == ["paragraph", "paragraph", "paragraph"]


def test_each_block_has_the_word_by_which_templates_know_it() -> None:
    text = "a\n\n# b\n\n- c\n\n> d\n\n```\ne\n```\n\n| f |\n|---|\n| g |"
    assert [block.kind for block in blocks_of(text)] == [
        *("paragraph", "heading", "list", "quotation", "preformatted", "table")
    ]


def test_a_reader_sees_the_words_without_their_marks() -> None:
    text = (
        "# Aim\n\nTo *begin*\nsoon.\n\n- **a**\n- [b](https://x.example)\n\n| c |\n|---|\n| `d` |"
    )
    assert plain_of(text) == "Aim To begin soon. a b c d"


def test_words_come_by_paragraph_item_cell_and_line_in_their_order() -> None:
    text = (
        "One\n\n> Two\n\n- Three\n\n  Four\n\n| Five | Six |\n|---|---|\n| Seven | |\n\n    Eight"
    )
    assert [*words_in(blocks_of(text))] == [
        *("One", "Two", "Three", "Four", "Five", "Six", "Seven", "", "Eight")
    ]


def test_signs_that_mean_something_in_other_languages_are_text() -> None:
    text = "Cost $5 @ once #1 {{ 7*7 }} \\u0041"
    assert blocks_of(text) == paragraph(Run(text))
