"""The inner suspense of an agency on the pages: set, refused, cleared, and kept from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site

WORDS = "Draft to the front office"


def text(site: Site, who: str, path: str) -> str:
    return " ".join(site.browser(who).get(path).text.split())


def test_a_lead_sets_an_inner_suspense_which_others_do_not_see(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}"
    assert "Set an earlier day for your own people" in text(site, "lead", path)
    day = site.day(1).isoformat()
    sent = {"inner_on": day, "words": WORDS}
    assert site.browser("lead").post(f"{path}/inner-suspense", sent).status_code == 302
    for who in ("lead", "contributor", "coordinator", "auditor"):
        assert WORDS in text(site, who, path), who
    for who in ("viewer", "other_lead"):
        assert WORDS not in text(site, who, path), who
        assert "Inner suspense" not in text(site, who, path), who
    for path_of_list in ("/plans/arms/tasks", "/plans/arms/tasks.csv", "/plans/arms/export.csv"):
        assert WORDS not in site.browser("other_lead").get(path_of_list).text
    assert WORDS not in site.browser("other_lead").get("/plans/arms/export.json").text
    assert "Inner suspense of State PM" in text(site, "coordinator", "/plans/arms/journal")
    assert "Inner suspense" not in text(site, "other_lead", "/plans/arms/journal")


def test_my_work_shows_the_inner_suspense_of_the_agency(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}/inner-suspense"
    site.browser("lead").post(path, {"inner_on": site.day(1).isoformat()})
    assert "Inner suspense of your agency" in text(site, "lead", "/")
    assert site.day(1).isoformat() in site.browser("lead").get("/work.csv").text


def test_a_refused_day_stands_again_and_a_set_one_is_cleared(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}"
    late = site.day(400).isoformat()
    refused = site.browser("lead").post(
        f"{path}/inner-suspense", {"inner_on": late, "words": "<b>"}
    )
    assert refused.status_code == 422
    assert "is after the suspense" in refused.text
    assert f'value="{late}"' in refused.text
    assert 'value="&lt;b&gt;"' in refused.text
    site.browser("lead").post(f"{path}/inner-suspense", {"inner_on": site.day(1).isoformat()})
    assert "Clear the inner suspense" in text(site, "lead", path)
    site.browser("lead").post(f"{path}/inner-suspense/clearing", {})
    assert "Clear the inner suspense" not in text(site, "lead", path)
    assert [row.due_on for row in site.rows("inner_suspenses")] == [None]


def test_it_is_a_step_of_the_chain_on_the_page_and_in_its_file_for_those_who_see_it(
    site: Site,
) -> None:
    path = f"/tasks/{site.tasks['ours']}"
    sent = {"inner_on": site.day(1).isoformat(), "words": WORDS}
    site.browser("lead").post(f"{path}/inner-suspense", sent)
    for where in (f"{path}/chain", f"{path}/chain.csv"):
        for who in ("lead", "coordinator", "auditor"):
            said = text(site, who, where)
            assert "Inner suspense of State PM" in said, (who, where)
            assert WORDS in said
        assert "Inner suspense" not in text(site, "other_lead", where)
        assert WORDS not in text(site, "viewer", where)
    site.browser("lead").post(f"{path}/inner-suspense/clearing", {})
    assert "Inner suspense" not in text(site, "lead", f"{path}/chain")
