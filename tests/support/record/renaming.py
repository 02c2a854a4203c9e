"""Agencies that an administrator of the office changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from models import Agency
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.people import agencies
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
LATER = NOW + timedelta(hours=1)
OPERATOR = Actor(None, "Operator", "cli")
TREASURY = AgencyFields("treasury", "Treasury", "Department of the Treasury", None, "@Treasury.gov")


def admin(office: Office) -> Actor:
    return office.people["admin"]


def agency(code: str) -> Agency:
    db.session.rollback()
    return agencies.by_code(db.session(), code)


def changed(office: Office, of: str, now: datetime = NOW, **wanted: Any) -> Agency:
    row = agency(of)
    fields = replace(agencies.fields_of(db.session(), row), **wanted)
    return agencies.change(Change(admin(office), now), of, row.version, fields)
