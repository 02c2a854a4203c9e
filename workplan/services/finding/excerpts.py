"""The part of a text around what was looked for, as it was written."""

from __future__ import annotations

from collections.abc import Iterator

from workplan.folding import fold_with_origins

WIDTH = 160
BEFORE = 40
"""How many characters are shown, and how many of them before the first match."""

Parts = list[tuple[str, bool]]


def whole(text: str, words: tuple[str, ...]) -> Parts:
    """Return all of a text, in parts, each with whether it is a match."""
    return _marked(text, words, 0, len(text))


def excerpt(text: str, words: tuple[str, ...]) -> Parts:
    """Return what stands around the first match, in parts, each with whether it is a match."""
    first = min((begin for begin, _ in _spans(text, words)), default=0)
    begin = _begin(text, first)
    return _marked(text, words, begin, _end(text, begin + WIDTH))


def _marked(text: str, words: tuple[str, ...], begin: int, end: int) -> Parts:
    spans = sorted(_spans(text, words))
    parts = [("…", False)] if begin else []
    reached = begin
    for first, last in spans:
        if last <= reached or first >= end:
            continue
        parts += [(text[reached : max(first, reached)], False)]
        parts += [(text[max(first, reached) : min(last, end)], True)]
        reached = min(last, end)
    parts += [(text[reached:end], False), ("…" if end < len(text) else "", False)]
    return [part for part in parts if part[0]]


def _spans(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where each word stands in the text as it was written."""
    folded, origins = fold_with_origins(text)
    for word in words:
        found = folded.find(word)
        while found >= 0:
            after = found + len(word)
            # A mark that folding leaves out belongs to the letter before it.
            last = origins[after] if after < len(origins) else len(text)
            yield origins[found], max(last, origins[after - 1] + 1)
            found = folded.find(word, after)


def _begin(text: str, first: int) -> int:
    """Return where an excerpt begins, so that no word is cut when it can be helped."""
    if first <= BEFORE:
        return 0
    blank = text.find(" ", first - BEFORE, first)
    return blank + 1 if blank >= 0 else first - BEFORE


def _end(text: str, wanted: int) -> int:
    if wanted >= len(text):
        return len(text)
    blank = text.rfind(" ", wanted - BEFORE, wanted)
    return blank if blank >= 0 else wanted
