"""Comments beside their pages: the register, the matrix, mails, archives, the overview."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import TYPE_CHECKING

from sqlalchemy import update

from models import CommentMail, Plan
from support.consultation.consulted import PAGE, TERMS, names, version
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation import answers, comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.finding import of_number
from workplan.services.consultation.points import Settled
from workplan.services.interchange import archives
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site


def test_a_mail_that_failed_says_so_and_is_sent_again(written: Site) -> None:
    coordinator = written.browser("coordinator")
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        for which in (1, 2):
            settled = Settled("declined", "No.")
            points.settle(change, SLUG, 1, 2 + which, which, settled)
        answers.send(change, SLUG, 1, 5)
        with writing() as session:
            failed = {"state": "dead", "last_reply": "550 No such user"}
            session.execute(update(CommentMail).values(**failed))
    page = coordinator.get(f"{PAGE}/1").page
    assert "550 No such user" in page.one("section", aria_labelledby="mails").text
    form = page.form(f"{PAGE}/1/mails/again")
    assert coordinator.post(form["action"], form.values()).location == f"{PAGE}/1"
    assert not any(row.state == "dead" for row in written.rows("comment_mails"))


def test_the_matrix_has_a_line_for_each_point_and_no_formula(written: Site) -> None:
    text = written.browser("viewer").get(f"{PAGE}.csv").data.decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert [line[0] for line in lines[1:]] == [
        *("ARMS-0001.1", "ARMS-0001.2", "ARMS-0005.1", "ARMS-0002.1")
    ]
    campaign = dict(zip(lines[0], lines[-1], strict=True))
    assert (campaign["Letters alike"], campaign["Disposition"]) == ("3", "Declined")
    assert campaign["Reason"] == "Decided on 3 November"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", campaign["Came (UTC)"])


def test_the_register_is_there_for_everybody_only_where_the_plan_shows_it(written: Site) -> None:
    anybody = written.browser("anonymous")
    assert anybody.get(f"/register/{SLUG}").status_code == 404
    coordinator = written.browser("coordinator")
    form = coordinator.get(TERMS).page.form(TERMS)
    sent = form.values() | {"shows_comments": "y", "takes_comments": "y", "comment_days": "8"}
    assert coordinator.post(TERMS, sent).location == TERMS
    page = anybody.get(f"/register/{SLUG}").page
    rows = [row.text for row in page.one("main").one("table").all("tr")[1:]]
    assert len(rows) == 4
    text = page.one("main").text
    assert "Small Makers" in text
    for hidden in ("maker@example.org", "Ann", "Decided on 3 November", "You have won", "Win"):
        assert hidden not in text, hidden
    assert "They stay as they are." in text
    assert "Keep checks" not in text, "the subject of one who did not agree to be named"
    assert "3 letters alike" in text


def test_a_late_save_and_a_number_that_is_none_are_answered_in_the_settings(site: Site) -> None:
    coordinator = site.browser("coordinator")
    form = coordinator.get(TERMS).page.form(TERMS)
    wrong = coordinator.post(TERMS, form.values() | {"comment_days": "400"})
    assert wrong.status_code == 422
    assert "400 working days cannot be set" in wrong.text
    with site.inside(), writing() as session:
        session.execute(update(Plan).where(Plan.slug == SLUG).values(version=Plan.version + 1))
    late = coordinator.post(TERMS, form.values() | {"takes_comments": "y"})
    assert late.status_code == 409
    assert late.page.form(TERMS).values()["takes_comments"] == "y"


def test_the_overview_and_the_rail_say_what_waits_to_whoever_answers(written: Site) -> None:
    with written.inside(), writing() as session:
        of_number(session, written.office.plan().id, 1).answer_by = written.day(-1)
    page = written.browser("coordinator").get(f"/plans/{SLUG}").page
    waits = page.one("section", class_="waits").text
    assert "2 comments to answer, 1 overdue" in waits
    assert "2 open: 2 comments" in page.one("nav", class_="rail").text
    other = written.browser("lead").get(f"/plans/{SLUG}").page
    assert "2 comments" not in other.one("nav", class_="rail").text


def test_the_register_comes_in_pages_the_last_comment_first(written: Site) -> None:
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        terms = CommentTerms(takes_comments=True, shows_comments=True, comment_days=8)
        plan_changes.take_comments(change, SLUG, office.plan().version, terms)
        for number in range(50):
            comments.enter(change, SLUG, Letter(Sender("Ann"), f"Letter {number}", "Please."))
    anybody = written.browser("anonymous")
    first = anybody.get(f"/register/{SLUG}").page
    rows = first.one("main").one("table").all("tr")[1:]
    assert (len(rows), rows[0].one("th").text) == (50, "ARMS-0055")
    second = anybody.get(first.one("nav", class_="pages").one("a")["href"]).page
    rows = second.one("main").one("table").all("tr")[1:]
    assert [row.one("th").text for row in rows] == [
        *("ARMS-0005", "ARMS-0002", "ARMS-0001.1", "ARMS-0001.2")
    ]


def test_what_the_mail_server_said_is_the_coordinators(written: Site) -> None:
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        for which in (1, 2):
            points.settle(change, SLUG, 1, 2 + which, which, Settled("declined", "No."))
        answers.send(change, SLUG, 1, 5)
        with writing() as session:
            said = {"state": "dead", "last_reply": "550 <maker@example.org> unknown"}
            session.execute(update(CommentMail).values(**said, message_id="<secret@office>"))
    for who, is_shown in (("coordinator", True), ("auditor", True), ("lead", False)):
        text = written.browser(who).get(f"{PAGE}/1").text
        assert ("maker@example.org" in text) is is_shown
        assert ("secret@office" in text) is is_shown
    assert names(written, "?state=unsent") == ["ARMS-0001"]


def test_no_archive_of_the_plan_has_the_address_of_a_sender(written: Site) -> None:
    with written.inside() as office:
        archive = archives.archive_of(db.session(), office.plan())
        assert "maker@example.org" not in json.dumps(archive, default=str)
        change = Change(Actor(None, "Operator", "cli"), written.now)
        plan = archives.restore(change, archive, "restored")
        found = of_number(db.session(), plan.id, 1)
        assert (found.sender, found.address, found.reference) == ("J. Whitaker", "", "ARMS-0001")


def test_the_page_of_a_task_names_the_comments_that_changed_it(written: Site) -> None:
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        settled = Settled("accepted", "They are counted.", task_id=written.tasks["ours"])
        points.settle(change, SLUG, 1, version(written, 1), 2, settled)
    page = written.browser("viewer").get(f"/tasks/{written.tasks['ours']}").page
    section = page.one("section", aria_labelledby="comments")
    assert section.one("a")["href"] == f"{PAGE}/1"
    assert "ARMS-0001.2: They are counted." in section.text


def test_tasks_whose_words_are_like_those_of_a_point_are_offered(site: Site) -> None:
    with site.inside() as office:
        near = office.add("8a", name="Count first sellers in each quarter", now=site.now)
        change = Change(office.coordinator, site.now)
        letter = Letter(Sender("J. Whitaker"), "Sellers", "Please count first sellers.")
        number = comments.enter(change, SLUG, letter)
    page = site.browser("coordinator").get(f"{PAGE}/{number}").page.one("main")
    assert "Its words are like those of 8a Count first sellers in each quarter" in page.text
    assert any(link["href"] == f"/tasks/{near}" for link in page.all("a"))
    assert "alike" not in site.browser("viewer").get(f"{PAGE}/{number}").page.one("main").text
