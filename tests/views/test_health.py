"""The health check, read by machines: each check, and 503 when one is not well."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from models import Pulse, Reminder
from workplan.services import pulses
from workplan.services.transaction import transaction

if TYPE_CHECKING:
    from support.site import Site


def health(site: Site, status: int) -> dict[str, Any]:
    answer = site.browser("anonymous").get("/healthz").response
    assert answer.status_code == status
    assert answer.content_type == "application/json"
    body: dict[str, Any] = answer.json
    assert body["status"] == ("well" if status == 200 else "unwell")
    return body["checks"]


def test_all_is_well(site: Site) -> None:
    checks = health(site, 200)
    assert all(check["well"] for check in checks.values())
    assert checks["database"]["saw"] == "answers"


def test_a_scheduler_that_never_ran_or_stopped_is_not_well(site: Site) -> None:
    with site.inside(), transaction(journalled=False) as session:
        session.execute(update(Pulse).values(beat_at=site.now - timedelta(minutes=16)))
    assert not health(site, 503)["scheduler"]["well"]
    with site.inside(), transaction(journalled=False) as session:
        pulses.silence(session, pulses.PLANNER)
    assert "start `flask scheduler`" in health(site, 503)["scheduler"]["saw"]


@pytest.mark.parametrize(
    ("values", "check"),
    [
        ({"state": "dead", "sent_at": None}, "reminders failed"),
        ({"state": "pending", "sent_at": None}, "reminders waiting"),
    ],
)
def test_reminders_that_do_not_go_out_are_not_well(
    site: Site, values: dict[str, Any], check: str
) -> None:
    with site.inside(), transaction(journalled=False) as session:
        session.execute(update(Reminder).values(values))
    checks = health(site, 503)
    assert [name for name, found in checks.items() if not found["well"]] == [check]


def test_a_mail_server_that_refuses_us_is_not_well(site: Site) -> None:
    with site.inside(), transaction(journalled=False) as session:
        pulses.beat(session, pulses.MAIL_ALARM, site.now)
    assert health(site, 503)["mail server"]["saw"] == "sign-in or TLS failed"


def test_nothing_in_it_is_secret(site: Site) -> None:
    text = site.browser("anonymous").get("/healthz").text
    for secret in ("sqlite", "postgres", "@", "office", "arms", "Ivanova"):
        assert secret not in text
