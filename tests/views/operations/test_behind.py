"""Work that nobody waits for runs in the app's context, and in a thread outside tests."""

from __future__ import annotations

from threading import Event, current_thread
from typing import TYPE_CHECKING

from flask import current_app

from views.operations import behind
from workplan.extensions import db

if TYPE_CHECKING:
    import pytest

    from support.ground.site import Site


def test_it_runs_in_a_thread_of_its_own(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    done, seen = Event(), []

    def work() -> None:
        seen.append((current_thread(), current_app.name, db.session().is_active))
        done.set()

    with site.inside():
        monkeypatch.setitem(site.app.config, "TESTING", False)
        behind.begin(work)
        assert done.wait(10)
    [(thread, name, is_active)] = seen
    thread.join(10)
    assert (thread is not current_thread(), name, is_active) == (True, "workplan", True)


def test_in_tests_it_is_done_at_once(site: Site) -> None:
    seen: list[object] = []
    with site.inside():
        behind.begin(lambda: seen.append(current_thread()))
    assert seen == [current_thread()]
