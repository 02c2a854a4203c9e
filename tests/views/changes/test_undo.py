"""The line that says that something is saved offers to take it back, and does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from models import Plan
from support.ground.office import SLUG
from support.record.tasks.standing import stored
from support.web.browsers import HTMX
from workplan.calendars.spans import USUAL
from workplan.extensions import db
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element

NEW = f"/plans/{SLUG}/tasks/new"


def task(site: Site, name: str = "ours", rest: str = "") -> str:
    return f"/tasks/{site.tasks[name]}{rest}"


def offers(answer: Answer) -> list[Element]:
    """Return the forms that stand beside what was said, and not in a history."""
    lines = answer.page.all("div", class_="toast")
    return [form for line in lines for form in line.all("form", class_="undo")]


def added(site: Site) -> Answer:
    lead = {f"agency_{site.office.agencies['PM']}": "lead"}
    given = {"code": "5a", "name": "Publish", "duration_days": 2, **lead}
    return site.browser("coordinator").submit(NEW, given)


def unlinked(site: Site) -> Answer:
    return site.browser("coordinator").post(f"/dependencies/{site.links['ours']}/removal", {})


def bulk(site: Site) -> Answer:
    one = site.tasks["theirs"]
    sent = {"task": [f"{one}:{site.version(one)}"], "shift_days": "5"}
    return site.browser("coordinator").post(f"/plans/{SLUG}/tasks/together", sent)


def removed(site: Site) -> Answer:
    path = task(site, "theirs", "/removal")
    assert "came into the plan before today" in site.browser("coordinator").get(path).page.text
    with site.as_draft():
        return site.browser("coordinator").submit(path, {"reason": "Not needed"})


SAVED: dict[str, tuple[str, Callable[[Site], Answer]]] = {
    "task.added": ("coordinator", added),
    "task.changed": (
        "coordinator",
        lambda s: s.browser("coordinator").submit(task(s, rest="/edit"), {"duration_days": 9}),
    ),
    "task.removed": ("coordinator", removed),
    "dependency.removed": ("coordinator", unlinked),
    "tasks.changed_together": ("coordinator", bulk),
    "task.reported": (
        "lead",
        lambda s: s.browser("lead").submit(task(s, rest="/report"), {"percent": 60}),
    ),
}


def standing(site: Site) -> list[Any]:
    with site.inside() as office:
        return [stored(office, one) for one in site.tasks.values()]


@pytest.mark.parametrize("verb", SAVED)
def test_what_was_just_saved_is_taken_back_by_one_button(site: Site, verb: str) -> None:
    who, save = SAVED[verb]
    me, before = site.browser(who), standing(site)
    answer = save(site)
    assert answer.status_code == 302
    shown = me.get(answer.location)
    [form] = offers(shown)
    assert form.values()["next"] == answer.location.partition("?")[0]
    entry = next(e for e in site.rows("journal") if e.verb == verb and e.at >= site.now)
    assert form["action"] == f"/journal/{entry.seq}/undo"

    back = me.post(form["action"], form.values())

    assert back.status_code == 302
    assert "is taken back" in me.get(back.location).page.text
    assert standing(site) == before
    assert offers(me.get(answer.location)) == [], "it is offered once"


def test_a_change_that_cannot_be_taken_back_offers_nothing(site: Site) -> None:
    me = site.browser("coordinator")
    answer = me.post(task(site, rest="/comments"), {"body": "How is it?"})
    shown = me.get(answer.location.partition("#")[0])
    assert "Your comment is saved." in shown.page.text
    assert offers(shown) == []


def test_what_was_only_previewed_or_refused_offers_nothing(site: Site) -> None:
    me = site.browser("coordinator")
    me.submit(task(site, rest="/edit"), {"duration_days": 9, "preview": "1"})
    me.submit(task(site, rest="/edit"), {"duration_days": "many"})
    assert offers(me.get(task(site))) == []


def test_a_line_of_my_work_offers_it_in_its_place(site: Site) -> None:
    lead, ours = site.browser("lead"), site.tasks["ours"]
    before = standing(site)
    sent = {"from": "row", "version": site.version(ours), "status": "at_risk", "percent": "60"}
    row = lead.post(task(site, rest="/report"), sent, headers=HTMX)
    [form] = row.page.one("article").all("form", class_="undo")
    back = lead.post(form["action"], form.values())
    assert back.location == "/"
    assert standing(site) == before


def test_a_report_that_met_an_occurrence_is_taken_back_from_the_history(site: Site) -> None:
    lead, ours = site.browser("lead"), site.tasks["ours"]
    rule = SuspenseRule("recurring", first_on=site.day(-5), every=USUAL["monthly"])
    with site.inside() as office:
        office.change(ours, site.now, suspense=rule)
    before = standing(site)
    lead.submit(task(site, rest="/report"), {"status": "complete", "percent": 100})
    assert standing(site) != before
    last = max(e.seq for e in site.rows("journal") if e.verb == "task.reported")
    assert lead.post(f"/journal/{last}/undo", {}).status_code == 302
    assert standing(site) == before


def test_a_second_occurrence_is_met_in_the_same_words_and_sent_twice_is_met_once(
    site: Site,
) -> None:
    lead, ours = site.browser("lead"), site.tasks["ours"]
    rule = SuspenseRule("recurring", first_on=site.day(-70), every=USUAL["monthly"])
    with site.inside() as office:
        office.change(ours, site.now, suspense=rule)
    said = {"status": "complete", "percent": 100, "done": "one more"}
    said |= {"actual_finish_on": site.today.isoformat()}
    first = lead.get(task(site, rest="/report"))
    assert "Your report is saved." in after(lead, first.submit(lead, said))
    assert "saved already" in after(lead, first.submit(lead, said))
    # The page from before, under another number: it means what is met by now.
    assert first.submit(lead, {**said, "once": "another"}).status_code == 409
    met = met_on(site)
    assert "Your report is saved." in after(lead, lead.submit(task(site, rest="/report"), said))
    assert met_on(site) > met
    assert first.submit(lead, {**said, "once": "a third"}).status_code == 409


def met_on(site: Site) -> Any:
    [met] = [row.met_on for row in site.rows("suspenses") if row.task_id == site.tasks["ours"]]
    return met


def after(me: Any, answer: Answer) -> str:
    assert answer.status_code == 302
    text: str = me.get(answer.location).page.text
    return text


def test_a_history_offers_no_undo_of_what_is_taken_back_until_that_is_undone(site: Site) -> None:
    lead, path = site.browser("lead"), task(site)

    def buttons() -> list[str]:
        page = lead.get(f"{path}?stream=changes").page
        parts = page.all(role="region", aria_labelledby="history")
        return [form["action"] for part in parts for form in part.all("form", class_="undo")]

    lead.submit(f"{path}/report", {"percent": 60})
    first, *_ = buttons()
    lead.post(first, {})
    second, *others = buttons()
    assert first not in [second, *others]
    number = int(second.split("/")[2])
    assert f"Taken back by entry {number:,}" in lead.get(f"{path}?stream=changes").page.text
    lead.post(second, {})
    assert first in buttons()
    assert second not in buttons()


def test_the_journal_says_of_a_group_that_it_is_taken_back(site: Site) -> None:
    me = site.browser("coordinator")
    bulk(site)
    journal = f"/plans/{SLUG}/journal"
    group = next(e for e in site.rows("journal") if e.verb == "tasks.changed_together")
    me.post(f"/journal/{group.seq}/undo", {})
    row = me.get(journal).page.one("tr", id=f"entry-{group.seq}")
    assert "Taken back by entry" in row.text
    assert not row.all("form")


def test_it_is_said_when_an_undo_waits_for_the_word_of_an_agency(site: Site) -> None:
    me, ours = site.browser("coordinator"), site.tasks["ours"]
    stage = update(Plan).where(Plan.slug == SLUG)
    with site.inside() as office:
        db.session.execute(stage.values(stage="drafting"))
        db.session.commit()
        office.change(ours, site.now, leads=(office.agencies["DSCA"],))
        db.session.execute(stage.values(stage="implementing"))
        db.session.commit()
    seq = max(e.seq for e in site.rows("journal") if e.verb == "task.changed")

    answer = me.post(f"/journal/{seq}/undo", {"next": task(site)})

    said = me.get(answer.location)
    assert f"Entry {seq:,} is not taken back yet: the lead is offered" in said.page.text
    assert "Taken back by" not in said.page.text
    assert offers(said) == []


def test_a_refused_undo_names_the_entry_in_the_way_with_a_link_to_it(site: Site) -> None:
    me = site.browser("coordinator")
    me.submit(task(site, rest="/edit"), {"duration_days": 9})
    first = max(row.seq for row in site.rows("journal") if row.verb == "task.changed")
    me.submit(task(site, rest="/edit"), {"duration_days": 12})
    second = max(row.seq for row in site.rows("journal") if row.verb == "task.changed")

    refused = me.post(f"/journal/{first}/undo", {"next": task(site)})

    assert refused.status_code == 422
    assert "Since then somebody changed “duration” again. Undo that first." in refused.text
    words = " ".join(refused.page.text.split())
    assert f"In the way is entry {second:,}, by {site.office.coordinator.name} on" in words
    assert "duration from “9 working days” to “12 working days”" in words
    link = refused.page.one("a", href=f"/plans/{SLUG}/journal?before={second + 1}#entry-{second}")
    assert f"entry-{second}" in me.get(link["href"]).text
    assert refused.page.one("a", href=task(site)).text == "Go back; nothing was changed"


def test_an_undo_that_nothing_is_in_the_way_of_is_refused_as_before(site: Site) -> None:
    me = site.browser("coordinator")
    me.submit(task(site, rest="/edit"), {"duration_days": 9})
    first = max(row.seq for row in site.rows("journal") if row.verb == "task.changed")
    assert me.post(f"/journal/{first}/undo", {}).status_code == 302

    again = me.post(f"/journal/{first}/undo", {})

    assert again.status_code == 422
    assert "is taken back already" in again.text


def test_what_is_in_the_way_of_a_setting_of_the_house_leads_to_the_administration(
    site: Site,
) -> None:
    admin = site.browser("admin")
    for minutes in ("20", "30"):
        admin.submit("/admin/sign-in", {"idle_minutes": minutes})
    first, second = [row.seq for row in site.rows("journal") if row.verb == "house.changed"]

    refused = admin.post(f"/journal/{first}/undo", {})

    assert refused.status_code == 422
    link = refused.page.one("a", href=f"/admin/journal?before={second + 1}")
    assert admin.get(link["href"]).status_code == 200
