"""`flask schedule`: the forecast and the health of a plan on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.office import Office


def run(office: Office, *arguments: str, fails: bool = False) -> str:
    result = office.app.test_cli_runner().invoke(args=["schedule", *arguments])
    assert (result.exit_code != 0) == fails, (result.output, result.exception)
    return result.output


def test_the_forecast_says_when_a_plan_ends_and_how_often_suspenses_are_kept(
    office: Office,
) -> None:
    office.add("1a", 400)
    said = run(office, "forecast", SLUG, "--seed", "7")
    assert said.startswith("Computed to end ")
    assert "P80" in said
    assert "10,000 runs, seed 7." in said
    assert said == run(office, "forecast", SLUG, "--seed", "7")


def test_health_says_each_point_and_each_practice(office: Office) -> None:
    office.add("1a", 400)
    said = run(office, "health", SLUG)
    assert "Baseline execution index" in said
    assert "10  Baseline kept" in said


def test_a_plan_that_is_none_is_refused(office: Office) -> None:
    for command in ("forecast", "health"):
        assert "no plan “nowhere”" in run(office, command, "nowhere", fails=True)
