"""The numbers before paragraphs, which are told apart by what stands before and after them."""

from __future__ import annotations

import pytest

from workplan.directives.wording.outline import outline_of


def sections(*numbers: str) -> list[str]:
    """Return how the paragraphs of a section are cited, from their numbers; ":" opens a list."""
    lines = [
        f"{number.rstrip(':')} Words{':' if number.endswith(':') else '.'}" for number in numbers
    ]
    units = outline_of("Sec. 2. Work.\n\n" + "\n\n".join(lines))
    return [unit.section.removeprefix("2") for unit in units]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (["(a)", "(b)"], ["(a)", "(b)"]),
        (["(a):", "(i)", "(ii)", "(b)"], ["(a)", "(a)(i)", "(a)(ii)", "(b)"]),
        (["(a):", "(1)", "(2)", "(b)"], ["(a)", "(a)(1)", "(a)(2)", "(b)"]),
        (
            ["(a):", "(i):", "(A)", "(B)", "(ii)", "(b)"],
            ["(a)", "(a)(i)", "(a)(i)(A)", "(a)(i)(B)", "(a)(ii)", "(b)"],
        ),
        (
            ["(g):", "(i)", "(ii)", "(h)", "(i)", "(j)"],
            ["(g)", "(g)(i)", "(g)(ii)", "(h)", "(i)", "(j)"],
        ),
        (["(h):", "(i)", "(ii)", "(i)"], ["(h)", "(h)(i)", "(h)(ii)", "(i)"]),
        (["(i)", "(ii)", "(iii)"], ["(i)", "(ii)", "(iii)"]),
        (["(c)(i)", "(ii)", "(d)"], ["(c)(i)", "(c)(ii)", "(d)"]),
    ],
)
def test_numbers_stand_where_their_order_puts_them(numbers: list[str], found: list[str]) -> None:
    assert sections(*numbers) == found


def test_letters_and_numerals_that_look_alike_keep_their_lists() -> None:
    letters = [f"({letter})" for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert sections(*letters) == letters
    numerals = ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)", "(ix)", "(x)"]
    assert sections("(u):", *numerals, "(v)") == ["(u)", *(f"(u){n}" for n in numerals), "(v)"]
