"""Connections to PostgreSQL that outlive a test, and are as good as new for the next.

To open one, and to let its server process read the schema, takes longer than most tests.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg.errors import Diagnostic
    from sqlalchemy import Engine

FORGETTING: LiteralString = """
CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *;
SELECT pg_advisory_unlock_all(); DISCARD PLANS; DISCARD SEQUENCES; DISCARD TEMP
"""
"""All that DISCARD ALL does, but for statements that the driver prepared: it counts on them."""


class KeptConnections:
    """Hands an engine, instead of a new connection, one that it closed before."""

    def __init__(self) -> None:
        self._idle: list[Kept] = []

    def serve(self, engine: Engine) -> None:
        """Let an engine get its connections here from now on."""
        event.listen(engine, "do_connect", self._given)

    @property
    def processes(self) -> list[int]:
        """The server processes of those that nobody uses."""
        return [connection.info.backend_pid for connection in self._idle]

    def close(self) -> None:
        """Close those that nobody uses."""
        while self._idle:
            self._idle.pop().end()

    def take(self, connection: Kept) -> None:
        """Keep a connection that was closed, if its server process can forget what it was told."""
        if connection in self._idle:
            return
        try:
            connection.rollback()
            connection.isolation_level = connection.read_only = connection.deferrable = None
            connection.autocommit = True
            connection.execute(FORGETTING)
            connection.autocommit = False
        except psycopg.Error:
            connection.end()
        else:
            self._idle.append(connection)

    def _given(self, _dialect: Any, _record: Any, where: Any, how: Any) -> Kept:
        if self._idle:
            return self._idle.pop()
        connection = Kept.connect(*where, **how)
        connection.home = self
        return connection


class Kept(psycopg.Connection[Any]):
    """A connection that goes home when it is closed."""

    home: KeptConnections

    def close(self) -> None:
        self.home.take(self)

    def end(self) -> None:
        """Close it for good."""
        super().close()

    def add_notice_handler(self, callback: Callable[[Diagnostic], None]) -> None:
        """Tell somebody of notices, once, however often they ask."""
        with suppress(ValueError):
            self.remove_notice_handler(callback)
        super().add_notice_handler(callback)
