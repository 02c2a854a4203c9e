"""A product is sent to agencies on the page of coordination, and answered there and from a mail."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from workplan.services.record.transaction import writing
from workplan.services.reminding import concurring

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = "/tasks/{}/coordination"


def page(site: Site) -> str:
    return PAGE.format(site.tasks["ours"])


def text(site: Site, who: str, path: str) -> str:
    return " ".join(site.browser(who).get(path).text.split())


def version(site: Site, *agencies: str, away: int = 7, **others: Any) -> dict[str, Any]:
    """Return what is sent as a version, to DSCA unless told."""
    asked = [site.office.agencies[code] for code in agencies or ("DSCA",)]
    days = {f"due_{agency}": site.day(away).isoformat() for agency in asked}
    words = "Posts report **monthly**."
    return {"words": words, "after": "0", "ask": [str(one) for one in asked], **days, **others}


def sent(site: Site, *agencies: str, **others: Any) -> int:
    """Let State PM send a version, and return the last question."""
    answer = site.browser("lead").post(page(site), version(site, *agencies, **others))
    assert answer.status_code == 302, answer.page.text
    return max(row.id for row in site.rows("round_asks"))


def answered(site: Site, ask: int, kind: str, **comment: str) -> Any:
    path = f"/coordination/asks/{ask}/answer"
    return site.browser("other_lead").post(path, {"kind": kind, **comment})


REMARK = {"words-1": "Too often", "passage-1": "monthly", "proposed-1": "quarterly"}


def test_the_lead_sends_a_version_with_a_file_that_the_asked_agency_reads(site: Site) -> None:
    assert "Send version 1" in text(site, "lead", page(site))
    assert "Send version 1" not in text(site, "other_lead", page(site))
    file = (io.BytesIO(b"Rule 7"), "rule.txt")
    sent(site, evidence=file, evidence_url="https://rules.example/7")
    kept = site.rows("evidence")
    assert [(row.name, row.version_id, row.report_id) for row in kept] == [
        ("rule.txt", 1, None),
        ("rules.example/7", 1, None),
    ]
    shown = text(site, "other_lead", page(site))
    assert "<strong>monthly</strong>" in shown
    assert f"/evidence/{kept[0].id}" in shown
    assert site.browser("other_lead").get(f"/evidence/{kept[0].id}").text == "Rule 7"
    assert "Answer for DSCA" in shown
    assert "Answer for DSCA" not in text(site, "lead", page(site))


def test_what_was_typed_stands_again_when_a_version_is_refused(site: Site) -> None:
    typed = version(site, away=-3, words="A <b>rule</b>", evidence=(io.BytesIO(b"7"), "rule.txt"))
    refused = site.browser("lead").post(page(site), typed)
    assert refused.status_code == 422
    assert "has passed" in refused.text
    assert "A &lt;b&gt;rule&lt;/b&gt;</textarea>" in refused.text
    assert "rule.txt, as you chose it before" in refused.text
    assert site.day(-3).isoformat() in refused.text
    assert site.rows("rounds") == []


def test_two_who_send_at_once_send_one_after_the_other(site: Site) -> None:
    sent(site)
    late = site.browser("coordinator").post(page(site), version(site, words="Mine"))
    assert late.status_code == 409
    assert "Somebody sent a version while you typed" in late.text
    assert ">Mine</textarea>" in late.text


def test_an_agency_comments_and_the_sender_decides_side_by_side(site: Site) -> None:
    ask = sent(site)
    refused = answered(site, ask, "non_concur", **{"words-1": "Too <often>"})
    assert refused.status_code == 422
    assert "Too &lt;often&gt;" in refused.text
    assert answered(site, ask, "non_concur", **REMARK).status_code == 302
    shown = text(site, "lead", page(site))
    assert "1 of 1 agency answered; DSCA does not concur" in shown
    assert "Words that DSCA proposes" in shown
    [remark] = site.rows("round_comments")
    path = f"/coordination/comments/{remark.id}/decision"
    lead = site.browser("lead")
    refused = lead.post(path, {"decision": "accepted"})
    assert refused.status_code == 422
    assert "Say why it is decided so" in refused.text
    lead.post(path, {"decision": "accepted", "because": "Quarterly then."})
    assert "“Quarterly then.”" in text(site, "auditor", page(site))
    sent(site, after="1", words="Posts report quarterly.")
    changed = site.browser("viewer").get(page(site)).page.all(class_="changed-words")
    changed = next(one for one in changed if "Posts" in one.text)
    assert [one.text for one in changed.all("del")] == ["**monthly**."]
    assert [one.text for one in changed.all("ins")] == ["quarterly."]
    assert "What changed since version 1: 1 paragraph" in text(site, "viewer", page(site))
    answered(site, ask + 1, "concur")
    assert "1 of 1 agency answered" in text(site, "lead", page(site))
    [round_row] = site.rows("rounds")
    lead.post(f"/coordination/{round_row.id}/clearing", {})
    assert "is cleared: 1 of 1 agency concurred" in text(site, "viewer", page(site))
    assert "Earlier versions and answers" in text(site, "viewer", page(site))


def test_what_waits_stands_on_my_work_the_task_and_the_overview(site: Site) -> None:
    sent(site)
    assert "To coordinate on" in text(site, "other_lead", "/")
    assert "To coordinate on" not in text(site, "lead", "/")
    task = f"/tasks/{site.tasks['ours']}"
    assert "0 of 1 agency concur, 1 not answered" in text(site, "viewer", task)
    assert "silent in coordination" not in text(site, "coordinator", "/plans/arms")
    with site.inside(), writing() as session:
        from models import RoundAsk

        session.get_one(RoundAsk, 1).wanted_on = site.day(-7)
    assert "1 answer owed: silent in coordination" in text(site, "coordinator", "/plans/arms")
    assert "1 product in coordination; 1 agency is silent" in text(
        site, "coordinator", "/plans/arms/coordination"
    )
    shown = text(site, "lead", page(site))
    assert "Go on without DSCA’s answer" in shown
    lead = site.browser("lead")
    refused = lead.post("/coordination/asks/1/going-on", {})
    assert "Say why you do not wait" in refused.text
    lead.post("/coordination/asks/1/going-on", {"because": "No case of theirs."})
    assert "“No case of theirs.”" in text(site, "other_lead", page(site))
    assert "silent in coordination" not in text(site, "coordinator", "/plans/arms")


def test_a_withdrawal_needs_a_reason_and_the_next_round_begins_anew(site: Site) -> None:
    sent(site)
    lead = site.browser("lead")
    assert "Say why it is withdrawn" in lead.post("/coordination/1/withdrawal", {}).text
    lead.post("/coordination/1/withdrawal", {"because": "Not needed."})
    assert "its coordination was withdrawn" in text(site, "lead", page(site))
    assert sent(site) == 2


def test_the_chain_and_its_file_have_each_step(site: Site) -> None:
    ask = sent(site, "DSCA", "STATE")
    first = min(row.id for row in site.rows("round_asks"))
    assert ask == first + 1
    answered(site, first, "comment", **REMARK)
    site.browser("lead").post(
        "/coordination/comments/1/decision", {"decision": "in_part", "because": "Every other one"}
    )
    chain = site.browser("auditor").get(f"/tasks/{site.tasks['ours']}/chain.csv").text
    for step in (
        "Version 1 sent for coordination",
        "DSCA, on version 1: concur with comment",
        "Comment of DSCA: accepted in part",
        "To be answered by State",
        "asked to answered",
    ):
        assert step in chain, step


def token_for(site: Site, ask: int, who: str = "other_lead") -> str:
    with site.inside() as office, writing() as session:
        user = office.people[who].id or 0
        return concurring.issue(session, user, site.tasks["ours"], ask, site.now)


def test_the_link_in_a_mail_concurs_once_and_opening_it_changes_nothing(site: Site) -> None:
    token, somebody = token_for(site, sent(site)), site.browser("anonymous")
    opened = somebody.get(f"/c/{token}")
    assert "Concur for DSCA" in opened.text
    assert "<strong>monthly</strong>" in opened.text
    assert site.rows("round_answers") == []
    assert "Your agency concurs" in somebody.post(f"/c/{token}", {}).text
    [row] = site.rows("round_answers")
    assert (row.kind, row.said_by_id) == ("concur", site.office.other_lead.id)
    assert somebody.post(f"/c/{token}", {}).status_code == 302
    assert "/login" in somebody.get(f"/c/{token}").location
    assert len(site.rows("round_answers")) == 1


def test_a_link_is_no_key_to_anything_else(site: Site) -> None:
    ask = sent(site)
    token, somebody = token_for(site, ask), site.browser("anonymous")
    assert "/login" in somebody.get(f"/r/{token}").location
    answered(site, ask, "non_concur", **REMARK)
    assert "/login" in somebody.get(f"/c/{token}").location
    strange = token_for(site, ask, "lead")
    assert "/login" in somebody.post(f"/c/{strange}", {}).location
    assert [row.kind for row in site.rows("round_answers")] == ["non_concur"]
