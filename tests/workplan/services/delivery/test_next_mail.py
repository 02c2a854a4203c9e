"""The next mail is found by the index of what waits, however many wait."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from support.ground.databases import USE_POSTGRES
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.delivery import outbox

NOW = washington(2026, 11, 25, 8)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("ledger", outbox.LEDGERS, ids=lambda ledger: ledger.__tablename__)
def test_what_waits_is_read_in_its_order_and_nothing_is_sorted(
    ledger: type[outbox.Outgoing],
) -> None:
    session = db.session()
    wanted = outbox.next_of(ledger, outbox.is_due(ledger, NOW))
    said = wanted.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    if USE_POSTGRES:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        session.execute(text("SET LOCAL enable_sort = off"))
    explain = "EXPLAIN" if USE_POSTGRES else "EXPLAIN QUERY PLAN"
    plan = " ".join(str(row) for row in session.execute(text(f"{explain} {said}")))
    assert f"ix_{ledger.__tablename__}_waiting" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
