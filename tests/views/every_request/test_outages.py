"""The database is taken away in each way there is: 503, what was typed, and nothing corrupt."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import flask_migrate
import pytest
import sqlalchemy

from support.ground.databases import release
from support.ground.site import found_site
from support.programs.postgres import running_server
from support.web.browsers import HTMX, Browser
from support.web.server import takings
from workplan import database
from workplan.app import create_app
from workplan.extensions import db
from workplan.services.record import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from support.ground.site import Site

    Taking = Callable[[Site, Path], AbstractContextManager[None]]

TYPED = "Typed while the database was away & <kept>"
NOT_OURS = (
    "/login",
    "/account/password",
    "/set-password/<token>",
    "/first/<token>",
    "/logout",
)
ON_POSTGRES = os.environ.get("WORKPLAN_TEST_DATABASE") == "postgres"
on_sqlite = pytest.mark.skipif(ON_POSTGRES, reason="SQLite is a file of ours")
on_postgres = pytest.mark.skipif(not ON_POSTGRES, reason="PostgreSQL is a server")

WAYS = (
    pytest.param(takings.locked, id="locked"),
    pytest.param(takings.removed, id="removed", marks=on_sqlite),
    pytest.param(takings.unwritable, id="unwritable", marks=on_sqlite),
    pytest.param(
        takings.full,
        id="full",
        marks=[on_sqlite, pytest.mark.skipif(not takings.can_mount(), reason="No right to mount")],
    ),
    pytest.param(takings.read_only, id="read-only", marks=on_postgres),
)


@pytest.fixture
def own(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Site, Path]]:
    """The site on a disk of its own, with little patience for locks."""
    monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, "PRAGMA busy_timeout = 50"))
    monkeypatch.setitem(database.TIME_OUTS, "lock_timeout", "50ms")
    with takings.own_disk(site) as found:
        yield found


@pytest.mark.parametrize("way", WAYS)
def test_a_database_that_takes_no_writes_answers_503_with_what_was_typed_and_takes_it_later(
    own: tuple[Site, Path], way: Taking
) -> None:
    site, place = own
    browser = site.browser("lead")
    path = f"/tasks/{site.tasks['ours']}/comments"
    before = entries(site)
    with way(site, place):
        answer = browser.post(path, {"body": TYPED, "once": "number-of-the-form"})
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Nothing was changed." in answer.text
        assert TYPED in answer.page.text
        form = answer.page.form(path).values()
    assert entries(site) == before
    assert browser.post(path, form).status_code == 302
    assert entries(site) == before + 1
    is_sound(site)


def test_every_form_gives_back_what_was_typed(own: tuple[Site, Path]) -> None:
    site, place = own
    browser = site.browser("coordinator")
    if place.exists():
        with takings.removed(site, place):
            assert_every_form_is_given_back(site, browser)
    else:
        with running_server() as server:
            app = create_app(replace(site.app.extensions["workplan"], database_url=server.url))
            with app.app_context():
                flask_migrate.upgrade()
            other = found_site(app)
            coordinator = Browser(app, other.office.email("coordinator"))
            server.stop()
            assert_every_form_is_given_back(other, coordinator)
            release(app)


def assert_every_form_is_given_back(site: Site, browser: Browser) -> None:
    """Send something to each route that takes a form; only a link in a mail knows nobody."""
    given_back = 0
    for rule in site.app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.rule in NOT_OURS:
            continue
        path = re.sub(r"<[^>]*slug>", "arms", re.sub(r"<int:\w+>", "1", rule.rule))
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", path)
        answer = browser.post(path, {"text": TYPED, "preview": ""})
        assert answer.status_code == 503, f"{path}: {answer.status_code}"
        assert TYPED in answer.page.text, path
        given_back += 1
    assert given_back > 30


def test_a_password_is_never_given_back(own: tuple[Site, Path]) -> None:
    site, place = own
    anonymous = site.browser("anonymous")
    with (takings.removed if place.exists() else takings.locked)(site, place):
        answer = anonymous.post("/login", {"email": "a@b.example", "password": "very secret words"})
    assert answer.status_code == 503
    assert "very secret words" not in answer.text
    assert not answer.page.all("form")


@on_sqlite
def test_a_preview_that_cannot_be_made_leaves_its_form_as_it_is(own: tuple[Site, Path]) -> None:
    site, place = own
    coordinator = site.browser("coordinator")
    path = f"/tasks/{site.tasks['ours']}/edit"
    with takings.removed(site, place):
        answer = coordinator.post(path, {"preview": "1", "name": TYPED}, headers=HTMX)
    assert answer.status_code == 503
    assert "<html" not in answer.text
    assert "What you typed is still here." in answer.text


@on_sqlite
def test_a_page_that_only_reads_says_so_too(own: tuple[Site, Path]) -> None:
    site, place = own
    lead = site.browser("lead")
    with takings.removed(site, place):
        answer = lead.get("/plans?page=1")
        assert answer.status_code == 503
        assert answer.page.one("a", href="/plans?page=1").text == "Try again"
        assert lead.get("/favicon.ico").status_code == 404
        assert lead.post("/plans").status_code == 405
    assert lead.get("/plans").status_code == 200


@on_sqlite
def test_a_file_put_in_the_place_of_another_is_the_one_that_is_used(own: tuple[Site, Path]) -> None:
    site, place = own
    lead = site.browser("lead")
    copy = place.with_suffix(".copy")
    with site.inside(), db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql(f"VACUUM INTO '{copy}'")
    before = entries(site)
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    copy.replace(place)
    path = f"/tasks/{site.tasks['ours']}/comments"
    assert lead.post(path, {"body": TYPED}).status_code == 302
    again = create_app(site.app.extensions["workplan"])
    with again.app_context():
        assert journal.head(db.session())[0] == before + 1
    release(again)


@on_postgres
def test_a_server_that_stops_at_once_answers_503_and_one_that_was_restarted_is_not_noticed(
    site: Site,
) -> None:
    with running_server() as server:
        settings = replace(site.app.extensions["workplan"], database_url=server.url)
        app = create_app(settings)
        with app.app_context():
            flask_migrate.upgrade()
        own = found_site(app)
        lead = Browser(app, own.office.email("lead"))
        path = f"/tasks/{own.tasks['ours']}/comments"
        server.stop()
        answer = lead.post(path, {"body": TYPED})
        assert (answer.status_code, TYPED in answer.page.text) == (503, True)
        server.start()
        assert lead.post(path, answer.page.form(path).values()).status_code == 302
        server.stop()
        server.start()
        assert [lead.get(page).status_code for page in ("/", "/plans", "/reminders")] == [200] * 3
        is_sound(own)
        release(app)


@on_postgres
def test_errors_repeat_nothing_that_people_typed(site: Site) -> None:
    with site.inside(), pytest.raises(sqlalchemy.exc.IntegrityError) as refused:
        db.session.execute(
            sqlalchemy.text("INSERT INTO used_forms VALUES (:hash, now()), (:hash, now())"),
            {"hash": TYPED},
        )
    assert TYPED not in str(refused.value)
    assert "used_forms" in str(refused.value)


def test_a_disk_that_takes_no_file_gives_back_what_was_typed(site: Site, tmp_path: Path) -> None:
    lead = site.browser("lead")
    (tmp_path / "uploads").write_text("a file where the folder should be")
    form = {"version": 0, "status": "on_track", "percent": "odd", "done": TYPED}
    picture = (BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * 40), "picture.png")
    path = f"/tasks/{site.tasks['ours']}/report"
    answer = lead.post(path, {**form, "evidence": picture})
    assert answer.status_code == 503
    assert TYPED in answer.page.text
    assert "Choose again, since a page cannot hold files: picture.png" in answer.page.text
    coordinator = site.browser("coordinator")
    file = (BytesIO(b"UID,Name,Duration,Start\n1,A,1,2027-03-01\n"), "plan.csv")
    assert coordinator.post("/plans/import", {"file": file}).status_code == 503


@on_sqlite
def test_an_empty_file_in_the_place_of_the_database_is_an_outage(own: tuple[Site, Path]) -> None:
    site, place = own
    lead = site.browser("lead")
    with takings.removed(site, place):
        place.touch()
        answer = lead.post(f"/tasks/{site.tasks['ours']}/comments", {"body": TYPED})
        assert (answer.status_code, TYPED in answer.page.text) == (503, True)
        place.unlink()


def entries(site: Site) -> int:
    with site.inside():
        return journal.head(db.session())[0]


def is_sound(site: Site) -> None:
    """Check the chain, and the file if it is one."""
    with site.inside():
        journal.verify(db.session())
        if db.engine.dialect.name == "sqlite":
            for check, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                found = db.session.execute(sqlalchemy.text(f"PRAGMA {check}")).all()
                assert [tuple(row) for row in found] == sound
