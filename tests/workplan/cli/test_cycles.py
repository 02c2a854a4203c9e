"""`flask cycles`, as an operator uses it for a coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from support.record.cycling import with_only

if TYPE_CHECKING:
    from support.ground.office import Office

BY = ("--by", "coordinator@office.example")


def run(office: Office, *arguments: str, fails: bool = False) -> str:
    result = office.app.test_cli_runner().invoke(args=["cycles", *arguments])
    assert (result.exit_code != 0) == fails, (result.output, result.exception)
    return result.output


def test_a_cycle_is_opened_shown_asked_for_and_closed(office: Office) -> None:
    task = office.add("1a", 400)
    with_only(office, task)
    assert "0 cycles." in run(office, "list", SLUG)
    opened = run(office, "open", SLUG, "--name", "Year end", "--due", "2099-12-01", *BY)
    assert "Cycle 1 of arms is open until 1 Dec 2099." in opened
    assert "Not reported" in run(office, "show", SLUG, "1")
    assert "0 of 1 tasks are reported." in run(office, "show", SLUG, "1")
    assert "ask again tomorrow" in run(office, "ask", SLUG, *BY, fails=True)
    assert "Not reported: 1a" in run(office, "close", SLUG, *BY, fails=True)
    closed = run(office, "close", SLUG, "--missing", "--words", "So it is.", *BY)
    assert "tasks not reported: 1." in closed
    listed = run(office, "list", SLUG).splitlines()
    assert "closed" in listed[2]
    assert "0 of 1" in listed[2]


def test_what_cannot_be_done_says_what_can(office: Office) -> None:
    assert "Open one with" in run(office, "close", SLUG, *BY, fails=True)
    assert "no plan “nowhere”" in run(office, "list", "nowhere", fails=True)
    assert "no cycle 4" in run(office, "show", SLUG, "4", fails=True)
    lead = ("--by", "lead@office.example")
    assert "Ask the coordinator" in run(office, "open", SLUG, *lead, fails=True)
