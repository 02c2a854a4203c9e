"""Texts fold so that accents, case, width, dashes and quotes make no difference."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.folding import fold, fold_with_origins
from workplan.services.finding.excerpts import excerpt
from workplan.services.finding.sought import words_in


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Überprüfung", "uberprufung"),
        ("U\u0308berpru\u0308fung", "uberprufung"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("İstanbul, ısı", "istanbul, isi"),
        ("Łódź Øresund Æsop", "lodz oresund aesop"),
        ("ＦＭＳ　２０２７", "fms 2027"),
        ("ﾌﾟﾗﾝ", "フラン"),
        ("武器輸出の審査", "武器輸出の審査"),
        ("counter‑UAS – the “plan”’s", 'counter-uas - the "plan"\'s'),
        ("one\u00a0two\tthree\r\nfour", "one two three\n\nfour"),
        ("pro\u00adto\u200btype\x00", "prototype"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
    ],
)
def test_what_a_person_does_not_tell_apart_folds_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.thorough
def test_what_is_folded_stays_as_it_is_whatever_the_character() -> None:
    everything = map(chr, range(sys.maxunicode + 1))
    changed = ((c, fold(c)) for c in everything)
    assert [c for c, folded in changed if folded != c and fold(folded) != folded] == []


def test_the_beginning_of_a_korean_syllable_is_found() -> None:
    assert fold("하") in fold("한국")


@given(st.text(), st.text())
def test_a_text_and_its_parts_fold_alike(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)
    assert fold_with_origins(one)[0] == fold(one)


@given(st.text(max_size=40), st.text(min_size=1, max_size=5), st.text(max_size=300))
def test_an_excerpt_is_the_text_as_it_was_written_and_marks_what_was_found(
    before: str, sought: str, after: str
) -> None:
    text, words = before + sought + after, words_in(sought)
    parts = excerpt(text, words)
    shown = "".join(part for part, _ in parts)
    assert shown.removeprefix("…").removesuffix("…") in text or shown in text
    for part, is_match in parts:
        assert not is_match or part in text
    assert not words or any(is_match for _, is_match in parts)


def test_an_excerpt_stands_around_the_match_and_cuts_no_word() -> None:
    text = "alpha " * 50 + "the Überprüfung of exports " + "omega " * 50
    parts = excerpt(text, words_in("uberpruf export"))
    assert [part for part, is_match in parts if is_match] == ["Überprüf", "export"]
    shown = "".join(part for part, _ in parts)
    assert shown.startswith("…alpha")
    assert shown.endswith("omega…")
    assert len(shown) < 170


def test_a_mark_goes_with_its_letter_into_what_is_marked() -> None:
    assert excerpt("Pru\u0308fu\u0308ng", ("pru",)) == [("Pru\u0308", True), ("fu\u0308ng", False)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Draft, part (1a).", ("draft", "part", "1a")),
        ("part art PART", ("part",)),
        ("counter-UAS", ("counter-uas",)),
        ("“quoted words”", ("quoted", "words")),
        ('" %', ('"', "%")),
        (" \u00ad ", ()),
    ],
)
def test_typed_text_is_cut_into_words(typed: str, words: tuple[str, ...]) -> None:
    assert words_in(typed) == words
