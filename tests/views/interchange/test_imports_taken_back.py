"""The undo of an import takes a whole plan away: it says what hangs on it, and asks first."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer, Browser

TABLE = b"UID,Name,Duration,Predecessors\n1,Draft,3,\n2,Clear,2,1\n"
PLAN, JOURNAL = "/plans/brought-in", "/plans/brought-in/journal"


def brought_in(site: Site) -> tuple[Browser, int]:
    """Import a plan; return its coordinator's browser, and the entry that brought it in."""
    me = site.browser("coordinator")
    sent = {"file": (BytesIO(TABLE), "plan.csv"), "start_on": site.today.isoformat()}
    me.post("/plans/import", sent).submit(me, {"slug": "brought-in"})
    return me, max(e.seq for e in site.rows("journal") if e.verb == "plan.imported")


def asked(me: Browser, seq: int) -> Answer:
    """Press the Undo of the journal, which leads to the question."""
    me.get(PLAN)  # which says that it is imported, and offers an undo too
    buttons = me.get(JOURNAL).page.root.all("form", class_="undo")
    [pressed] = [form for form in buttons if form["action"] == f"/journal/{seq}/undo"]
    answer = me.post(pressed["action"], pressed.values())
    assert answer.location == f"{JOURNAL}?undo={seq}#taking-back"
    return me.get(answer.location.partition("#")[0])


def test_one_press_takes_no_plan_away_and_says_what_hangs_on_it(site: Site) -> None:
    me, seq = brought_in(site)

    block = asked(me, seq).page.one("section", class_="irreversible")

    words = " ".join(block.text.split())
    assert "2 tasks, 0 reports, 0 comments, 0 pieces of evidence, and 1 person." in words
    assert "Nothing brings it back" in words
    assert block.one("a")["href"] == JOURNAL
    assert me.get(PLAN).status_code == 200


def test_who_says_that_it_is_meant_takes_the_plan_away(site: Site) -> None:
    me, seq = brought_in(site)
    [form] = asked(me, seq).page.one("section", class_="irreversible").all("form")

    gone = me.post(form["action"], form.values())

    assert gone.location == "/plans"
    assert me.get(PLAN).status_code == 404


def test_the_line_that_says_that_it_is_imported_asks_first_too(site: Site) -> None:
    me, seq = brought_in(site)
    [form] = me.get(PLAN).page.one("div", class_="toast").all("form", class_="undo")

    answer = me.post(form["action"], form.values())

    assert answer.location == f"{JOURNAL}?undo={seq}#taking-back"
    assert me.get(PLAN).status_code == 200


def test_of_what_can_be_brought_back_nothing_is_asked(site: Site) -> None:
    me, _ = brought_in(site)
    added = next(e.seq for e in site.rows("journal") if e.verb == "task.added" and e.cause_seq)

    page = me.get(f"{JOURNAL}?undo={added}").page

    assert page.root.all("section", class_="irreversible") == []
