"""Every word of the glossary stands in the file that it is said to be at home in."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from support.ground.places import ROOT


class Word(NamedTuple):
    """A line of the glossary."""

    word: str
    meaning: str
    home: str


def words() -> list[Word]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `([^`|]+)` \|$", text, re.MULTILINE)
    return [Word(*row) for row in rows]


def pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word, in a name or a sentence, whatever joins its parts."""
    joined = r"[-_\s]*".join(re.escape(part) for part in re.split(r"[- ]", word))
    return re.compile(joined, re.IGNORECASE)


def test_each_word_stands_once() -> None:
    found = [one.word for one in words()]
    assert len(found) > 50
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("word", words(), ids=lambda word: word.word)
def test_each_word_is_at_home_in_its_file(word: Word) -> None:
    assert pattern(word.word).search((ROOT / word.home).read_text(encoding="utf-8"))


def test_no_line_of_a_table_is_left_out() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "| word |" not in line]
    assert len(rows) == len(words())
