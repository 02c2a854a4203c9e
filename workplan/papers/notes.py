"""Notes behind the words that they are about: found in a text, and marked by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from workplan.papers.blocks import Block, Bullets, Grid, Heading, Paragraph, Quotation, Run, Runs
from workplan.papers.markdown import blocks_of, words_in


def holds(text: str, passage: str) -> bool:
    """Tell whether a text in Markdown has some words, in one paragraph, as a reader sees it."""
    wanted = " ".join(passage.split())
    lines = words_in(blocks_of(text), has_code=False)
    return bool(wanted) and any(wanted in " ".join(line.split()) for line in lines)


def in_order(text: str, passages: Sequence[str]) -> list[int]:
    """Return the places of some passages, in the order in which a reader of a text meets them.

    Those that the text does not have come last, as they were.
    """
    lines = words_in(blocks_of(text), has_code=False)
    words = "\n".join(" ".join(line.split()) for line in lines)

    def met(place: int) -> int:
        passage = " ".join(passages[place].split())
        at = words.find(passage) if passage else -1
        return at if at >= 0 else len(words)

    return sorted(range(len(passages)), key=met)


def noted(blocks: tuple[Block, ...], passages: Iterable[tuple[int, str]]) -> tuple[Block, ...]:
    """Return blocks with the number of each note behind the first place that has its words.

    A note whose words the text has no more, or that has none, is marked nowhere.
    """
    for number, passage in passages:
        if passage.strip():
            blocks, _ = _in_blocks(blocks, _wanted(passage), number)
    return blocks


class _Wanted(NamedTuple):
    """Words to be found: with single blanks, and as a pattern with any blanks and line breaks."""

    passage: str
    pattern: re.Pattern[str]


def _wanted(passage: str) -> _Wanted:
    words = passage.split()
    return _Wanted(" ".join(words), re.compile(r"\s+".join(map(re.escape, words)) or r"(?!)"))


def _in_blocks(
    blocks: tuple[Block, ...], wanted: _Wanted, number: int
) -> tuple[tuple[Block, ...], bool]:
    for place, block in enumerate(blocks):
        marked = _in_block(block, wanted, number)
        if marked is not None:
            return (*blocks[:place], marked, *blocks[place + 1 :]), True
    return blocks, False


def _in_block(block: Block, wanted: _Wanted, number: int) -> Block | None:
    """Return a block with the mark of a note, or None if it lacks the words."""
    match block:
        case Paragraph(runs) | Heading(runs):
            marked = _in_runs(runs, wanted, number)
            return None if marked is None else block._replace(runs=marked)
        case Bullets(_, items):
            for place, item in enumerate(items):
                inner, is_found = _in_blocks(item, wanted, number)
                if is_found:
                    return block._replace(items=(*items[:place], inner, *items[place + 1 :]))
        case Quotation(inner):
            inner, is_found = _in_blocks(inner, wanted, number)
            return Quotation(inner) if is_found else None
        case Grid(head, rows, shares):
            table = (head, *rows)
            for at, cells in enumerate(table):
                for place, cell in enumerate(cells):
                    marked = _in_runs(cell, wanted, number)
                    if marked is not None:
                        row = (*cells[:place], marked, *cells[place + 1 :])
                        changed = (*table[:at], row, *table[at + 1 :])
                        return Grid(changed[0], changed[1:], shares)
    return None


def _in_runs(runs: Runs, wanted: _Wanted, number: int) -> Runs | None:
    text = "".join(run.text for run in runs)
    # A plain look first: a pattern of many words that are not there takes long to fail.
    if wanted.passage not in " ".join(text.split()) or not (found := wanted.pattern.search(text)):
        return None
    left: list[Run] = []
    end = 0
    for place, run in enumerate(runs):
        begin, end = end, end + len(run.text)
        if end >= found.end():
            cut = found.end() - begin
            rest = [run._replace(text=run.text[cut:])] if run.text[cut:] else []
            after = runs[place + 1 :]
            # Behind the notes that stand there already.
            standing = [] if rest else [*takewhile(lambda one: one.note, after)]
            head = run._replace(text=run.text[:cut])
            mark = Run("", note=number)
            return (*left, head, *standing, mark, *rest, *after[len(standing) :])
        left.append(run)
    return None
