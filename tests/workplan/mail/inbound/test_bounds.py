"""What anybody may send costs no more than a bounded amount of work, however large it is."""

from __future__ import annotations

from email.message import EmailMessage
from itertools import pairwise
from typing import Any

import pytest

from workplan.mail.inbound import bounds, html_words, reading, words
from workplan.mail.inbound.bounds import Bounded, Unreadable

ENCODED = b"=?utf-8?q?a?= "
MULTIPART = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the head lines that the library was given to decode."""
    lengths: list[int] = []
    decode = Bounded.header_fetch_parse

    def noting(policy: Bounded, name: str, value: Any) -> Any:
        lengths.append(len(value))
        return decode(policy, name, value)

    monkeypatch.setattr(Bounded, "header_fetch_parse", noting)
    return lengths


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each part that the library has made."""
    made: list[int] = []

    class Counted(EmailMessage):
        def __init__(self, **known: Any) -> None:
            super().__init__(**known)
            made.append(1)

    monkeypatch.setattr(bounds, "EmailMessage", Counted)
    return made


@pytest.mark.parametrize("name", [b"Subject", b"From", b"Content-Type", b"Auto-Submitted"])
@pytest.mark.parametrize("times", [1_000, 40_000])
def test_of_a_head_line_a_few_thousand_characters_are_decoded(
    decoded: list[int], name: bytes, times: int
) -> None:
    content = b"From: a@b.example\r\n" + name + b": " + ENCODED * times + b"\r\n\r\nHi"
    reading.head_of(content)
    reading.read(content)
    assert decoded
    assert max(decoded) <= bounds.LONGEST_HEAD_LINE
    assert len(decoded) < 100


def test_the_head_lines_of_parts_and_of_mails_in_mails_are_cut_too(decoded: list[int]) -> None:
    long = b"Content-Disposition: attachment; filename=" + b"a" * 100_000 + b"\r\n"
    inner = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + long + b"\r\nx\r\n"
    reading.read(MULTIPART + b"--b\r\n" + long + b"\r\nx\r\n" + inner + b"--b--\r\n")
    assert max(decoded) <= bounds.LONGEST_HEAD_LINE


def test_a_head_without_an_end_is_looked_at_as_far_as_a_head_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[int] = []
    take_apart = reading.taken_apart

    def noting(content: bytes) -> EmailMessage:
        seen.append(len(content))
        return take_apart(content)

    monkeypatch.setattr(reading, "taken_apart", noting)
    head = reading.head_of(b"Subject: First\r\n" + b"X-Much: more\r\n" * 100_000)
    assert (head.subject, seen) == ("First", [bounds.LONGEST_HEAD])


def test_parts_are_counted_while_they_are_read_and_too_many_are_refused(parts: list[int]) -> None:
    content = MULTIPART + b"--b\r\n\r\nx\r\n" * 50_000
    assert reading.head_of(content).sender == "a@b.example"
    assert len(parts) == 1
    with pytest.raises(Unreadable, match="more than 200 parts"):
        reading.read(content)
    assert len(parts) == 1 + bounds.MOST_PARTS


def test_parts_inside_each_other_are_refused_beyond_a_few(parts: list[int]) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(150)
    )
    with pytest.raises(Unreadable, match="consist of parts"):
        reading.read(b"From: a@b.example\r\n" + nested)
    assert len(parts) <= bounds.MOST_NESTED + 1


def test_lines_and_head_lines_beyond_all_measure_are_refused() -> None:
    for heads in (b"X: y\r\n" * 3_000, (b"X: " + b"y" * 4_000 + b"\r\n") * 80):
        with pytest.raises(Unreadable, match="heads of its parts"):
            reading.read(b"From: a@b.example\r\n" + heads + b"\r\nHi")
    with pytest.raises(Unreadable, match="1,000,000 lines"):
        reading.read(b"From: a@b.example\n\n" + b"\n" * 1_000_000)


def test_of_many_recipients_the_first_hundred_count_and_none_is_decoded(
    decoded: list[int],
) -> None:
    many = b"".join(b"To: p%d@b.example, q%d@b.example\r\n" % (n, n) for n in range(900))
    incoming = reading.read(b"From: a@b.example\r\n" + many + b"\r\nHi")
    assert incoming.recipients[:2] == ("p0@b.example", "q0@b.example")
    assert len(incoming.recipients) == reading.MOST_RECIPIENTS
    assert len(decoded) < 50


def test_of_html_a_bounded_number_of_tags_and_characters_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    parser = html_words.LexborHTMLParser

    def noting(html: str) -> Any:
        seen.append(html)
        return parser(html)

    monkeypatch.setattr(html_words, "LexborHTMLParser", noting)
    assert html_words.text_of("<p>Done</p>" + "<div>" * 80_000) == "Done"
    assert html_words.text_of("<p>Done</p>" + "x" * 2_000_000).startswith("Done")
    assert [html.count("<") for html in seen] == [html_words.MOST_TAGS, 2]
    assert all(len(html) <= html_words.LONGEST for html in seen)


class Noting:
    """A pattern that notes how many characters it was given."""

    def __init__(self, pattern: Any) -> None:
        self.pattern, self.characters, self.longest = pattern, 0, 0

    def fullmatch(self, text: str) -> Any:
        self.characters += len(text)
        self.longest = max(self.longest, len(text))
        return self.pattern.fullmatch(text)


@pytest.mark.parametrize(
    "text",
    ["On " + "a" * 250_000 + " wrote:", "On " + "schrieb " * 30_000, ("On " + "a@" * 400) * 300],
)
def test_only_lines_as_short_as_those_of_mail_programs_are_tried_as_one(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    for line in (text, text + "\nwrote:", f"{text[:900]}\n" * 300):
        noting = Noting(words.CLOSES)
        monkeypatch.setattr(words, "CLOSES", noting)
        words.own_words(line)
        monkeypatch.undo()
        most = words.LONGEST_ATTRIBUTION * (words.LONGEST_LINE + 1)
        assert noting.longest <= most
        assert noting.characters <= len(line) * words.LONGEST_ATTRIBUTION**2


def test_only_the_lines_near_by_are_searched_for_the_mail_of_before() -> None:
    looked: list[int] = []

    class Lines(list[str]):
        def __getitem__(self, at: Any) -> Any:
            if isinstance(at, slice):
                looked.append(len(range(*at.indices(len(self)))))
            return super().__getitem__(at)

    lines = Lines(["On a@b.example wrote:", ""] * 5_000)
    assert [words._attribution(lines, at) for at, _ in pairwise(range(0, 200, 2))]
    assert max(looked) <= words.MOST_EMPTY


def test_of_a_long_answer_its_beginning_is_kept() -> None:
    assert words.own_words("Done\n" + "x" * 2_000_000).startswith("Done\nxxx")
    assert len(words.own_words("Done\n" * 200_000)) <= words.LONGEST
