"""Whoever reads a comment saves the files that came with it, while its mail is kept."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from models import ReceivedMail
from support.consultation.consulted import PAGE
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.mail.inbound.mailbox import Fetched
from workplan.services.delivery.incoming import received, settling
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.storage.choosing import store_at

if TYPE_CHECKING:
    from support.ground.site import Site

FIGURES, SHEET = "figures & more.csv", b"year,sellers\n2025,12\n"


def came(site: Site, html: str = "", *, has_files: bool = False) -> None:
    """Let a mail come in that is a comment: in HTML, or with two files, one of them a mail."""
    mail, inner = EmailMessage(), EmailMessage()
    mail["From"], mail["To"] = "Jo Doe <jo@elsewhere.example>", f"plan+{SLUG}@office.example"
    mail["Subject"], mail["Message-ID"] = "First sales", "<f1@elsewhere.example>"
    mail.set_content(html or "Please count first sellers.", subtype="html" if html else "plain")
    if has_files:
        mail.add_attachment(SHEET, maintype="text", subtype="html", filename=FIGURES)
        inner["Subject"] = "Inner"
        inner.set_content("<script>alert(1)</script>", subtype="html")
        mail.add_attachment(inner.as_bytes(), maintype="text", subtype="plain", filename="note.eml")
    raw = mail.as_bytes()
    with site.inside() as office:
        terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8)
        change = Change(office.coordinator, site.now)
        plan_changes.take_comments(change, SLUG, office.plan().version, terms)
        store = store_at("", site.app.extensions["workplan"].instance)
        assert received.keep(store, Fetched("x", raw, len(raw)), "Maildir", site.now)
        settling.settle_waiting(store, site.now, "plan@office.example")


@pytest.fixture
def attached(site: Site) -> Site:
    """The plan with a comment that came with two files, one of them a mail."""
    came(site, has_files=True)
    return site


def test_each_file_is_saved_as_it_came_and_shown_by_no_browser(attached: Site) -> None:
    viewer = attached.browser("viewer")
    links = viewer.get(f"{PAGE}/1").page.one("main").all("a")
    hrefs = [a["href"] for a in links if "/files/" in a["href"]]
    assert hrefs == [f"{PAGE}/1/files/1", f"{PAGE}/1/files/2"]
    found = viewer.get(hrefs[0])
    assert found.data == SHEET
    assert found.headers["Content-Type"] == "application/octet-stream"
    assert found.headers["Content-Disposition"] == f'attachment; filename="{FIGURES}"'
    assert b"alert(1)" in viewer.get(hrefs[1]).data


def test_a_letter_in_html_is_shown_as_an_outline_to_everybody_who_reads_it(site: Site) -> None:
    came(site, html="<h1>Dear all</h1><img src='//x'><p>Count <b>first</b> sellers.</p>")
    page = site.browser("viewer").get(f"{PAGE}/1").page
    [link] = [a for a in page.one("main").all("a") if a["href"].endswith("/letter")]
    shown = site.browser("viewer").get(link["href"])
    assert "<p>Dear all</p><p>Count <b>first</b> sellers.</p>" in shown.text
    assert "//x" not in shown.text


def test_a_letter_without_a_layout_says_so(attached: Site) -> None:
    shown = attached.browser("viewer").get(f"{PAGE}/1/letter").page
    assert "Its mail has no layout" in shown.one("main").text


def test_no_file_is_there_that_did_not_come_or_is_kept_no_more(attached: Site) -> None:
    viewer = attached.browser("viewer")
    for which in (0, 3):
        assert viewer.get(f"{PAGE}/1/files/{which}").status_code == 404
    assert attached.browser("stranger").get(f"{PAGE}/1/files/1").status_code == 404
    with attached.inside(), writing() as session:
        session.query(ReceivedMail).one().stored_as = None
    assert viewer.get(f"{PAGE}/1/files/1").status_code == 404
    with attached.inside():
        db.session.rollback()
