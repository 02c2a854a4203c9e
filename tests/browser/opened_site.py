"""The site as it was when it was opened: what the tests of a file wrote disturbs no other file."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from support.ground.databases import release
from views.support import errands

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.databases import Databases
    from tests.browser.live_site import LiveSite
    from tests.browser.windows import Windows


class OpenedSite:
    """Keeps the rows and the files of a site that everybody has signed in to, and puts them back.

    Args:
        folder: an empty one, where the files are kept.
    """

    def __init__(
        self, site: LiveSite, windows: Windows, databases: Databases, folder: Path
    ) -> None:
        self._site, self._windows, self._databases = site, windows, databases
        self._files = folder / "instance"
        self._url: str = site.app.config["SQLALCHEMY_DATABASE_URI"]
        self._rest()
        self._original = databases.copy(self._url)
        shutil.copytree(site.app.instance_path, self._files)

    def put_back(self) -> None:
        """Put back rows, files and the time; all windows are closed."""
        self._windows.forget()
        self._rest()
        self._databases.fill(self._url, self._original)
        shutil.rmtree(self._site.app.instance_path)
        shutil.copytree(self._files, self._site.app.instance_path)
        self._site.clock.restart()

    def close(self) -> None:
        self._databases.drop(self._original)

    def _rest(self) -> None:
        """Let nobody be connected to the database."""
        errands.wait()
        release(self._site.app)
