"""Fixtures of accounts on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.fixtures import mail_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.ground.site import Site
    from support.ground.sites import Sites
    from support.programs.mail_server import MailServer

__all__ = ["mail_server"]


@pytest.fixture
def mailing(sites: Sites, tmp_path: Path, mail_server: MailServer) -> Iterator[Site]:
    """The site, whose mail leaves through the server of the tests."""
    with sites.opened(tmp_path, mail_url=mail_server.url, base_url="https://work.example") as site:
        yield site
