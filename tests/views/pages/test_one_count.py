"""One figure, one source: every page, chart, file, mail and command counts the same."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from models import Plan, Task
from support.ground.fixtures import mail_server, sender
from support.ground.moments import beat, washington
from support.ground.office import SLUG
from support.ground.play import Play
from support.record.reckoning import Reckoned, reckon
from support.web.counts_in_files import HOME, codes, files_of, numbers, of_objectives, table, xml_of
from workplan import clock
from workplan.calendars.spans import USUAL
from workplan.extensions import db
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import objective_ties, objectives, plan_stages
from workplan.services.structure.objective_ties import Tie
from workplan.services.structure.objectives import ObjectiveFields
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.states import day_of
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from datetime import date, datetime

    from support.ground.office import Office
    from support.ground.site import Site
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

__all__ = ["mail_server", "sender"]
ASKED_BY_MAIL = re.compile(r"^(\S+)  .*\n  Due: .*\((.*)\)", re.MULTILINE)


def assert_the_same_everywhere(site: Site, now: datetime, said: str = "") -> Reckoned:
    """Compare every place that counts with what the bare rows say."""
    with site.inside() as office:
        plan = office.plan()
        title, today = plan.title, day_of(db.session(), plan, now).today
        right = reckon(plan.id, today)
    left, total, late = len(right.leaves & right.open), len(right.leaves), len(right.late)
    viewer = site.browser("viewer")

    overview = viewer.get(HOME).page
    facts = overview.one("ul", class_="figures").all("li")
    assert numbers(facts[0].text)[:2] == [total - left, total], said
    assert numbers(facts[1].text)[0] + numbers(facts[2].text)[0] == late, said
    remain = overview.one(class_="glance__chart").text
    assert numbers(remain) == [left, total], said
    ahead = [item.text.split()[0] for item in overview.section("g-next").all("li")]
    assert ahead == (right.ahead[:3] or ["No"]), said

    assert of_objectives(site) == {
        code: (
            len(tied & right.leaves),
            len(tied & right.leaves - right.open),
            len(tied & right.late),
        )
        for code, tied in right.serving.items()
    }, said

    listed = next(row for row in table(site, "/plans.csv") if row["Plan"] == title)
    assert (listed["Done"], listed["Tasks"]) == (str(total - left), str(total)), said
    assert listed["Late"] == str(late), said
    portfolio = viewer.get("/plans").page
    row = next(r for r in portfolio.all("tr")[1:] if title in r.text)
    assert f"{total - left} of {total}" in row.text, said
    assert (f"{late} late" if late else "none") in row.text, said

    heading = viewer.get(f"{HOME}/tasks").page.heading
    assert numbers(heading) == [total, *([len(right.rows) - total] * (len(right.rows) > total))]
    assert codes(site, "late=1") == right.late, said
    assert codes(site, "status=open") == right.open, said
    assert codes(site, "status=done") == right.rows - right.open, said
    assert codes(site, "status=overdue") == right.overdue, said
    assert codes(site, "status=will_miss") == right.will_miss, said
    assert codes(site, "f=late&o=gt&v=0") == right.late, said

    tasks = {row["Code"]: row for row in table(site, f"{HOME}/tasks.csv")}
    assert tasks.keys() == right.rows, said
    assert {c for c, r in tasks.items() if r["State"].startswith("Overdue by")} == right.overdue, (
        said
    )
    assert {c for c, r in tasks.items() if r["State"].startswith("Will")} == right.will_miss, said
    assert {c for c, r in tasks.items() if r["Late by working days"] != "0"} == right.late, said
    assert {c: int(r["% done"]) for c, r in tasks.items()} == right.percent, said

    gantt = viewer.get(f"{HOME}/gantt").page
    finding = gantt.heading
    if left and total:
        told = [late, left, total] if late > left else [late, left] if late else [left]
        assert numbers(finding) == (told if left > 1 or late > left else []), said
        assert f"{total} task{'s' * (total != 1)} in" in gantt.one(class_="facts-line").text, said
    rows = gantt.one("tbody").all("tr") if total else []
    described = {
        row.one("span", class_="code").text: row.one("th")["aria-description"] for row in rows
    }
    late_words = re.compile("(will miss|overdue) by")
    marked = {code for code, words in described.items() if late_words.search(words)}
    assert marked == right.late, said
    svg = ET.fromstring(viewer.get(f"{HOME}/gantt.svg").data)  # noqa: S314  # drawn just now
    assert finding in {"".join(e.itertext()) for e in svg.iter() if "text" in e.tag}, said

    burndown = viewer.get(f"{HOME}/burndown").page.heading
    if left:
        assert numbers(burndown)[:2] == [left, total], said

    figures = table(site, f"{HOME}/burndown.csv")
    if left:
        assert (figures[-1]["remaining_tasks"], figures[-1]["scope_tasks"]) == (
            str(left),
            str(total),
        )
    for percents, finished in (files_of(site), xml_of(site)):
        # Lines of effort stand in files as well, as what their tasks add up to.
        assert {code: percents[code] for code in right.percent} == right.percent, said
        assert not finished & right.open, said
    return right


@pytest.fixture
def odd(site: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, datetime]:
    """A plan in which every odd state stands, on a Friday after its suspenses."""
    friday = site.day(7 + (4 - site.today.weekday()) % 7)
    now = washington(friday.year, friday.month, friday.day)
    monkeypatch.setattr(clock, "now", lambda: now)
    with site.inside() as office:
        plan_stages.pass_days(Change(SCHEDULER, now), office.plan().id)
        add_odd_states(office, now, friday)
    return site, now


def add_odd_states(office: Office, now: datetime, today: date) -> None:
    """Add tasks in every state that was counted in two ways."""
    past, soon = today - timedelta(days=3), today + timedelta(days=3)

    def add(code: str, days: int, due: date | SuspenseRule | None = None, **more: object) -> int:
        return office.add(code, days, due, now=now, **more)

    parent = add("S1", 3, past, name="Overdue with an open subtask that is not")
    add("S1.1", 3, soon + timedelta(days=60), parent_id=parent)
    parent = add("S2", 3, past, name="Its subtasks are done")
    office.complete(add("S2.1", 2, past, parent_id=parent), now)
    parent = add("S3", 3, name="Complete, and then got an open subtask")
    office.complete(parent, now)
    add("S3.1", 2, parent_id=parent)
    parent = add("S4", 0, name="Two days done, a milestone open")
    office.complete(add("S4.1", 2, parent_id=parent), now)
    add("S4.2", 0, parent_id=parent)
    milestone = add("M1", 0, past, name="An open milestone after finished work")
    first = add("M2", 2)
    dependencies.add(Change(office.coordinator, now), milestone, DependencyFields(first))
    office.complete(first, now)
    removed = add("R1", 4)
    office.complete(removed, now)
    office.remove(removed, now)
    quarterly = SuspenseRule("recurring", first_on=soon, every=USUAL["quarterly"])
    office.complete(add("Q1", 3, quarterly), now)
    office.report(add("L1", 1, soon), now, status="late", percent=10)
    office.complete(add("D1", 1, today), now)
    serve(office, now)


def serve(office: Office, now: datetime) -> None:
    """Tie every task to one objective, those with subtasks too, and only such to another."""
    change = Change(office.coordinator, now)
    every, above, _ = objectives.add(
        change, SLUG, [ObjectiveFields(f"T{n}", f"What is wanted, part {n}") for n in range(3)]
    )
    live = db.session.scalars(select(Task).where(Task.plan_id == office.plan().id)).all()
    ids = [task.id for task in live if task.removed_at is None]
    parents = {task.parent_id for task in live} & set(ids)
    made = {Tie(number, every) for number in ids} | {Tie(number, above) for number in parents}
    assert len(parents) == 4
    objective_ties.tie(Change(office.coordinator, now), SLUG, made, set())


def test_every_odd_state_counts_the_same_on_every_page_and_in_every_file(
    odd: tuple[Site, datetime],
) -> None:
    site, now = odd
    right = assert_the_same_everywhere(site, now)
    assert {"S1", "M1"} <= right.overdue
    assert not {"S2", "R1", "L1", "D1"} & right.late
    assert "S2" not in right.open
    assert {"S3", "S4"} <= right.open
    assert right.serving["T1"] == {"S1", "S2", "S3", "S4"}
    assert (right.percent["S3"], right.percent["S4"], right.percent["S2"]) == (0, 66, 100)


def test_a_plan_in_drafting_counts_by_the_same_rules(odd: tuple[Site, datetime]) -> None:
    site, now = odd
    with site.inside(), db.session() as session:
        plan = session.scalars(select(Plan).where(Plan.slug == SLUG)).one()
        plan.stage, plan.status_on = "drafting", None
        session.commit()
    right = assert_the_same_everywhere(site, now)
    assert {"S1", "M1"} <= right.overdue


@pytest.mark.parametrize("days_later", [1, 2, 3])
def test_a_weekend_after_the_suspense_counts_as_any_other_day(
    odd: tuple[Site, datetime], monkeypatch: pytest.MonkeyPatch, days_later: int
) -> None:
    site, now = odd
    later = now + timedelta(days=days_later)
    monkeypatch.setattr(clock, "now", lambda: later)
    right = assert_the_same_everywhere(site, later)
    assert {"S1", "M1"} <= right.overdue
    # Due on Friday, and open on Saturday: overdue by one working day at least.
    days = {r["Code"]: int(r["Late by working days"]) for r in table(site, f"{HOME}/tasks.csv")}
    assert all(days[code] >= 1 for code in right.late)


def test_a_closed_plan_has_one_today(odd: tuple[Site, datetime]) -> None:
    site, now = odd
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, now), SLUG, "closed")
    assert_the_same_everywhere(site, now)


@pytest.mark.parametrize("seed", range(4))
def test_after_random_histories_every_place_counts_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    play = None
    for step in range(3):
        with site.inside() as office:
            play = play or Play(office, seed, site.now)
            for _ in range(15):
                play.act()
        now = play.now
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        # Days have passed, and with them every session.
        site.browsers.clear()
        assert_the_same_everywhere(site, now, f"seed {seed}, step {step}: {play.done}")


def test_what_the_mail_asks_for_stands_in_my_work_in_the_same_state(
    odd: tuple[Site, datetime], mail_server: MailServer, sender: Sender
) -> None:
    site, now = odd
    with site.inside():
        beat(sender, [now])
    asked = 0
    for mail in mail_server.mails:
        if mail.who not in ("lead", "other_lead", "contributor"):
            continue
        work = {row["Code"]: row for row in table(site, "/work.csv", mail.who)}
        for code, when in ASKED_BY_MAIL.findall(mail.text):
            asked += 1
            assert code in work, f"{code} is asked for by mail and not in {mail.who}'s work"
            assert ("ago" in when) == (work[code]["Section"] == "Overdue"), code
    assert asked
