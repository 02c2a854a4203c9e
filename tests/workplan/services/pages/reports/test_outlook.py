"""What a report says of how it goes on is what the pages of forecast and health say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Task
from support.files.wishes import TUESDAY
from support.ground.moments import washington
from workplan.extensions import db
from workplan.papers.blocks import Grid, Paragraph
from workplan.services.pages.forecast.pages import page_of
from workplan.services.pages.reports.outlook import outlook
from workplan.services.pages.reports.reports import material

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.papers.blocks import Block

LATER = TUESDAY + timedelta(hours=2)
BEGUN = washington(2026, 10, 1)


def told(office: Office) -> list[Block]:
    session, plan = db.session(), office.plan()
    found = list(outlook(material(session, plan, LATER, on_paper=True), LATER))
    session.rollback()
    return found


def words(blocks: list[Block]) -> list[str]:
    return [
        "".join(run.text for run in block.runs) for block in blocks if isinstance(block, Paragraph)
    ]


def test_it_says_the_finding_of_the_forecast_and_lists_what_is_not_sure(office: Office) -> None:
    office.add("1a", 90, date(2026, 12, 10), now=BEGUN)
    office.add("1b", 1, date(2029, 12, 10), now=BEGUN)
    found = told(office)
    page = page_of(db.session(), office.plan(), LATER)
    assert words(found)[0].startswith(f"{page.finding}. Four ends in five fall between")
    [grid] = [block for block in found if isinstance(block, Grid)]
    assert [row[0][0].text.split()[0] for row in grid.rows] == ["1a"]


def test_it_says_the_finding_of_schedule_health(office: Office) -> None:
    office.add("1a", 90, now=BEGUN)
    assert words(told(office))[-1].startswith("Schedule health: ")


def test_a_plan_of_which_nothing_is_open_says_nothing(office: Office) -> None:
    for task_id in db.session.scalars(
        select(Task.id).where(Task.plan_id == office.plan().id, Task.is_open)
    ).all():
        done = {"status": "complete", "percent": 100}
        office.report(task_id, BEGUN, office.coordinator, **done)
    assert told(office) == []
