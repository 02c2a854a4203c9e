"""The health check, read by machines: each check, and 503 when one is not well."""

from __future__ import annotations

import shutil
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from models import Pulse, Reminder
from views.operations.health import INQUIRY
from workplan.extensions import db
from workplan.services.operations.health import LOCK_PATIENCE, late
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.site import Site


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
    with site.inside(), writing() as session:
        session.execute(update(Pulse).values(beat_at=site.now - timedelta(minutes=16)))
    assert not health(site, 503)["scheduler"]["well"]
    with site.inside(), writing() as session:
        heartbeats.silence(session, heartbeats.PLANNER)
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
    with site.inside(), writing() as session:
        session.execute(update(Reminder).values(values))
    checks = health(site, 503)
    assert [name for name, found in checks.items() if not found["well"]] == [check]


def test_a_mail_server_that_refuses_us_is_not_well(site: Site) -> None:
    with site.inside(), writing() as session:
        heartbeats.beat(session, heartbeats.MAIL_ALARM, site.now)
    assert health(site, 503)["mail server"]["saw"] == "sign-in or TLS failed"


def test_it_answers_within_two_seconds_whatever_is_locked(site: Site) -> None:
    with site.inside(), db.engine.connect() as held:
        if db.engine.dialect.name == "sqlite":
            held.exec_driver_sql("ROLLBACK")
            held.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            held.exec_driver_sql("LOCK TABLE pulses, plans IN ACCESS EXCLUSIVE MODE")
        begun = monotonic()
        answer = site.browser("anonymous").get("/healthz").response
        assert monotonic() - begun < 2.5  # two, and some for a busy machine
        checks = answer.json["checks"]
        assert checks["database"]["saw"].startswith("has not answered for")
        assert checks["database"]["well"]  # for ten seconds; then it is an illness
        assert ("records" in checks) is (db.engine.dialect.name == "postgresql")
        held.rollback()
    assert health(site, 200)["database"]["saw"] == "answers", "what was waited for has ended"


def test_a_lock_that_is_held_for_too_long_is_not_well() -> None:
    assert late("database", LOCK_PATIENCE - 1).is_well
    assert not late("database", LOCK_PATIENCE).is_well
    assert not late("records", 1).is_well


def test_a_store_of_evidence_that_takes_nothing_is_not_well(site: Site, tmp_path: Path) -> None:
    assert health(site, 200)["evidence"]["saw"] == "answers"
    assert health(site, 200)["evidence"]["saw"] == "answers"
    assert len([path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]) == 1
    shutil.rmtree(tmp_path / "evidence")
    (tmp_path / "evidence").write_text("a file where the folder should be")
    assert health(site, 200)["evidence"]["well"], "an answer holds for a while, whoever asks"
    site.app.extensions[INQUIRY].holds.clear()
    assert health(site, 503)["evidence"]["saw"] == "files cannot be kept: NotADirectoryError"


def test_nothing_in_it_is_secret(site: Site) -> None:
    text = site.browser("anonymous").get("/healthz").text
    for secret in ("sqlite", "postgres", "@", "office", "arms", "Ivanova"):
        assert secret not in text
