"""What one test tells a connection to PostgreSQL, the next does not find there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from support.ground.kept_connections import KeptConnections
from support.programs.postgres import throwaway_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

pytestmark = [pytest.mark.postgres, pytest.mark.program]

TOLD = (
    "SET statement_timeout = 7000",
    "CREATE TEMPORARY TABLE left_over (number INTEGER)",
    "SELECT pg_advisory_lock(1)",
    "LISTEN anybody",
)
LEFT = """
SELECT current_setting('statement_timeout'), to_regclass('left_over'),
  (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),
  (SELECT count(*) FROM pg_listening_channels())
"""
TIMES = 9
"""So often the driver has prepared what it is asked."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The URL of a server of these tests."""
    with throwaway_server() as url:
        yield url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def kept(engine: Engine) -> Iterator[KeptConnections]:
    """What keeps the connections of that engine."""
    kept = KeptConnections()
    kept.serve(engine)
    yield kept
    engine.dispose()
    kept.close()


def used(engine: Engine, *statements: str) -> int:
    """Say something on a connection, and return the number of its server process."""
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
        for _ in range(TIMES):
            number: int = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    return number


def test_a_connection_is_used_again_and_has_forgotten_what_it_was_told(
    engine: Engine, kept: KeptConnections
) -> None:
    process = used(engine, *TOLD)
    engine.dispose()
    assert kept.processes == [process]
    with engine.connect() as connection:
        assert tuple(connection.execute(text(LEFT)).one()) == ("0", None, 0, 0)
    assert used(engine) == process


def test_a_connection_that_was_left_in_a_transaction_has_changed_nothing(
    engine: Engine, kept: KeptConnections
) -> None:
    left = engine.raw_connection()
    left.cursor().execute("CREATE TABLE never (number INTEGER)")
    left.invalidate()  # Closes it as it is.
    assert len(kept.processes) == 1
    with engine.connect() as connection:
        assert connection.execute(text("SELECT to_regclass('never')")).scalar() is None


def test_a_connection_that_the_server_has_ended_is_not_kept(
    url: str, engine: Engine, kept: KeptConnections
) -> None:
    process = used(engine)
    other = create_engine(url)
    used(other, f"SELECT pg_terminate_backend({process}, 5000)")
    other.dispose()
    engine.dispose()
    assert kept.processes == []
    assert used(engine) != process


def test_connections_that_are_kept_end_with_the_run(engine: Engine, kept: KeptConnections) -> None:
    process = used(engine)
    engine.dispose()
    kept.close()
    assert kept.processes == []
    assert used(engine) != process
