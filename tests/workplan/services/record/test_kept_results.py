"""What is kept of the journal is worked out anew once the journal goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from models import Base
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.record import journal
from workplan.services.record.kept_results import KeptResults

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def test_a_result_is_kept_until_anybody_makes_an_entry(office: Office) -> None:
    kept: KeptResults[int] = KeptResults(most=4)
    asked: list[int] = []

    def entries() -> int:
        asked.append(1)
        return len(office.journal())

    before = [kept.of(db.session(), "entries", entries) for _ in range(3)]
    assert len(asked) == 1
    office.add("1a", 5)
    after = kept.of(db.session(), "entries", entries)
    assert len(asked) == 2
    assert after == len(office.journal()) > before[0] == before[2]


def test_each_database_has_its_own(tmp_path: Path) -> None:
    kept: KeptResults[str] = KeptResults(most=4)
    heads = set()
    for name in ("one", "other"):
        engine = create_engine(f"sqlite:///{tmp_path / name}")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            heads.add(journal.head(session))
            assert kept.of(session, "key", lambda name=name: name) == name
        engine.dispose()
    assert len(heads) == 1


@pytest.mark.usefixtures("office")
def test_only_so_many_are_kept_and_the_longest_unused_goes_first() -> None:
    kept: KeptResults[int] = KeptResults(most=2)
    made: list[int] = []

    def ask(key: int) -> None:
        kept.of(db.session(), key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in (1, 2, 1, 3, 1, 2):
        ask(key)
    assert made == [1, 2, 3, 2]


def test_threads_that_go_on_meanwhile_are_never_answered_with_what_was(office: Office) -> None:
    kept: KeptResults[int] = KeptResults(most=4)

    def work(code: str) -> list[bool]:
        with office.app.app_context():
            found = []
            for part in "abcde":
                office.add(f"{code}{part}", 2, now=NOW)
                seq, _ = journal.head(db.session())
                result = kept.of(db.session(), "head", lambda: journal.head(db.session())[0])
                found.append(result >= seq)
                db.session.rollback()
            return found

    with ThreadPoolExecutor(4) as threads:
        assert all(all(found) for found in threads.map(work, "1234"))
