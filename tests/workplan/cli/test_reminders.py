"""`flask reminders`, `flask audit` and the scheduler, as an operator uses them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from support.ground.moments import washington
from support.programs.child import ROOT
from support.record.snapshots import snapshot
from workplan import clock
from workplan.extensions import db
from workplan.services.record.journal import GENESIS
from workplan.services.reminding import heartbeats, planner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from support.ground.office import Office
    from support.programs.mail_server import MailServer

DUE = date(2026, 11, 27)


def run(app: Flask, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(args=[*arguments])
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def test_a_preview_lists_who_would_get_what_and_sends_nothing(office: Office) -> None:
    office.add("1a", due=DUE, now=washington(2026, 11, 2))
    office.add("2a", due=DUE, now=washington(2026, 11, 2), leads=["DSCA"])
    before = snapshot()
    output = run(office.app, "reminders", "preview", "--on", "2026-11-25")
    assert snapshot() == before
    lines = output.splitlines()
    assert lines[0].split() == ["to", "plan", "task", "due", "when", "as"]
    words = "lead@office.example arms 1a Draft part 1a 2026-11-27 1 working day before lead agency"
    assert lines[2].split() == words.split()
    assert lines[-1] == "2 mails with 2 reminders."


@pytest.mark.parametrize("day_off", ["2026-11-26", "2026-11-28"])
def test_a_preview_of_a_day_off_is_empty(office: Office, day_off: str) -> None:
    office.add("1a", due=DUE, now=washington(2026, 11, 2))
    output = run(office.app, "reminders", "preview", "--on", day_off)
    assert output == "0 mails with 0 reminders.\n"


def test_a_preview_of_some_days_says_on_which_each_mail_goes_out(office: Office) -> None:
    office.add("1a", due=DUE, now=washington(2026, 11, 2))
    days = ("--from", "2026-11-23", "--to", "2026-11-30")
    lines = run(office.app, "reminders", "preview", *days).splitlines()
    assert lines[0].split()[:4] == ["goes", "out", "to", "plan"]
    told = [(line.split()[0], line.split()[1]) for line in lines[2:-1]]
    assert ("2026-11-25", "lead@office.example") in told
    assert sorted(told) == told
    assert all("2026-11-23" <= day <= "2026-11-30" for day, _ in told)
    one_day = run(office.app, "reminders", "preview", "--from", "2026-11-25", "--to", "2026-11-25")
    assert one_day.splitlines()[-1] == "1 mails with 1 reminders."
    refused = office.app.test_cli_runner().invoke(args=["reminders", "preview", *days[:2]])
    assert "--from and --to together" in refused.output


def test_a_preview_leaves_out_what_is_in_the_ledger(office: Office) -> None:
    office.add("1a", due=DUE, now=washington(2026, 11, 2))
    planner.queue_due(washington(2026, 11, 25))
    output = run(office.app, "reminders", "preview", "--on", "2026-11-25")
    assert output == "0 mails with 0 reminders.\n"


def test_one_beat_by_hand_says_what_it_did_and_writes_mail_as_files(office: Office) -> None:
    today = clock.civil_date(clock.now(), "America/New_York")
    office.add("1a", due=today + timedelta(days=365))
    output = run(office.app, "reminders", "send")
    assert output.startswith("1 plan days passed, 0 reminders queued, 0 mails accepted.")
    assert run(office.app, "reminders", "send").startswith("0 plan days passed")
    db.session.rollback()
    assert heartbeats.last_beat(db.session(), heartbeats.PLANNER) is not None


def test_the_journal_is_verified_by_one_command(office: Office) -> None:
    output = run(office.app, "audit", "verify")
    assert output.startswith(f"The journal holds: {office.last_seq()} entries, head ")
    name = "ALTER TABLE journal DISABLE TRIGGER USER"
    if db.engine.dialect.name == "sqlite":
        name = "DROP TRIGGER journal_no_update"
    db.session.execute(text(name))
    db.session.execute(text("UPDATE journal SET reason = 'better' WHERE seq = 2"))
    db.session.commit()
    result = office.app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert result.output == "Error: The journal does not hold at entry 2.\n"


@pytest.mark.usefixtures("app_context")
def test_an_empty_journal_is_verified_too(app: Flask) -> None:
    assert run(app, "audit", "verify").startswith(f"The journal holds: 0 entries, head {GENESIS}\n")


@pytest.fixture
def environment(office: Office, mail_server: MailServer) -> dict[str, str]:
    """The environment of a scheduler for the office's database."""
    return {
        **os.environ,
        "INSTANCE": office.app.instance_path,
        "DATABASE_URL": office.app.config["SQLALCHEMY_DATABASE_URI"],
        "MAIL_URL": mail_server.url,
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "locks" / "scheduler.lock"


@pytest.fixture
def scheduler(environment: dict[str, str], lock: Path) -> Iterator[subprocess.Popen[str]]:
    """A scheduler that holds the lock and beats every second."""
    process = subprocess.Popen(
        _command(lock), cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def _command(lock: Path) -> list[str]:
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    return [*flask, "scheduler", "--every", "1", "--lock", str(lock)]


def test_the_scheduler_beats_and_stops_when_told(
    office: Office, scheduler: subprocess.Popen[str]
) -> None:
    first = _wait_for(beat_at)
    _wait_for(lambda: beat_at() != first)
    assert office.plan().status_on is not None, "days pass"

    scheduler.send_signal(signal.SIGINT)
    _, errors = scheduler.communicate(timeout=20)
    assert scheduler.returncode == 0
    assert "Traceback" not in errors


@pytest.mark.usefixtures("office")
def test_another_scheduler_waits_for_the_lock_and_takes_over_when_the_first_is_killed(
    scheduler: subprocess.Popen[str], environment: dict[str, str], lock: Path
) -> None:
    _wait_for(beat_at)
    with subprocess.Popen(
        _command(lock), cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as second:
        try:
            assert second.stdout is not None
            waiting = f"Another scheduler holds {lock}; this one takes over when that ends.\n"
            assert second.stdout.readline() == waiting
            scheduler.kill()
            scheduler.wait()
            last = beat_at()
            assert second.stdout.readline() == f"This scheduler holds {lock} now.\n"
            _wait_for(lambda: beat_at() != last)
            second.send_signal(signal.SIGINT)
        except BaseException:
            second.kill()
            raise
    assert second.returncode == 0


def beat_at() -> object:
    """Return when a scheduler last beat."""
    db.session.rollback()
    found = heartbeats.last_beat(db.session(), heartbeats.PLANNER)
    db.session.rollback()
    return found


def _wait_for(condition: object) -> object:
    """Return what a condition gives as soon as that is true."""
    assert callable(condition)
    ends_at = time.monotonic() + 60
    while not (found := condition()):
        assert time.monotonic() < ends_at, "it does not happen"
        time.sleep(0.1)
    return found
