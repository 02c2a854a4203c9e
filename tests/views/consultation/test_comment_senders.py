"""The page of whoever wrote a comment: what is kept of them, saved, and removed for good."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from models import Comment
from support.consultation.consulted import PAGE, TERMS, names
from workplan.extensions import db
from workplan.services.consultation.senders import leaving
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site

PERSON = f"{PAGE}/2/person"


def test_the_page_lists_what_is_theirs_and_gives_it_as_a_file(written: Site) -> None:
    coordinator = written.browser("coordinator")
    page = coordinator.get(PERSON).page
    assert page.heading == "What is kept of Ann"
    assert "Without an address" in page.one("p", class_="facts-line").text
    content = coordinator.get(f"{PERSON}.zip")
    assert content.headers["Content-Disposition"] == "attachment; filename=ARMS-0002-person.zip"
    with zipfile.ZipFile(io.BytesIO(content.data)) as kept:
        assert kept.namelist() == ["comments.json"]


def test_removed_the_comment_says_so_everywhere_and_is_found_by_no_name(written: Site) -> None:
    coordinator = written.browser("coordinator")
    form = coordinator.get(PERSON).page.form(PERSON)
    refused = coordinator.post(form["action"], form.values() | {"typed": "ARMS-0002"})
    assert refused.status_code == 422
    assert refused.page.form(PERSON).values()["typed"] == "ARMS-0002"
    assert names(written, "?text=ann") == ["ARMS-0002"]
    typed = {"typed": "ARMS-0002", "because": "They asked for it."}
    assert coordinator.post(form["action"], form.values() | typed).location == f"{PAGE}/2"
    assert leaving.NOBODY in coordinator.get(f"{PAGE}/2").page.one("main").text
    assert "removed for good" in coordinator.get(PERSON).page.one("main").text
    assert names(written, "?text=ann") == []
    assert "Ann" not in coordinator.get(f"{PAGE}.csv").text


def test_a_page_from_before_is_stale(written: Site) -> None:
    coordinator = written.browser("coordinator")
    form = coordinator.get(PERSON).page.form(PERSON)
    typed = {"version": "77", "typed": "ARMS-0002", "because": "They asked for it."}
    refused = coordinator.post(form["action"], form.values() | typed)
    assert refused.status_code == 409
    assert "Somebody changed the comment meanwhile" in refused.text


def test_the_settings_say_for_how_many_months_senders_are_kept(written: Site) -> None:
    coordinator = written.browser("coordinator")
    form = coordinator.get(TERMS).page.form(TERMS)
    assert form.values()["sender_months"] == "0"
    for months in ("601", "100000", "999999999999", "-1"):
        assert coordinator.post(TERMS, form.values() | {"sender_months": months}).status_code == 422
    coordinator.post(TERMS, form.values() | {"sender_months": "36"})
    assert coordinator.post(TERMS, form.values() | {"sender_months": ""}).status_code == 422
    with written.inside() as office:
        assert office.plan().sender_months == 36
        db.session.rollback()


def test_before_names_leave_for_good_it_is_asked_once_more(written: Site) -> None:
    with written.inside(), writing() as session:
        long_ago = written.now - timedelta(days=400)
        session.execute(update(Comment).where(Comment.number == 2).values(answered_at=long_ago))
    coordinator = written.browser("coordinator")
    form = coordinator.get(TERMS).page.form(TERMS)
    asked = coordinator.post(TERMS, form.values() | {"sender_months": "12"})
    assert asked.status_code == 422
    assert "1 comment loses its sender for good" in asked.text
    with written.inside() as office:
        assert office.plan().sender_months == 0
    # Another number is asked about anew.
    values = asked.page.form(TERMS).values()
    assert coordinator.post(TERMS, values | {"sender_months": "6"}).status_code == 422
    assert coordinator.post(TERMS, values).status_code == 302
    with written.inside() as office:
        assert office.plan().sender_months == 12
