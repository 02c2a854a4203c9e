"""Pages of the administration ask the database as often for many rows as for a few."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from models import Backup, Reminder
from support.web.server.taking_part import counted
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import HouseFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site

OPERATOR = Actor(None, "Operator", "cli")
PAGES = (
    "/admin",
    "/admin/mail?state=waiting",
    "/admin/sign-in",
    "/admin/backups",
    "/admin/journal",
)


def statements(site: Site, path: str) -> int:
    admin = site.browser("admin")
    admin.get(path)
    with counted(site.app) as sent:
        assert admin.get(path).status_code == 200
    return len(sent)


def fill(site: Site, numbers: range) -> None:
    """Add rows to everything that the pages list."""
    with site.inside():
        for number in numbers:
            minutes = 20 + number % 500
            house_settings.change(Change(OPERATOR, site.now), HouseFields(idle_minutes=minutes))
        with writing() as session:
            table = Reminder.__table__
            row = dict(session.execute(select(table).limit(1)).one()._mapping)
            first = row.pop("id") and row | {"state": "pending", "sent_at": None}
            rungs = [first | {"rung_days": -200 + number} for number in numbers]
            session.execute(insert(Reminder), rungs)
            session.add_all(
                Backup(
                    node="n",
                    place="/b",
                    name=f"b{number}",
                    asked_at=site.now - timedelta(hours=number),
                    asked_by="Operator",
                    state="making",
                )
                for number in numbers
            )
        db.session.remove()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sends_as_many_statements_for_many_rows_as_for_a_few(site: Site, path: str) -> None:
    fill(site, range(2))
    few = statements(site, path)
    fill(site, range(2, 62))
    assert statements(site, path) == few
