"""The HTML of a stranger is shown as an outline: nothing runs, nothing is fetched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.support.shown.letters import TAGS, cleaned

PARTS = st.sampled_from(
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>"),
        *(
            "<a href='javascript:alert(1)'>x</a>",
            "<a href=https://e.example>x</a>",
            "<iframe src=//e>",
        ),
        *("<style>@import 'x'</style>", "<p style='background:url(x)'>", "<form action=x><input>"),
        *("<math><mtext></p><style>", "<table background=x><td>", "<h1>", "</h1>", "<!--", "-->"),
        *("<th>", "<link rel=stylesheet href=x>", "<base href=//e>", "words & more", "<b", "\x00"),
    ]
)
HARM = ("onerror", "onload", "javascript:", "src=", "style", "url(", "background", "data:")


@given(st.lists(PARTS, max_size=12).map("".join))
def test_no_letter_brings_anything_that_runs_or_is_fetched(html: str) -> None:
    found = str(cleaned(html)).lower()
    opened = [part.split(">")[0] for part in found.split("<")[1:]]
    names = {one.strip("/").split(" ")[0] for one in opened}
    assert names <= TAGS - {"h1", "h2", "h3", "h4", "h5", "h6", "th"}
    assert not [one for one in opened for harm in HARM if harm in one]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<h1>Dear all</h1><p>Please</p>", "<p>Dear all</p><p>Please</p>"),
        ("<title>x</title><style>p{}</style>Hello", "Hello"),
        ("<img src='https://e.example/1.gif'>Hi", "Hi"),
        (
            "<a href='https://e.example' onclick=x style=y>here</a>",
            '<a href="https://e.example" rel="noopener noreferrer nofollow">here</a>',
        ),
        ("<a href='data:text/html,x'>here</a>", '<a rel="noopener noreferrer nofollow">here</a>'),
    ],
)
def test_the_outline_stays(html: str, shown: str) -> None:
    assert str(cleaned(html)) == shown


def test_a_letter_nested_beyond_all_use_is_shown_by_its_words_and_at_once() -> None:
    deep = "<ul><li>" * 20_000 + "Please count <b>first</b> sellers."
    found = str(cleaned(deep))
    assert "<ul>" not in found
    assert "Please count" in found or found == ""


def test_an_address_that_is_not_whole_leads_nowhere() -> None:
    for href in ("/logout", "//evil.example", "logout"):
        assert "href" not in str(cleaned(f"<a href='{href}'>x</a>"))
