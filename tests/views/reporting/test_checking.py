"""Whoever checks a claim, in the browser: what was ticked stands when it is not enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.record.tasks.claiming import DONE
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import status_reports
from workplan.services.reporting.endings import closing
from workplan.services.reporting.endings.closing import Terms

if TYPE_CHECKING:
    from support.ground.site import Site


def test_an_acceptance_without_a_reason_keeps_what_was_seen(site: Site) -> None:
    number, now = site.tasks["ours"], site.now
    with site.inside() as office:
        with writing():
            office.plan().verifies = "everything"
        terms = Terms(
            ("It is signed", "It is published"), verifier_id=office.people["other_lead"].id
        )
        closing.set_terms(Change(office.coordinator, now), number, 0, terms)
        ticked = [(True, ""), (True, "")]
        claim = Change(office.lead, now)
        status_reports.report(claim, number, site.version(number), DONE, criteria=ticked)
    [claimed] = site.rows("claims")
    verifier, action = site.browser("other_lead"), f"/claims/{claimed.id}"
    refused = verifier.post(action, {"answer": "accept", "seen": "1"})
    assert refused.status_code == 422
    assert "It is signed" in refused.page.one(role="alert").text
    boxes = refused.page.form(action).all("input", name="seen")
    assert ["checked" in box.attributes for box in boxes] == [False, True]
    accepted = {"answer": "accept", "seen": ["0", "1"]}
    assert verifier.post(action, accepted).status_code == 302
    assert site.rows("claims")[0].state == "accepted"
