"""Of an answer, what its writer wrote stays, and nothing of the mail that it answers."""

from __future__ import annotations

import pytest

from workplan.mail.inbound.html_words import text_of
from workplan.mail.inbound.words import own_words

MAIL = """Please report on this task.

1a  Draft the report
  Due:            Friday 27 Nov 2026 (in 2 working days)"""
QUOTED = "\n".join(f"> {line}".rstrip() for line in MAIL.splitlines())
OURS = '"Workplan" <workplan@state.example>'

SAMPLES = {
    "gmail, answer above": (
        "It is with the lawyers.\n\n"
        "On Wed, Nov 25, 2026 at 8:00 AM Workplan <workplan@state.example> wrote:\n\n"
        f"{QUOTED}\n",
        "It is with the lawyers.",
    ),
    "gmail, the line broken in two": (
        "Signed today.\n\nOn Wed, Nov 25, 2026 at 8:00 AM Workplan\n"
        f"<workplan+7f3a9c@state.example> wrote:\n\n{QUOTED}",
        "Signed today.",
    ),
    "outlook, the head of the old mail": (
        f"Will be done on 4 December.\n\n________________________________\nFrom: {OURS}\n"
        "Sent: Wednesday, November 25, 2026 8:00 AM\n"
        f"To: Lena Ivanova <lena@state.example>\nSubject: [CAT plan] 1 task due\n\n{MAIL}",
        "Will be done on 4 December.",
    ),
    "outlook without a rule": (
        f"Done.\n\nFrom: {OURS}\nDate: Wednesday, November 25, 2026\nTo: Lena Ivanova\n"
        f"Subject: [CAT plan] 1 task due\n\n{MAIL}",
        "Done.",
    ),
    "outlook of old": (
        f"See below.\n-----Original Message-----\nFrom: {OURS}\n\n{MAIL}",
        "See below.",
    ),
    "outlook on a mac quotes nothing": (
        f"We need until Tuesday.\n\nOn 11/25/26, 8:00 AM, {OURS} wrote:\n\n{MAIL}",
        "We need until Tuesday.",
    ),
    "answers between the lines": (
        "On Wed, Nov 25, 2026, Workplan <workplan@state.example> wrote:\n"
        "> Please report on this task.\n\nHalf is done.\n\n> 1a  Draft the report\n\n"
        "The other half waits for DSCA.",
        "Half is done.\n\nThe other half waits for DSCA.",
    ),
    "answer below": (
        f"On 25.11.2026 08:00, Workplan wrote:\n{QUOTED}\n\nThe draft is out.\n\n-- \n"
        "Lena Ivanova\nState PM",
        "The draft is out.",
    ),
    "a sentence that begins with a day": (
        "On Friday 27 Nov the board met.\nOn 1 December the Deputy wrote: go ahead.\n"
        "So we go ahead.",
        "On Friday 27 Nov the board met.\nOn 1 December the Deputy wrote: go ahead.\n"
        "So we go ahead.",
    ),
    "a sentence that ends with wrote": (
        "On 24 November the lawyers wrote:\nno objection.\n\nSo it is done.",
        "On 24 November the lawyers wrote:\nno objection.\n\nSo it is done.",
    ),
    "facts that look like a head": (
        "From: 2 Dec\nTo: 9 Dec\nWe are closed then.",
        "From: 2 Dec\nTo: 9 Dec\nWe are closed then.",
    ),
    "a list with rules": (
        "Open:\n--------------------\n- annex\n- map",
        "Open:\n--------------------\n- annex\n- map",
    ),
    "a telephone": (f"Yes\n\nSent from my iPhone\n\n> {MAIL.splitlines()[0]}", "Yes"),
    "german": (
        f"Erledigt.\n\nAm 25.11.2026 um 08:00 schrieb Workplan <workplan@state.example>:\n{QUOTED}",
        "Erledigt.",
    ),
    "nothing of their own": (QUOTED, ""),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_writer_wrote_stays_and_the_mail_of_before_goes(name: str) -> None:
    text, kept = SAMPLES[name]
    assert own_words(text) == kept
    assert own_words(text.replace("\n", "\r\n")) == kept


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_cut_once_is_not_cut_again(name: str) -> None:
    kept = SAMPLES[name][1]
    assert own_words(kept) == kept


HTML = {
    "gmail": (
        '<div dir="ltr">It is <b>done</b>.<br>Signed today.</div><br><div class="gmail_quote">'
        '<div class="gmail_attr">On Wed … wrote:</div><blockquote>Please report</blockquote></div>',
        "It is done.\nSigned today.",
    ),
    "outlook": (
        "<html><head><style>p{color:red}</style></head><body><p>Done on 4 December.</p>"
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Workplan</div>'
        "<div>Please report</div></body></html>",
        "Done on 4 December.",
    ),
    "a list": ("<p>Open:</p><ul><li>annex</li><li>map</li></ul>", "Open:\nannex\nmap"),
    "no markup": ("Just words", "Just words"),
}


@pytest.mark.parametrize("name", HTML)
def test_the_words_of_html_come_without_the_mail_of_before(name: str) -> None:
    html, words = HTML[name]
    assert own_words(text_of(html)) == words
