"""The pages of comments: the list, one comment with its points, the register, the settings."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import CommentMail, Plan
from support.ground.office import SLUG
from support.record.letters_in import CAMPAIGN
from workplan.extensions import db
from workplan.services.consultation import answers, comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.finding import of_number
from workplan.services.consultation.points import Settled
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE, TERMS = f"/plans/{SLUG}/comments", f"/plans/{SLUG}/settings/comments"
MAKER = Sender("J. Whitaker", "Small Makers", "maker@example.org", may_be_named=True)
WORDS = "Please hear small firms. Please count first sellers."


def version(site: Site, number: int) -> int:
    with site.inside() as office:
        return of_number(db.session(), office.plan().id, number).version


@pytest.fixture
def written(site: Site) -> Site:
    """The plan with four comments: one with two points, an answered campaign of three, spam."""
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        comments.enter(change, SLUG, Letter(MAKER, "First sales", WORDS))
        points.split(change, SLUG, 1, 1, "Please hear small firms.")
        points.split(change, SLUG, 1, 2, "Please count first sellers.")
        for name in ("Ann", "Bob", "Cid"):
            comments.enter(change, SLUG, Letter(Sender(name), "Keep checks", CAMPAIGN))
        settled = Settled("declined", "They stay as they are.", "Decided on 3 November")
        points.settle(change, SLUG, 2, 1, 1, settled)
        answers.send(change, SLUG, 2, 2)
        comments.enter(change, SLUG, Letter(Sender("unknown"), "You have won", "Win =2+2"))
    return site


def names(site: Site, query: str = "", who: str = "viewer") -> list[str]:
    page = site.browser(who).get(f"{PAGE}{query}").page
    tables = page.one("main").all("table")
    return [row.all("th")[0].text for row in tables[0].all("tr")[1:]] if tables else []


def test_nothing_has_come_yet_leads_to_the_settings(site: Site) -> None:
    page = site.browser("coordinator").get(PAGE).page
    assert page.heading == "No comment has come yet"
    assert page.one("div", class_="nothing-yet").one("a")["href"] == TERMS
    assert not site.browser("viewer").get(PAGE).page.one("div", class_="nothing-yet").all("a")


def test_the_list_begins_with_what_waits_and_counts_copies_once(written: Site) -> None:
    page = written.browser("viewer").get(PAGE).page
    assert page.heading == "2 comments wait for an answer"
    assert "5 letters came, 3 after grouping" in page.one("p", class_="facts-line").text
    assert "points: 1 declined" in page.one("p", class_="facts-line").text
    assert names(written) == ["ARMS-0001", "ARMS-0005", "ARMS-0002"]
    assert "3 letters alike" in page.one("main").text
    assert names(written, "?state=answered") == ["ARMS-0002"]
    assert names(written, "?text=whitaker") == ["ARMS-0001"]
    assert names(written, "?disposition=declined") == ["ARMS-0002"]
    assert names(written, "?disposition=accepted") == []
    assert names(written, "?state=nonsense") == ["ARMS-0001", "ARMS-0005", "ARMS-0002"]


def test_an_answer_that_is_late_is_counted_and_said(written: Site) -> None:
    with written.inside(), writing() as session:
        found = of_number(session, written.office.plan().id, 1)
        found.answer_by = written.day(-1)
    page = written.browser("coordinator").get(PAGE).page
    assert page.heading == "2 comments wait for an answer; one is overdue"
    assert "answer was due" in page.one("main").text


def test_only_the_coordinator_and_auditors_see_the_address(written: Site) -> None:
    for who, is_seen in (("coordinator", True), ("auditor", True), ("lead", False)):
        assert ("maker@example.org" in written.browser(who).get(f"{PAGE}/1").text) is is_seen
    assert "maker@example.org" not in written.browser("auditor").get(f"{PAGE}.csv").text


def test_a_point_is_settled_from_its_form_and_all_are_answered_by_mail(written: Site) -> None:
    coordinator = written.browser("coordinator")
    page = coordinator.get(f"{PAGE}/1?point=2").page
    form = page.form(f"{PAGE}/1/points/2/settlement")
    typed = {"disposition": "accepted", "task": "1a", "answer": "They are counted."}
    saved = coordinator.post(form["action"], form.values() | typed)
    assert saved.location == f"{PAGE}/1#point-2"
    page = coordinator.get(f"{PAGE}/1").page
    form = page.form(f"{PAGE}/1/points/1/settlement")
    refused = coordinator.post(form["action"], form.values() | {"disposition": "accepted"})
    assert refused.status_code == 422
    assert "Write the answer" in refused.text
    kept = refused.page.form(f"{PAGE}/1/points/1/settlement").values()
    assert kept["disposition"] == "accepted"
    typed = {"disposition": "declined", "answer": "They were heard."}
    coordinator.post(form["action"], form.values() | typed)
    page = coordinator.get(f"{PAGE}/1").page
    form = page.form(f"{PAGE}/1/answer")
    assert coordinator.post(form["action"], form.values()).location == f"{PAGE}/1"
    page = coordinator.get(f"{PAGE}/1").page
    assert "Answer" in page.one("section", aria_labelledby="mails").text
    assert "1a" in page.one("section", aria_labelledby="points").text


def test_a_code_of_no_task_and_two_codes_are_refused_at_the_field(written: Site) -> None:
    coordinator = written.browser("coordinator")
    path = f"{PAGE}/1/points/1/settlement"
    sent = {"version": version(written, 1), "disposition": "accepted", "answer": "Yes."}
    for code, said in (("nope", "No task of this plan"), ("1a, 2a", "A point names one task")):
        answer = coordinator.post(path, sent | {"task": code})
        assert answer.status_code == 422
        assert said in answer.text
        assert answer.page.form(path).values()["task"] == code


def test_whoever_is_late_sees_what_changed_meanwhile(written: Site) -> None:
    coordinator = written.browser("coordinator")
    old = version(written, 1) - 1
    for path, sent in (
        (f"{PAGE}/1/points/1/settlement", {"disposition": "declined", "answer": "No."}),
        (f"{PAGE}/1/points", {"words": "Please"}),
        (f"{PAGE}/1/aside", {"because": "Spam"}),
        (f"{PAGE}/1/sender", {"sender": "X"}),
    ):
        answer = coordinator.post(path, {"version": old, **sent})
        assert answer.status_code == 409, path
        assert "changed it meanwhile" in answer.text or "changed the comment" in answer.text


def test_words_are_split_off_and_let_go(written: Site) -> None:
    coordinator = written.browser("coordinator")
    page = coordinator.get(f"{PAGE}/5").page
    form = page.form(f"{PAGE}/5/points")
    assert coordinator.post(form["action"], form.values() | {"words": "Win"}).location
    form = coordinator.get(f"{PAGE}/5").page.form(f"{PAGE}/5/points/1/letting-go")
    assert coordinator.post(form["action"], form.values()).location == f"{PAGE}/5#points"
    form = coordinator.get(f"{PAGE}/5").page.form(f"{PAGE}/5/points")
    refused = coordinator.post(form["action"], form.values() | {"words": "Lose"})
    assert refused.status_code == 422
    assert refused.page.form(f"{PAGE}/5/points").values()["words"] == "Lose"


def test_spam_is_set_aside_taken_back_and_an_answer_is_opened_again(written: Site) -> None:
    coordinator = written.browser("coordinator")
    for path, words in (("5/aside", "Advertising"), ("5/return", ""), ("2/reopening", "Wrong")):
        page = coordinator.get(f"{PAGE}/{path.partition('/')[0]}").page
        form = page.form(f"{PAGE}/{path}")
        assert coordinator.post(form["action"], form.values() | {"because": words}).location, path
    assert names(written, "?state=answered") == []


def test_a_copy_leads_to_the_first_and_can_stand_on_its_own(written: Site) -> None:
    coordinator = written.browser("coordinator")
    with written.inside() as office:
        answers.reopen(Change(office.coordinator, written.now), SLUG, 2, 3, "Look again")
    page = coordinator.get(f"{PAGE}/3").page
    assert "repeats ARMS-0002" in page.one("p", class_="note").text
    form = page.form(f"{PAGE}/3/own")
    assert coordinator.post(form["action"], form.values()).location == f"{PAGE}/3"
    assert "ARMS-0003" in names(written)


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
