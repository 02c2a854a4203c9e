"""What one line of my work costs: it is saved many times a day, and read by whoever mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.web.browsers import HTMX
from support.web.reports import full, line
from support.web.server.taking_part import counted, traced

if TYPE_CHECKING:
    from support.ground.site import Site


def test_a_line_that_moves_dates_is_saved_with_thirty_five_statements(site: Site) -> None:
    lead = site.browser("lead")
    sent = line(site, percent=60)
    with counted(site.app) as statements:
        assert lead.post(full(site), sent, headers=HTMX).status_code == 200
    assert "task.moved" in {entry.verb for entry in site.rows("journal")}
    assert len(statements) <= 35, "\n".join(statements)


def test_thirty_files_take_part_besides_those_of_every_request(site: Site) -> None:
    lead = site.browser("lead")
    sent = line(site, percent=60)
    with traced() as of_any:
        assert lead.get("/help").status_code == 200
    with traced() as taking_part:
        assert lead.post(full(site), sent, headers=HTMX).status_code == 200
    assert len(taking_part - of_any) <= 30, "\n".join(sorted(taking_part - of_any))
