"""One app a worker, lent to each test in turn with a database that is filled anew.

To put an app together, and each statement of it for the first time, took half of the suite's time.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache

from config import Settings
from support.ground.databases import release
from views.operations import health
from workplan.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from support.ground.databases import Databases


class Workshop:
    """Lends the app; a test that needs two at once, or other settings, gets one of its own.

    Args:
        templates: the folder where compiled templates are kept, by what stands in them.
    """

    def __init__(self, databases: Databases, folder: Path, templates: Path) -> None:
        self._databases = databases
        self._templates = FileSystemBytecodeCache(str(templates))
        self._url = databases.create()
        self._settings = Settings.for_tests(instance=folder, database_url=self._url)
        self._app = self._made(self._settings)
        databases.keep(self._app)
        self._config, self._extensions = dict(self._app.config), dict(self._app.extensions)
        self._is_lent = False

    @contextmanager
    def lent(self, original: str | None, instance: Path, **settings: Any) -> Iterator[Flask]:
        """Lend an app for one test.

        Args:
            original: the database whose copy it works on; None for one without data.
            instance: the folder of its files.
        """
        if self._is_lent or settings:
            url = self._databases.copy(original) if original else self._databases.create()
            app = self._made(Settings.for_tests(instance=instance, database_url=url, **settings))
            yield app
            release(app)
            self._databases.drop(url)
            return
        self._databases.fill(self._url, original)
        self._app.extensions["workplan"] = replace(self._settings, instance=instance)
        health.init_app(self._app)  # It keeps what it was answered last.
        self._is_lent = True
        try:
            yield self._app
        finally:
            self._is_lent = False
            release(self._app)
            for now, was in (
                (self._app.config, self._config),
                (self._app.extensions, self._extensions),
            ):
                now.clear()
                now.update(was)

    def close(self) -> None:
        self._databases.drop(self._url)

    def _made(self, settings: Settings) -> Flask:
        app = create_app(settings)
        # Reading the templates anew for every app would take most of the time.
        app.jinja_env.bytecode_cache = self._templates
        return app
