"""What people write is Markdown, and can do no harm."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from views.support.shown.markdown import marked_down

LINK = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "<p>plain</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("**so** and *so*", "<p><strong>so</strong> and <em>so</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("`code`", "<p><code>code</code></p>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("", ""),
    ],
)
def test_a_text_is_marked_up_as_it_is_written(text: str, html: str) -> None:
    assert marked_down(text) == Markup(html)  # noqa: S704  # the expected text


def test_an_address_becomes_a_link_that_leaves_no_trace() -> None:
    assert marked_down("see https://example.gov/a") == (
        f'<p>see <a href="https://example.gov/a" {LINK}>https://example.gov/a</a></p>\n'
    )
    assert marked_down("[us](mailto:a@example.gov)") == (
        f'<p><a href="mailto:a@example.gov" {LINK}>us</a></p>\n'
    )


@pytest.mark.parametrize("text", ["# Heading", "Heading\n===", "***"])
def test_nobody_writes_a_heading_or_a_rule_into_a_page(text: str) -> None:
    assert "<h" not in marked_down(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,<script>alert(1)</script>)",
        "![a](https://example.gov/pixel.png)",
        "<a href='https://example.gov' onclick='x()'>a</a>",
        "<iframe src='https://example.gov'></iframe>",
        "<style>p { display: none }</style>",
    ],
)
def test_what_could_do_harm_is_shown_as_text_or_not_at_all(text: str) -> None:
    html = str(marked_down(text))
    for tag in ("<script", "<img", "<iframe", "<style", 'javascript:alert(1)"', 'href="data:'):
        assert tag not in html
    assert "onclick='x()'>" not in html
