"""Settings: production starts only on strong ones, and says everything that is missing at once."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config import Settings, SettingsError, psycopg_url
from support.ground.databases import release
from support.programs.child import ROOT
from workplan.app import create_app
from workplan.settings.secret_keys import MIN_SECRET_LENGTH

if TYPE_CHECKING:
    from support.ground.site import Site

SECRET = "q9Zt-3kPmW_7xBvL2cRdN8sYhJ4fGaEu"
SOUND = {
    "WORKPLAN_MODE": "production",
    "SECRET_KEY": SECRET,
    "DATABASE_URL": "postgresql://workplan:secret@db.example/workplan",
    "BASE_URL": "https://workplan.agency.example",
    "TRUSTED_HOSTS": "workplan.agency.example, workplan.internal.example",
    "MAIL_URL": "smtps://workplan:secret@mail.example:465",
}


def production(tmp_path: Path, **changes: str | None) -> Settings:
    tmp_path.chmod(0o700)
    environ = {name: value for name, value in (SOUND | changes).items() if value is not None}
    place = changes.get("INSTANCE")
    return Settings.from_environment(environ, Path(place) if place else tmp_path)


def refusal(tmp_path: Path, **changes: str | None) -> list[str]:
    """Return what production says when it refuses to start, line by line."""
    with pytest.raises(SettingsError) as refused:
        production(tmp_path, **changes)
    return str(refused.value).splitlines()


def test_production_starts_on_sound_settings(tmp_path: Path) -> None:
    settings = production(tmp_path)
    assert settings.is_production
    assert settings.secret_key == SECRET
    assert settings.database_url == "postgresql+psycopg://workplan:secret@db.example/workplan"
    assert settings.trusted_hosts == ("workplan.agency.example", "workplan.internal.example")
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", None, "SECRET_KEY is missing or weak. Set at least 32 random characters"),
        ("SECRET_KEY", "", "SECRET_KEY is missing or weak."),
        ("SECRET_KEY", SECRET[: MIN_SECRET_LENGTH - 1], "SECRET_KEY is missing or weak."),
        ("SECRET_KEY", "changeme", "SECRET_KEY is missing or weak."),
        ("SECRET_KEY", "a" * 64, "SECRET_KEY is missing or weak."),
        ("SECRET_KEY", "changeme" * 8, "SECRET_KEY is missing or weak."),
        ("DATABASE_URL", None, "DATABASE_URL is missing. Set postgresql://"),
        ("DATABASE_URL", "sqlite:////srv/workplan.sqlite3", "DATABASE_URL leads to SQLite, which"),
        ("FORMER_SECRET_KEYS", f"{SECRET} short", "FORMER_SECRET_KEYS holds a key that is too"),
        ("INSTANCE", "/nowhere/at/all", "INSTANCE is “/nowhere/at/all”, which is no folder."),
        ("MAIL_URL", "smtp://workplan:secret@mail", "MAIL_URL sends a password in clear text."),
        ("BASE_URL", None, "BASE_URL is missing or not https."),
        ("BASE_URL", "http://workplan.agency.example", "BASE_URL is missing or not https."),
        ("BASE_URL", "workplan.agency.example", "BASE_URL is missing or not https."),
        ("BASE_URL", "https://", "BASE_URL is missing or not https."),
        ("TRUSTED_HOSTS", None, "TRUSTED_HOSTS is missing. List the host names"),
        ("TRUSTED_HOSTS", " , ", "TRUSTED_HOSTS is missing."),
        ("MAIL_URL", None, "MAIL_URL is missing. Set smtps://"),
        ("MAIL_IN_URL", "imap://plan:secret@mail.example", "MAIL_IN_URL must be imaps://user"),
        ("MAIL_IN_URL", "imaps://mail.example", "MAIL_IN_URL must be imaps://user"),
        ("MAIL_IN_URL", "maildir:Mail", "MAIL_IN_URL must be imaps://user"),
        ("MAIL_IN_URL", "imaps://plan:x@mail.example:imap", "MAIL_IN_URL must be imaps://user"),
        ("MAIL_IN_URL", "imaps://plan:x@mail.example:99999", "with a port from 1 to 65535"),
        ("MAIL_IN_URL", "imaps://plan:x@[mail.example", "MAIL_IN_URL must be imaps://user"),
        ("MAIL_IN_URL", "imaps://plan:p%C3%A4ss@mail.example", "MAIL_IN_URL has letters that"),
        ("MAIL_IN_ADDRESS", "plan at agency", "MAIL_IN_ADDRESS is “plan at agency”, which is no"),
        ("MAIL_URL", "http://mail.example", "MAIL_URL must begin with smtp://, smtps:// or"),
        ("FLASK_DEBUG", "1", "FLASK_DEBUG is on. Unset it"),
        ("EVIDENCE_URL", "/var/files", "EVIDENCE_URL is “/var/files”. Set s3://bucket"),
        ("EVIDENCE_URL", "s3:///files", "EVIDENCE_URL is “s3:///files”. Set s3://bucket"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE is “Mars/Olympus”, which is no IANA zone."),
        ("TIME_ZONE", "", "TIME_ZONE is “”, which is no IANA zone."),
        ("TIME_ZONE", "America", "TIME_ZONE is “America”, which is no IANA zone."),
        ("TIME_ZONE", "../../etc/passwd", "which is no IANA zone. Use a name such as America/"),
        ("CHECKPOINT_MAIL", "a@b.gov, audit", "CHECKPOINT_MAIL has “audit”, which is no email"),
        ("IDLE_MINUTES", "soon", "IDLE_MINUTES is “soon”. Set a whole number of minutes"),
        ("IDLE_MINUTES", "0", "IDLE_MINUTES is “0”. Set a whole number of minutes"),
    ],
)
def test_production_refuses_each_missing_or_weak_setting_and_says_which(
    tmp_path: Path, name: str, value: str | None, said: str
) -> None:
    problems = refusal(tmp_path, **{name: value})
    assert len(problems) == 1
    assert said in problems[0]


def test_production_says_everything_that_is_wrong_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(
            {"WORKPLAN_MODE": "production", "FLASK_DEBUG": "1", "TIME_ZONE": "Nowhere"}, tmp_path
        )
    named = [line.split()[0] for line in str(refused.value).splitlines()]
    assert sorted(named) == [
        "BASE_URL",
        "DATABASE_URL",
        "FLASK_DEBUG",
        "MAIL_URL",
        "SECRET_KEY",
        "TIME_ZONE",
        "TRUSTED_HOSTS",
    ]
    assert SECRET not in str(refused.value)


def test_a_refusal_never_repeats_a_secret(tmp_path: Path) -> None:
    said = refusal(tmp_path, SECRET_KEY="hunter2", MAIL_URL="http://me:hunter3@mail.example")
    assert "hunter" not in " ".join(said)


def test_an_instance_that_others_can_enter_is_refused_in_production_and_closed_otherwise(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(SettingsError, match=f"Close it: chmod 0700 {tmp_path}"):
        Settings.from_environment(SOUND, tmp_path)
    assert Settings.from_environment({}, tmp_path).instance == tmp_path
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_what_production_refuses_it_takes_when_told(tmp_path: Path) -> None:
    sqlite = {"DATABASE_URL": "sqlite:////srv/workplan.sqlite3", "ALLOW_SQLITE": "1"}
    assert production(tmp_path, **sqlite).is_production
    mail = {"MAIL_URL": "smtp://workplan:secret@mail", "ALLOW_CLEAR_SMTP": "1"}
    assert production(tmp_path, **mail).is_production


@pytest.mark.program
def test_every_command_says_which_database_it_works_on_and_never_its_password(
    tmp_path: Path,
) -> None:
    environment = {"PATH": "/usr/bin:/bin", "INSTANCE": str(tmp_path)}
    for url, said in (
        ("", f"Database: SQLite, {tmp_path / 'workplan.sqlite3'}"),
        ("postgresql://me:hunter2@db.example:6543/plans", "Database: PostgreSQL, plans at db"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "routes"],
            cwd=ROOT,
            env=environment | ({"DATABASE_URL": url} if url else {}),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.startswith(said)
        assert "hunter2" not in done.stderr + done.stdout
        assert "Database:" not in done.stdout


def test_a_session_and_an_open_form_outlive_a_change_of_the_key(site: Site) -> None:
    before = site.browser("lead")
    settings: Settings = site.app.extensions["workplan"]
    new_key = "another-key-Zt-3kPmW_7xBvL2cRdN8sYhJ4f"
    changed = replace(settings, secret_key=new_key, former_keys=(settings.secret_key,))
    browser = copy(before)
    browser.client = create_app(changed).test_client()
    browser.client._cookies = before.client._cookies
    task_id = site.tasks["ours"]
    saved = browser.post(f"/tasks/{task_id}/comments", {"body": "Typed under the old key"})
    assert saved.status_code == 302
    assert "Typed under the old key" in browser.get(f"/tasks/{task_id}").text
    release(browser.client.application)


@pytest.mark.parametrize("debug", ["", "0"])
def test_production_starts_without_debugging(tmp_path: Path, debug: str) -> None:
    assert production(tmp_path, FLASK_DEBUG=debug).is_production


def test_the_embedded_mode_needs_no_setting(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "instance"
    settings = Settings.from_environment({"INSTANCE": str(folder)})
    assert settings.instance == folder
    assert settings.database_url == f"sqlite:///{folder / 'workplan.sqlite3'}"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert not settings.is_production
    assert create_app(settings).config["SESSION_COOKIE_NAME"] == "workplan"


def test_the_embedded_mode_says_what_is_wrong_too(tmp_path: Path) -> None:
    for name, value in (("TIME_ZONE", "Nowhere"), ("MAIL_URL", "mail"), ("IDLE_MINUTES", "x")):
        with pytest.raises(SettingsError, match=name):
            Settings.from_environment({name: value}, tmp_path)


def test_the_embedded_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    first = Settings.from_environment({}, tmp_path).secret_key
    path = tmp_path / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first) >= 64
    assert Settings.from_environment({}, tmp_path).secret_key == first
    other = tmp_path / "other"
    assert Settings.from_environment({}, other).secret_key != first


def test_a_key_whose_making_was_cut_short_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    made = Settings.from_environment({}, tmp_path).secret_key
    assert len(made) >= 64
    assert Settings.from_environment({}, tmp_path).secret_key == made
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_a_given_key_is_taken_and_not_written_down(tmp_path: Path) -> None:
    assert Settings.from_environment({"SECRET_KEY": "mine"}, tmp_path).secret_key == "mine"
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgres://u:p@h/d?sslmode=require", "postgresql+psycopg://u:p@h/d?sslmode=require"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////var/lib/workplan.sqlite3", "sqlite:////var/lib/workplan.sqlite3"),
        ("", ""),
    ],
)
def test_a_postgres_url_gets_the_driver_that_is_installed(given: str, taken: str) -> None:
    assert psycopg_url(given) == taken


def test_https_is_taken_from_the_base_url_and_the_proxy_is_believed_in_production(
    tmp_path: Path, database_url: str
) -> None:
    settings = production(tmp_path, DATABASE_URL=database_url, ALLOW_SQLITE="1")
    app = create_app(settings)
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-workplan"
    assert app.config["SESSION_COOKIE_SECURE"]
    assert not app.config["TESTING"]
    client = app.test_client()
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
    answer = client.get("/login", base_url="http://workplan.agency.example", headers=forwarded)
    assert answer.status_code == 200
    assert "__Host-workplan=" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers
    host = {**forwarded, "X-Forwarded-Host": "evil.example"}
    refused = client.get("/login", base_url="http://evil.example", headers=host)
    assert refused.status_code == 400
    health = client.get("/healthz", base_url="http://192.0.2.7:8000")
    assert json.loads(health.data)["status"] == "unwell"
    assert health.status_code == 503
    release(app)
