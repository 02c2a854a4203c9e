"""The page of a plan's clearance: sent, answered, settled, ended and approved by its people."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader
from sqlalchemy import update

from models import Plan
from support.ground.office import PASSWORD, SLUG
from support.record.statements import statements
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.consultation.text import sections, sources
from workplan.services.consultation.text.sections import SectionFields
from workplan.services.consultation.text.sources import SourceFields
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import concurring

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

PAGE = f"/plans/{SLUG}/clearance"


def drafted(site: Site) -> None:
    """Let the plan be a draft with a text, in which DSCA and DoD take part."""
    with site.inside() as office:
        office.put_stage("drafting")
        plan_id = office.plan().id
        with writing() as session:
            ids = [office.agencies[code] for code in ("DSCA", "DOD")]
            plan_agencies.take_part(session, Joining(plan_id, site.today), ids)
        fields = SectionFields("Purpose", "Posts report monthly.")
        sections.add(Change(office.coordinator, site.now), SLUG, fields)


def send(site: Site, who: str = "coordinator", after: int = 0, **more: str) -> Answer:
    agency = site.office.agencies["DSCA"]
    day = site.day(7).isoformat()
    given = {"after": after, "name": "Draft", "ask": agency, f"due_{agency}": day, **more}
    return site.browser(who).post(PAGE, given)


def answer(site: Site, kind: str, **comment: str) -> Answer:
    ask = site.rows("round_asks")[-1].id
    return site.browser("other_lead").post(
        f"/coordination/asks/{ask}/answer", {"kind": kind, **comment}
    )


def text(site: Site, who: str = "coordinator") -> str:
    return site.browser(who).get(PAGE).page.one("main").text


def test_a_plan_that_went_round_nobody_says_so_and_offers_to_send_it(site: Site) -> None:
    drafted(site)
    assert "Nothing has been sent to the agencies yet" in text(site)
    assert "Send the plan as it stands" in text(site)
    assert "Send the plan as it stands" not in text(site, "viewer")


def test_it_is_sent_answered_decided_and_cleared_on_the_page(site: Site) -> None:
    drafted(site)
    assert send(site).status_code == 302
    assert "0 of 1 agency answered" in text(site)
    said = {"words-1": "Too often", "passage-1": "monthly", "proposed-1": "quarterly"}
    assert answer(site, "non_concur", **said).location.endswith(PAGE)
    page = text(site)
    assert "1 of 1 agency answered; DSCA does not concur" in page
    assert "waits for your decision first" in page
    [comment] = site.rows("round_comments")
    refused = site.browser("coordinator").post(
        f"/coordination/comments/{comment.id}/decision", {"decision": "accepted"}
    )
    assert refused.status_code == 422
    assert "Say why it is decided so" in refused.text
    site.browser("coordinator").post(
        f"/coordination/comments/{comment.id}/decision",
        {"decision": "accepted", "because": "The text says so now."},
    )
    assert "Nothing changed since version 1" in text(site)
    with site.inside() as office:
        wanted = SectionFields("Purpose", "Posts report quarterly.")
        sections.change(Change(office.coordinator, site.now), SLUG, 1, 1, wanted)
    assert "1 section changed since version 1" in text(site)
    assert send(site, after=1).status_code == 302
    answer(site, "concur")
    [round_row] = site.rows("rounds")
    ended = site.browser("coordinator").post(f"/coordination/{round_row.id}/clearing", {})
    assert ended.location.endswith(PAGE)
    assert "Version 2 is cleared: 1 of 1 agency concurred" in text(site, "viewer")
    assert "what changed since version 1" in text(site, "viewer")


def test_an_agency_whose_part_changed_is_ticked_and_one_that_agreed_is_not(site: Site) -> None:
    drafted(site)
    with site.inside() as office:
        theirs = office.add("9z", leads=("DSCA",), now=site.now)
    agency = site.office.agencies["DOD"]
    send(
        site,
        ask=[site.office.agencies["DSCA"], agency],
        **{f"due_{agency}": site.day(7).isoformat()},
    )
    for ask, who in zip(site.rows("round_asks"), ("other_lead", "other_lead"), strict=True):
        site.browser(who).post(f"/coordination/asks/{ask.id}/answer", {"kind": "concur"})
    with site.inside() as office:
        office.change(theirs, now=site.now, duration_days=9)
    form = site.browser("coordinator").get(PAGE).page
    ticked = {box["value"] for box in form.all("input", name="ask") if "checked" in box.attributes}
    assert str(site.office.agencies["DSCA"]) in ticked


def test_a_comment_stands_beside_the_dates_of_the_agency_that_moved_since(site: Site) -> None:
    drafted(site)
    with site.inside() as office:
        theirs = office.add("9z", leads=("DSCA",), now=site.now)
    send(site)
    answer(site, "comment", **{"words-1": "Three weeks are too few."})
    assert "Dates of its tasks since then None has moved" in text(site)
    with site.inside() as office:
        office.change(theirs, now=site.now, duration_days=9)
    said = text(site)
    assert "Dates of its tasks since then 9z" in said
    assert "→" in said
    assert "Dates of its tasks" not in text(site, "viewer")


def test_nobody_to_ask_is_refused_and_what_was_typed_stays(site: Site) -> None:
    drafted(site)
    refused = site.browser("coordinator").post(PAGE, {"after": 0, "name": "For the agencies"})
    assert refused.status_code == 422
    assert "Nobody is asked. Choose an agency." in refused.text
    assert "For the agencies" in refused.text


def test_a_version_that_was_sent_meanwhile_is_shown_first(site: Site) -> None:
    drafted(site)
    send(site)
    stale = send(site)
    assert stale.status_code == 409
    assert "Somebody sent a version meanwhile" in stale.text


def test_the_official_approves_with_their_password_once_more(site: Site) -> None:
    drafted(site)
    version = plan_version(site)
    named = site.browser("coordinator").post(
        f"/plans/{SLUG}/approver",
        {"version": version, "approver": site.office.people["viewer"].id},
    )
    assert named.status_code == 302
    official = site.browser("viewer")
    form = next(one for one in official.get(PAGE).page.all("form") if "approval" in one["action"])
    seen = next(one["value"] for one in form.all("input") if one["name"] == "seen")
    shown = {"version": plan_version(site), "seen": seen}
    wrong = {**shown, "because": "Ordered today.", "password": "guess"}
    refused = official.post(f"/plans/{SLUG}/approval", wrong)
    assert refused.status_code == 422
    assert "This is not your present password" in refused.text
    assert "Ordered today." in refused.text
    approved = official.post(f"/plans/{SLUG}/approval", wrong | {"password": PASSWORD})
    assert approved.status_code == 302
    page = text(site, "viewer")
    assert "Version 1, by Walt Poe" in page
    assert "Without a clearance: “Ordered today.”" in page
    assert next(one.stage for one in site.rows("plans") if one.slug == SLUG) == "approved"


def test_somebody_else_is_told_who_approves(site: Site) -> None:
    drafted(site)
    site.browser("coordinator").post(
        f"/plans/{SLUG}/approver",
        {"version": plan_version(site), "approver": site.office.people["viewer"].id},
    )
    refused = site.browser("lead").post(f"/plans/{SLUG}/approval", {"password": PASSWORD})
    assert refused.status_code == 403
    assert "Only the approving official" in refused.text
    assert "Walt Poe approves it." in text(site, "lead")


def test_a_closed_plan_shows_how_it_was_cleared_and_nothing_to_do(site: Site) -> None:
    drafted(site)
    send(site)
    with site.inside(), writing() as session:
        session.execute(update(Plan).where(Plan.slug == SLUG).values(stage="closed"))
    page = text(site)
    assert "Send" not in page
    assert "End the round" not in page


def test_the_page_asks_as_much_of_any_plan(site: Site) -> None:
    drafted(site)
    send(site)
    browser = site.browser("coordinator")
    browser.get(PAGE)
    with site.inside():
        few = statements(lambda: browser.get(PAGE))
    with site.inside() as office:
        for number in range(12):
            office.add(f"7{number}", now=site.now, leads=("DSCA",))
    with site.inside():
        many = statements(lambda: browser.get(PAGE))
    assert many == few


def plan_version(site: Site) -> int:
    return next(one.version for one in site.rows("plans") if one.slug == SLUG)


def test_every_comment_leaves_as_csv_and_pdf_with_its_decision(site: Site) -> None:
    drafted(site)
    send(site)
    said = {"words-1": "=Too often", "passage-1": "monthly", "proposed-1": "quarterly"}
    answer(site, "non_concur", **said)
    viewer = site.browser("viewer")
    lines = viewer.get(f"{PAGE}.csv").text.splitlines()
    assert lines[0].startswith("\ufeffVersion,Agency,Answer,By")
    assert lines[1].startswith("1,DSCA,Non-concur,Dana Kim,monthly,")
    assert lines[1].endswith("quarterly,Not decided,")
    found = PdfReader(BytesIO(viewer.get(f"{PAGE}.pdf").data))
    words = " ".join(page.extract_text() for page in found.pages)
    assert "Clearance by the agencies" in words
    assert "quarterly" in words


def cleared_by_link(site: Site, who: str = "other_lead") -> str:
    """Return the token of a link by which somebody clears the plan for the last agency asked."""
    with site.inside() as office, writing() as session:
        ask = site.rows("round_asks")[-1].id
        return concurring.issue(session, office.people[who].id or 0, None, ask, site.now)


def test_the_link_in_a_mail_clears_the_plan_once_and_shows_all_of_it(site: Site) -> None:
    drafted(site)
    send(site)
    token, somebody = cleared_by_link(site), site.browser("anonymous")
    page = somebody.get(f"/c/{token}").page
    assert page.heading == "DSCA: do you concur with the plan?"
    assert "Posts report monthly." in page.one("main").text
    assert site.rows("round_answers") == []
    assert "Your agency concurs" in somebody.post(f"/c/{token}", {}).text
    [row] = site.rows("round_answers")
    assert (row.kind, row.said_by_id) == ("concur", site.office.other_lead.id)
    again = somebody.post(f"/c/{token}", {})
    assert again.location.endswith(f"next={PAGE.replace('/', '%2F')}") or PAGE in again.location
    assert "1 of 1 agency answered" in text(site)


def test_a_link_to_clear_a_plan_opens_nothing_else_and_ends_with_the_access(site: Site) -> None:
    drafted(site)
    send(site)
    somebody = site.browser("anonymous")
    token = cleared_by_link(site)
    assert somebody.get(f"/r/{token}").status_code == 404
    strange = cleared_by_link(site, "lead")
    assert "/login" in somebody.post(f"/c/{strange}", {}).location
    with site.inside() as office, writing() as session:
        lead = office.other_lead.id or 0
        sign_ins.end_access(session, site.now, lead, office.plan().id)
    assert "/login" in somebody.get(f"/c/{token}").location
    assert site.rows("round_answers") == []


def test_a_plan_whose_mails_name_nothing_any_more_is_shown_by_no_link_of_before(
    site: Site,
) -> None:
    drafted(site)
    send(site)
    token, somebody = cleared_by_link(site), site.browser("anonymous")
    with site.inside(), writing() as session:
        session.execute(update(Plan).values(has_bare_mails=True))
    assert "/login" in somebody.get(f"/c/{token}").location
    assert "/login" in somebody.post(f"/c/{token}", {}).location
    assert site.rows("round_answers") == []


def test_the_page_of_the_link_has_marking_sources_and_what_the_version_is(site: Site) -> None:
    drafted(site)
    with site.inside(), writing() as session:
        session.execute(update(Plan).values(marking="CUI"))
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        sources.add(change, SLUG, 1, SourceFields("other", "", "A letter of 3 May"))
    send(site)
    token, somebody = cleared_by_link(site), site.browser("anonymous")
    page = somebody.get(f"/c/{token}")
    assert "A letter of 3 May" in page.text
    assert 'id="note-1"' in page.text
    assert "SHA-256" in page.text
    assert page.text.count("CUI") >= 2
    assert "CUI" in somebody.post(f"/c/{token}", {}).text
