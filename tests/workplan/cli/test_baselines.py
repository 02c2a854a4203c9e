"""`flask baselines`, as an operator uses it for a coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.office import Office

BY = ("--by", "coordinator@office.example")


def run(office: Office, *arguments: str, fails: bool = False) -> str:
    result = office.app.test_cli_runner().invoke(args=["baselines", *arguments])
    assert (result.exit_code != 0) == fails, (result.output, result.exception)
    return result.output


def test_a_baseline_is_frozen_listed_compared_and_retired(office: Office) -> None:
    task = office.add("1a", 5)
    run(office, "freeze", SLUG, "Autumn", *BY, "--approved-by", "Deputy Secretary")
    office.change(task, duration_days=8)
    compared = run(office, "compare", SLUG, "Autumn").splitlines()
    assert compared[2].split()[:3] == ["moved", "and", "re-estimated"]
    assert compared[2].endswith("3 working days later")
    assert "0 added, 0 removed, 1 moved, 1 re-estimated" in compared[3]
    assert "3 working days later" in compared[4]
    run(office, "freeze", SLUG, "Winter", *BY, "--not-for-charts")
    assert "1 moved" in run(office, "compare", SLUG, "Autumn", "Winter")
    listed = run(office, "list", SLUG)
    assert "Deputy Secretary" in listed
    assert "charts use it" in listed.splitlines()[3]
    assert "Choose another" in run(office, "retire", SLUG, "Autumn", *BY, fails=True)
    run(office, "chart", SLUG, "Winter", *BY)
    run(office, "retire", SLUG, "Autumn", *BY, "--reason", "Superseded")
    assert "retired" in run(office, "list", SLUG)


def test_what_is_not_there_is_said_with_what_is(office: Office) -> None:
    run(office, "freeze", SLUG, "Autumn", *BY)
    assert "“Autumn”" in run(office, "compare", SLUG, "Spring", fails=True)
    assert "no plan “nowhere”" in run(office, "list", "nowhere", fails=True)
    stranger = ("--by", "nobody@office.example")
    assert "Nobody here has the email" in run(office, "freeze", SLUG, "X", *stranger, fails=True)
    lead = ("--by", "lead@office.example")
    assert "Ask the coordinator" in run(office, "freeze", SLUG, "X", *lead, fails=True)
