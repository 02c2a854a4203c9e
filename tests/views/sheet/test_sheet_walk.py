"""A sheet with more rows than a page is walked, and nothing that was typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from tests.views.sheet.test_sheet import SHEET, row
from workplan.services.sheet import pages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer


@pytest.fixture
def long(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return the site with a plan of six more tasks, in a sheet of three rows a page."""
    me = site.browser("coordinator")
    more = {}
    for n in range(1, 7):
        more |= row(f"n{n}", f"9.{n}", f"Task {n}", "DSCA", "", "5")
    assert me.submit(SHEET, more, SHEET).status_code == 302
    monkeypatch.setattr(pages, "ROWS_A_PAGE", 3)
    return site


def shown(answer: Answer) -> dict[str, str]:
    """Return the key of each row that has a task, by its number."""
    values = answer.page.form(SHEET).values()
    return {v: k.partition(".")[0] for k, v in values.items() if k.endswith(".code") and v}


def go(site: Site, answer: Answer, changes: dict[str, str], where: str = "More rows") -> Answer:
    """Press one of the buttons that lead to another page, with something typed."""
    [button] = [b for b in answer.page.all("button", name="go") if b.text == where]
    sent = {**answer.page.form(SHEET).values(), **changes, "go": button["value"]}
    return site.browser("coordinator").post(SHEET, sent)


def test_what_was_typed_on_each_page_is_saved_together(long: Site) -> None:
    me, before = long.browser("coordinator"), long.work()
    first = me.get(SHEET)
    key = shown(first)["1a"]
    second = go(long, first, {f"{key}.name": "Written first", **row("n1", "8", "Eight", "PM")})
    assert second.status_code == 200
    assert "1a" not in shown(second)
    assert "What you typed on other pages is kept" in second.text
    other = next(key for key in shown(second).values() if key[0] == "t")
    third = go(long, second, {f"{other}.name": "Written second", **row("n1", "7", "Seven", "PM")})
    assert long.work() == before

    back = go(long, third, {}, "Rows before")
    values = back.page.form(SHEET).values()
    assert values[f"{other}.name"] == "Written second"
    sent = {**values, **{f"{k}.days": "5" for c, k in shown(back).items() if c in ("7", "8")}}
    held = sent["held"].replace('["8", "Eight", "PM", "", "",', '["8", "Eight", "PM", "", "5",')
    saved = me.post(SHEET, sent | {"held": held})

    assert saved.status_code == 302, saved.text
    names = {f"t{task.id}": task.name for task in long.rows("tasks")}
    assert (names[key], names[other]) == ("Written first", "Written second")
    assert {"Eight", "Seven"} <= {*names.values()}
    assert len([e for e in long.rows("journal") if e.verb == "sheet.saved"]) == 2


def test_a_page_without_changes_is_not_carried(long: Site) -> None:
    second = go(long, long.browser("coordinator").get(SHEET), {})

    assert second.page.form(SHEET).values()["held"] == ""
    assert "Nothing is saved yet" not in second.text


def test_what_is_wrong_on_another_page_leads_there_and_nothing_is_saved(long: Site) -> None:
    first = long.browser("coordinator").get(SHEET)
    key = shown(first)["1a"]
    second = go(long, first, {f"{key}.days": "soon"})
    before = long.work()

    refused = long.browser("coordinator").post(SHEET, second.page.form(SHEET).values())

    assert refused.status_code == 422
    assert long.work() == before
    [button] = [b for b in refused.page.all("button", name="go") if "On another" in b.text]
    sent = {**refused.page.form(SHEET).values(), "go": button["value"]}
    there = long.browser("coordinator").post(SHEET, sent)
    assert there.page.form(SHEET).values()[f"{key}.days"] == "soon"
    assert there.page.one("input", id=f"{key}-days")["aria-invalid"] == "true"


def test_a_block_pasted_on_one_page_is_there_when_one_comes_back(long: Site) -> None:
    first = long.browser("coordinator").get(SHEET)
    second = go(long, first, {"block": "8\tEight\tPM\t\t5\n8.1\tNine\tPM\t\t5"})

    back = go(long, second, {}, "Rows before")

    assert {"8", "8.1"} <= shown(back).keys()
    saved = long.browser("coordinator").post(SHEET, back.page.form(SHEET).values())
    assert saved.status_code == 302
    assert {"8", "8.1"} <= {task.code for task in long.rows("tasks")}


@pytest.mark.parametrize("held", ["{", "[]", '[{"begin": 1}]', "null", '[{"begin": "x"}]', "[1]"])
def test_what_no_page_of_ours_carried_is_nothing(long: Site, held: str) -> None:
    page = long.browser("coordinator").get(SHEET)
    sent = {**page.page.form(SHEET).values(), "held": held, "preview": "1"}

    assert long.browser("coordinator").post(SHEET, sent).status_code == 200


def test_rows_of_a_block_that_was_removed_come_back_one_by_one(long: Site) -> None:
    me = long.browser("coordinator")
    group = [e.seq for e in long.rows("journal") if e.verb == "sheet.saved"][-1]
    added = [e for e in long.rows("journal") if e.cause_seq == group and e.verb == "task.added"]
    me.post(f"/journal/{group}/undo", {})
    assert all(t.removed_at for t in long.rows("tasks") if t.code.startswith("9."))
    gone = {
        e.subject_id: e.seq
        for e in long.rows("journal")
        if e.verb == "task.removed" and e.subject_id in {one.subject_id for one in added}
    }

    [undone] = [e.seq for e in long.rows("journal") if e.verb == "group.undone"]
    listed = me.get(f"/plans/{SLUG}/journal?of={undone}").page
    offered = {form["action"] for form in listed.all("form", class_="undo")}
    assert {f"/journal/{seq}/undo" for seq in gone.values()} <= offered
    one = added[2].subject_id
    assert me.post(f"/journal/{gone[one]}/undo", {}).status_code == 302

    live = [t.id for t in long.rows("tasks") if t.code.startswith("9.") and not t.removed_at]
    assert live == [one]
