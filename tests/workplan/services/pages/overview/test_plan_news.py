"""What others changed since a page was shown, as far as its reader may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.pages.overview.plan_news import news_of
from workplan.services.people import rights
from workplan.services.record import journal

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def told(office: Office, who: str, since: int) -> str:
    session = db.session()
    _, standing = rights.plan_for(session, office.people[who], SLUG)
    return news_of(session, standing, since)


def test_who_changed_how_many_tasks_is_said_to_whom_reads_the_journal(office: Office) -> None:
    one, two = office.add("1a", 5), office.add("1b", 5)
    since, _ = journal.head(db.session())
    assert told(office, "auditor", since) == ""
    office.change(one, NOW, duration_days=6)
    assert told(office, "auditor", since) == "Cora Diaz changed 1 task"
    office.change(two, NOW, duration_days=6)
    office.report(one, NOW, percent=10)
    assert told(office, "auditor", since) == "Cora Diaz and Lena Ivanova changed 2 tasks"


def test_ones_own_changes_are_no_news(office: Office) -> None:
    one = office.add("1a", 5)
    since, _ = journal.head(db.session())
    office.change(one, NOW, duration_days=6)
    assert told(office, "coordinator", since) == ""
    assert told(office, "lead", since) != ""


def test_who_reads_no_journal_learns_only_that_the_plan_is_another(office: Office) -> None:
    one = office.add("1a", 5)
    since, _ = journal.head(db.session())
    office.change(one, NOW, duration_days=6)
    assert told(office, "viewer", since) == "The plan has changed since this page was shown"
    assert told(office, "other_lead", since) == "The plan has changed since this page was shown"


def test_nothing_of_another_plan_is_news(office: Office) -> None:
    since, _ = journal.head(db.session())
    office.add("1a", 5)
    session = db.session()
    _, standing = rights.plan_for(session, office.people["stranger"], OTHER_SLUG)
    assert news_of(session, standing, since) == ""
