"""The pages of comments: the list, one comment with its points, the register, the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.consultation.consulted import MAKER, PAGE, TERMS, names, version
from support.ground.office import SLUG
from workplan.services.consultation import answers, comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.finding import of_number
from workplan.services.consultation.points import Settled
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site


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
    for code, said in (
        ("nope", "No task of this plan has this code"),
        ("1a, 2a", "A point names one task"),
    ):
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
        assert "Somebody changed the comment meanwhile." in answer.text


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
    assert "repeats ARMS-0002" in page.one("div", class_="note").text
    form = page.form(f"{PAGE}/3/own")
    assert coordinator.post(form["action"], form.values()).location == f"{PAGE}/3"
    assert "ARMS-0003" in names(written)


def test_a_button_that_is_refused_says_why_at_the_top(written: Site) -> None:
    coordinator = written.browser("coordinator")
    path = f"{PAGE}/1/answer"
    sent = {"version": version(written, 1)}
    refused = coordinator.post(path, sent)
    assert refused.status_code == 422
    assert "Some points are not settled: 1, 2." in refused.page.one("div", role="alert").text
    late = coordinator.post(path, {"version": version(written, 1) - 1})
    assert late.status_code == 409
    assert "Somebody changed the comment meanwhile." in late.page.one("div", role="alert").text


def test_next_to_settle_leads_through_all_of_them_and_begins_anew(written: Site) -> None:
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        comments.enter(change, SLUG, Letter(Sender("Ann"), "Third", "Please."))
    coordinator, seen, path = written.browser("coordinator"), [], f"{PAGE}/1"
    for _ in range(4):
        actions = coordinator.get(path).page.one("div", class_="page-head__actions")
        path = next(a["href"] for a in actions.all("a") if "Next to settle" in a.text)
        seen.append(path.rpartition("/")[2])
    assert seen == ["5", "6", "1", "5"]
    assert "Next to settle" not in written.browser("viewer").get(f"{PAGE}/1").text


def test_a_point_is_settled_anew_from_what_it_says(written: Site) -> None:
    coordinator = written.browser("coordinator")
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        points.settle(change, SLUG, 1, 3, 2, Settled("declined", "Not this year.", "No money"))
    form = coordinator.get(f"{PAGE}/1?point=2").page.form(f"{PAGE}/1/points/2/settlement")
    values = form.values()
    assert (values["answer"], values["because"]) == ("Not this year.", "No money")


def test_the_letter_shows_which_words_are_points_and_warns_of_the_rest(written: Site) -> None:
    coordinator = written.browser("coordinator")
    letter = coordinator.get(f"{PAGE}/1").page.one("div", class_="letter prose")
    assert [mark.text for mark in letter.all("mark")] == [
        *("Please hear small firms.", "Please count first sellers.")
    ]
    assert letter.text.startswith("Please hear small firms.1")
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        words = "Please hear us. And a second wish, which is as long as the first one."
        comments.enter(change, SLUG, Letter(MAKER, "Two wishes", words))
        points.split(change, SLUG, 6, 1, "Please hear us.")
        points.settle(change, SLUG, 6, 2, 1, Settled("declined", "No."))
    ready = coordinator.get(f"{PAGE}/6").page.one("section", aria_labelledby="answering")
    assert "Some words of the letter are in no point." in ready.text


def test_what_is_declined_changes_no_task(written: Site) -> None:
    path = f"{PAGE}/1/points/1/settlement"
    sent = {"version": version(written, 1), "disposition": "declined", "answer": "No."}
    refused = written.browser("coordinator").post(path, sent | {"task": "1a"})
    assert refused.status_code == 422
    assert "Only what is accepted changes a task." in refused.text
