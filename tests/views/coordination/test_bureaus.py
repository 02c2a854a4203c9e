"""An agency asks its bureaus before it answers; what they say is its own until it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Agency, Notice
from support.ground.office import SLUG
from workplan.cli.answers import OPERATOR
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.coordination.rounds import versions
from workplan.services.coordination.rounds.versions import Sent
from workplan.services.operations import beats
from workplan.services.people import absences
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site

REMARK = {"kind": "non_concur", "words-1": "Too often", "proposed-1": "quarterly"}


@pytest.fixture
def asked(site: Site) -> int:
    """A product of State PM is sent to DoD, whose lead is the supervisor; DSCA is its bureau."""
    with site.inside() as office:
        lead_of_dod = MembershipFields("lead", "DOD")
        memberships.join(
            Change(OPERATOR, site.now), office.email("other_supervisor"), SLUG, lead_of_dod
        )
        wanted = {office.agencies["DOD"]: site.day(14)}
        change = Change(office.lead, site.now)
        versions.send(change, site.tasks["ours"], Sent("Monthly.", wanted, 0), is_attached=False)
    return int(site.rows("round_asks")[-1].id)


def page(site: Site, who: str) -> str:
    found = site.browser(who).get(f"/tasks/{site.tasks['ours']}/coordination")
    return " ".join(found.page.text.split())


def ask(site: Site, ask_id: int, who: str = "other_supervisor", **given: Any) -> Any:
    bureau = site.office.agencies["DSCA"]
    sent = {"bureau": bureau, f"due_{bureau}": site.day(7).isoformat()} | given
    return site.browser(who).post(f"/coordination/asks/{ask_id}/bureaus", sent)


def advise(site: Site, who: str = "other_lead", **given: Any) -> Any:
    number = site.rows("bureau_asks")[-1].id
    return site.browser(who).post(f"/coordination/bureaus/{number}/answer", given or REMARK)


def test_what_a_bureau_says_is_read_inside_the_agency_until_it_answers(
    site: Site, asked: int
) -> None:
    assert "Ask bureaus of DoD first" in page(site, "other_supervisor")
    assert "Ask bureaus" not in page(site, "lead")
    assert ask(site, asked).status_code == 302
    assert "Advise DoD for DSCA" in page(site, "other_lead")
    assert "To advise on 1" in site.browser("other_lead").get("/").page.text
    assert advise(site).status_code == 302
    assert "To advise on" not in site.browser("other_lead").get("/").page.text

    inside = page(site, "other_supervisor")
    assert "“Too often”" in inside
    assert "inside DoD until it answers" in inside
    assert "What DSCA said stands in the comments" in inside
    for who in ("lead", "coordinator", "auditor", "viewer"):
        assert "Too often" not in page(site, who)
        journal = site.browser(who).get(f"/plans/{SLUG}/journal")
        assert "Too often" not in journal.text

    answer = {"kind": "comment", "words-1": "Too often, we think", "proposed-1": "quarterly"}
    site.browser("other_supervisor").post(f"/coordination/asks/{asked}/answer", answer)
    for who in ("coordinator", "auditor"):
        assert "“Too often”" in page(site, who)
        assert "inside DoD" not in page(site, who)
    for who in ("lead", "viewer"):
        assert "“Too often”" not in page(site, who)
    assert advise(site).status_code == 422


def test_only_the_agency_asks_and_only_its_bureau_advises(site: Site, asked: int) -> None:
    for who in ("lead", "coordinator", "viewer"):
        assert ask(site, asked, who).status_code == 403
    ask(site, asked)
    for who in ("lead", "coordinator", "auditor"):
        assert advise(site, who).status_code == 403
    assert advise(site, "stranger").status_code == 404


def test_a_bureau_of_another_agency_and_a_day_after_its_own_are_refused(
    site: Site, asked: int
) -> None:
    other = site.office.agencies["PM"]
    refused = ask(site, asked, bureau=other, **{f"due_{other}": site.day(3).isoformat()})
    assert refused.status_code == 422
    assert "It is no bureau of your agency" in refused.page.text
    bureau = site.office.agencies["DSCA"]
    for typed, said in (
        (site.day(15).isoformat(), "your agency answers by"),
        (site.day(-1).isoformat(), "has passed"),
        ("", "Say by which day DSCA answers"),
    ):
        refused = ask(site, asked, **{f"due_{bureau}": typed})
        assert refused.status_code == 422
        assert said in refused.page.text
    assert ask(site, asked, bureau="").status_code == 422
    assert site.rows("bureau_asks") == []


def test_an_answer_that_does_not_fit_its_words_is_refused_and_stays_typed(
    site: Site, asked: int
) -> None:
    ask(site, asked)
    refused = advise(site, kind="non_concur", **{"words-1": "Too <often>"})
    assert refused.status_code == 422
    assert "Say in which words your agency would concur" in refused.page.text
    assert "Too &lt;often&gt;" in refused.text
    assert site.rows("bureau_answers") == []


def test_the_bureau_is_told_once_and_reminded_on_its_day_and_the_agency_hears(
    site: Site, asked: int
) -> None:
    ask(site, asked)
    ask(site, asked)  # the same once more says nothing new
    lead, above = (site.office.people[who].id for who in ("other_lead", "other_supervisor"))
    with site.inside():
        assert told("bureau_asked") == [lead]
        for days in (*range(1, 8), 7):
            moment = site.now.replace(hour=17) + (site.day(days) - site.today)
            beats.coordination_reminders.remind(moment)
            beats.bureau_reminders.remind(moment)
        assert told("bureau_due") == [lead]
    bureau = site.office.agencies["DSCA"]
    ask(site, asked, **{f"due_{bureau}": site.day(8).isoformat()})
    with site.inside():
        assert told("bureau_asked") == [lead, lead]
    advise(site)
    with site.inside():
        assert told("bureau_answered") == [above]
    [row] = site.rows("bureau_asks")
    assert row.wanted_on == site.day(8)


def test_advice_on_a_version_before_stays_where_its_agency_finds_it(site: Site, asked: int) -> None:
    ask(site, asked)
    advise(site)
    with site.inside() as office:
        wanted = {office.agencies["DOD"]: site.day(14)}
        change = Change(office.lead, site.now)
        versions.send(change, site.tasks["ours"], Sent("Yearly.", wanted, 1), is_attached=False)
    for who in ("other_supervisor", "other_lead"):
        assert "“Too often”" in page(site, who)
    assert "“Too often”" not in page(site, "coordinator")


def test_a_bureau_for_which_nobody_leads_cannot_be_asked(site: Site, asked: int) -> None:
    with site.inside(), writing() as session:
        bureau = Agency(
            code="X", label="DTRA", name="Threats", parent_id=site.office.agencies["DOD"]
        )
        session.add(bureau)
        session.flush()
        number = bureau.id
    refused = ask(site, asked, bureau=number, **{f"due_{number}": site.day(3).isoformat()})
    assert refused.status_code == 422
    assert "Nobody leads for DTRA in this plan" in refused.page.text


def test_an_absent_lead_of_a_bureau_holds_up_no_mail(site: Site, asked: int) -> None:
    with site.inside() as office:
        stand_in = office.email("contributor")
        memberships.join(
            Change(OPERATOR, site.now), stand_in, SLUG, MembershipFields("lead", "DSCA")
        )
        away = Change(office.people["other_lead"], site.now)
        absences.say(away, site.today, site.today, site.day(5), office.contributor.id)
    assert ask(site, asked).status_code == 302
    with site.inside() as office:
        absences.end(Change(office.people["other_lead"], site.now))
        for days in range(1, 8):
            moment = site.now.replace(hour=17) + (site.day(days) - site.today)
            beats.bureau_reminders.remind(moment)
    bureau = site.office.agencies["DSCA"]
    again = ask(site, asked, **{f"due_{bureau}": site.day(9).isoformat()})
    assert again.status_code == 302


def test_no_archive_has_what_is_said_inside_an_agency(site: Site, asked: int) -> None:
    ask(site, asked)
    advise(site)
    archive = site.browser("coordinator").get(f"/plans/{SLUG}/export.json")
    assert archive.status_code == 200
    assert "Too often" not in archive.text


def told(kind: str) -> list[int]:
    db.session.rollback()
    wanted = select(Notice.user_id).where(Notice.kind == kind).order_by(Notice.id)
    return list(db.session.scalars(wanted))
