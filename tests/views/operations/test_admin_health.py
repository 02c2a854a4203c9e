"""Health in words for administrators, and the journal walked from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete

from models import Pulse
from workplan.services.operations.check_words import CHECKS
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = "/admin/health"


def test_every_check_stands_there_with_its_threshold(site: Site) -> None:
    text = site.browser("admin").get(PAGE).page.one("main").text
    for name, words in CHECKS.items():
        if name != "records":  # only said while its answer is waited for
            assert words.title in text
            assert words.threshold in text


def test_what_is_unwell_stands_first_with_what_to_do(site: Site) -> None:
    with site.inside(), writing() as session:
        session.execute(delete(Pulse))
    page = site.browser("admin").get(PAGE).page
    assert "checks need" in page.heading or "check needs" in page.heading
    first = page.all("table")[0].all("tr")[1]
    assert "Scheduler" in first.text
    assert "systemctl start workplan-scheduler" in first.text


def test_the_journal_is_walked_and_that_is_journalled(site: Site) -> None:
    admin = site.browser("admin")
    assert "Nobody has walked the journal" in admin.get(PAGE).text
    assert admin.post(f"{PAGE}/verification").location == f"{PAGE}#record"
    text = admin.get(PAGE).page.one("main").text
    assert "The journal holds up to its end" in text
    entry = site.rows("journal")[-1]
    assert (entry.verb, entry.after["holds"]) == ("journal.verified", True)


def test_an_entry_that_is_not_there_is_refused(site: Site) -> None:
    answer = site.browser("admin").post(f"{PAGE}/verification", {"after": 987_654})
    assert answer.status_code == 422
