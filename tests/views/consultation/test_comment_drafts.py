"""On the page of a comment an agency is asked for the draft of an answer, and drafts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.consultation.consulted import PAGE, names
from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

POINT = f"{PAGE}/1/points/1"


def opened(site: Site, who: str = "coordinator", query: str = "?point=1") -> Page:
    return site.browser(who).get(f"{PAGE}/1{query}").page


def ask(site: Site, **typed: object) -> int:
    form = opened(site).form(f"{POINT}/draft/asking")
    agency = site.office.agencies["PM"]
    values = form.values() | {"agency": agency, "ask": "What holds?"} | typed
    return site.browser("coordinator").post(form["action"], values).status_code


def draft(site: Site, **typed: object) -> int:
    form = opened(site, "lead").form(f"{POINT}/draft")
    values = {"disposition": "declined", "answer": "Not this year."} | typed
    return site.browser("lead").post(form["action"], form.values() | values).status_code


def test_the_form_offers_a_day_before_that_of_the_answer_and_keeps_what_was_refused(
    written: Site,
) -> None:
    form = opened(written).form(f"{POINT}/draft/asking")
    assert form.values()["wanted_on"] > written.day(0).isoformat()
    refused = written.browser("coordinator").post(
        form["action"], form.values() | {"agency": "", "ask": "What holds?"}
    )
    assert refused.status_code == 422
    assert refused.page.form(f"{POINT}/draft/asking").values()["ask"] == "What holds?"
    assert ask(written, wanted_on="") == 422
    assert ask(written) == 302
    assert "Draft asked for State PM, by" in opened(written).one("main").text
    assert "Draft asked for State PM, by" in opened(written, "viewer").one("main").text


def test_a_lead_finds_it_in_their_work_drafts_it_and_it_is_there_no_more(written: Site) -> None:
    ask(written)
    home = written.browser("lead").get("/").page
    assert home.one("h2", id="to-draft").text == "Answers to draft 1"
    assert "one request waits for you below" in home.heading
    assert "What holds?" in opened(written, "lead", "").one("main").text
    assert draft(written, answer="") == 422
    assert draft(written) == 302
    home = written.browser("lead").get("/").page
    assert not home.all("h2", id="to-draft")
    assert opened(written, "lead", "?point=1").form(f"{POINT}/draft").values()["answer"] == (
        "Not this year."
    )


def test_the_coordinator_settles_by_the_draft_or_sends_it_back(written: Site) -> None:
    ask(written)
    draft(written)
    page = opened(written)
    form = page.form(f"{POINT}/draft/sending-back")
    coordinator = written.browser("coordinator")
    assert coordinator.post(form["action"], form.values()).status_code == 422
    coordinator.post(form["action"], form.values() | {"why": "Say why not."})
    assert "Sent back: Say why not." in opened(written, "lead", "").one("main").text
    draft(written, answer="No money this year.")
    form = opened(written).form(f"{POINT}/settlement")
    assert form.values()["answer"] == "No money this year."
    coordinator.post(form["action"], form.values())
    said = opened(written, query="?point=2").one("main").text
    assert "drafted by Lena Ivanova, State PM" in said


def test_asked_no_more_the_form_is_gone_from_the_page_of_the_agency(written: Site) -> None:
    ask(written)
    form = opened(written).form(f"{POINT}/draft/dropping")
    written.browser("coordinator").post(form["action"], form.values())
    assert not opened(written, "lead", "").one("main").all("form", method="post")


def test_a_draft_for_a_comment_that_was_set_aside_meanwhile_keeps_its_words(
    written: Site,
) -> None:
    ask(written)
    form = opened(written, "lead").form(f"{POINT}/draft")
    aside = opened(written).form(f"{PAGE}/1/aside")
    written.browser("coordinator").post(aside["action"], aside.values() | {"because": "Spam"})
    typed = form.values() | {"disposition": "declined", "answer": "Not this year."}
    refused = written.browser("lead").post(form["action"], typed)
    assert refused.status_code == 422
    assert "Not this year." in refused.text
    assert "settled meanwhile" in refused.text


def test_a_point_is_only_filed_and_each_count_leads_to_as_many_comments(written: Site) -> None:
    with written.inside() as office:
        change = Change(office.coordinator, written.now)
        effort = lines_of_effort.add(change, SLUG, EffortFields("Z", "Sales"))
    ask(written)
    form = opened(written).form(f"{POINT}/filing")
    coordinator = written.browser("coordinator")
    assert coordinator.post(form["action"], form.values() | {"under_effort": 99}).status_code == 422
    saved = coordinator.post(form["action"], form.values() | {"under_effort": effort})
    assert saved.location == f"{PAGE}/1#point-1"
    assert "Z Sales" in opened(written, "viewer").one("main").text
    page = written.browser("viewer").get(f"{PAGE}/counts").page
    links = page.one("main").all("a")
    counted = [(a["href"], int(a.text.split()[0])) for a in links if "?" in a["href"]]
    assert {href.split("?")[1].split("=")[0] for href, _ in counted} == {
        *("source", "age", "disposition", "effort", "agency")
    }
    for href, count in counted:
        assert len(names(written, href.removeprefix(PAGE))) == count, href


def test_the_list_is_narrowed_to_what_agencies_owe_and_have_drafted(written: Site) -> None:
    ask(written)
    assert names(written, "?state=to_draft") == ["ARMS-0001"]
    assert names(written, "?state=drafted") == []
    draft(written)
    assert names(written, "?state=to_draft") == []
    assert names(written, "?state=drafted") == ["ARMS-0001"]
    overview = written.browser("coordinator").get("/plans/arms").page
    assert "1 with a draft to settle" in overview.one("section", class_="waits").text
    assert names(written, f"?agency={written.office.agencies['PM']}") == ["ARMS-0001"]
    assert names(written, f"?agency={written.office.agencies['DSCA']}") == []
    assert "State PM" in written.browser("viewer").get(f"{PAGE}.csv").text


def test_a_settlement_of_what_was_set_aside_meanwhile_shows_what_was_typed(written: Site) -> None:
    form = opened(written).form(f"{POINT}/settlement")
    aside = opened(written).form(f"{PAGE}/1/aside")
    written.browser("coordinator").post(aside["action"], aside.values() | {"because": "Spam"})
    typed = form.values() | {"disposition": "declined", "answer": "Typed for ten minutes."}
    refused = written.browser("coordinator").post(form["action"], typed)
    assert refused.status_code in (409, 422)
    assert "Typed for ten minutes." in refused.page.one("main").text


def test_a_draft_that_nobody_waits_for_any_more_is_shown_as_it_was_typed(written: Site) -> None:
    ask(written)
    form = opened(written, "lead").form(f"{POINT}/draft")
    drop = opened(written).form(f"{POINT}/draft/dropping")
    written.browser("coordinator").post(drop["action"], drop.values())
    typed = form.values() | {"disposition": "declined", "answer": "Typed for ten minutes."}
    refused = written.browser("lead").post(form["action"], typed)
    assert refused.status_code == 422
    assert "Typed for ten minutes." in refused.page.one("main").text


def test_what_is_set_aside_is_counted_nowhere(written: Site) -> None:
    assert len(names(written, "?source=typed")) == 3
    aside = opened(written).form(f"{PAGE}/1/aside")
    written.browser("coordinator").post(aside["action"], aside.values() | {"because": "Spam"})
    assert len(names(written, "?source=typed")) == 2
    page = written.browser("viewer").get(f"{PAGE}/counts").page
    [link] = [a for a in page.one("main").all("a") if "source=typed" in a["href"]]
    assert link.text.split()[0] == "2"


def test_a_point_names_the_change_of_the_plan_that_it_caused(written: Site) -> None:
    with written.inside() as office:
        task = office.add("7c", leads=("DSCA",), now=written.now)
        office.change(task, now=written.now, duration_days=9)
        seq = max(entry.seq for entry in office.journal() if entry.verb == "task.changed")
    form = opened(written).form(f"{POINT}/settlement")
    coordinator = written.browser("coordinator")
    typed = {"disposition": "accepted", "answer": "It is done.", "change": "1"}
    assert coordinator.post(form["action"], form.values() | typed).status_code == 422
    refused = {"disposition": "declined", "answer": "No.", "change": seq}
    assert coordinator.post(form["action"], form.values() | refused).status_code == 422
    saved = coordinator.post(form["action"], form.values() | typed | {"change": seq})
    assert saved.status_code == 302
    said = opened(written, query="?point=2").one("main").text
    assert f"Changed by entry {seq:,}," in said
    assert "7c" in said
    assert f"by entry {seq:,}" in said
    assert str(seq) in coordinator.get(f"{PAGE}.csv").text
