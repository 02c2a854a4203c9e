"""`flask parts`, as an operator asks it at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office


def run(office: Office, *arguments: str, fails: bool = False) -> str:
    result = office.app.test_cli_runner().invoke(args=["parts", *arguments])
    assert (result.exit_code != 0) == fails, (result.output, result.exception)
    return result.output


def test_agencies_are_listed_with_who_gets_their_mail(office: Office) -> None:
    listed = run(office, "agencies", SLUG)
    assert "Lena Ivanova" in listed
    [dod] = [line for line in listed.splitlines() if line.startswith("DoD")]
    assert dod.endswith("NOBODY")
    assert "4 in all." in listed


def test_members_and_lines_of_effort_are_listed(office: Office) -> None:
    listed = run(office, "members", SLUG)
    assert "Vera Stone" in listed
    assert "Viewer, supervisor" in listed
    efforts = run(office, "efforts", SLUG)
    assert "Organize for success" in efforts
    assert "1 in all." in efforts


def test_objectives_are_added_from_a_file_and_listed_with_gaps(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "objectives.txt"
    file.write_text("2. Shorten the way\nShow the figures\n", encoding="utf-8")
    by = ("--by", office.email("coordinator"))
    assert "2 objectives are added" in run(office, "add-objectives", SLUG, str(file), *by)
    listed = run(office, "objectives", SLUG)
    assert listed.count("GAP") == 2
    assert "0 of 1 tasks serve no objective." in listed
    lead = ("--by", office.email("lead"))
    refused = run(office, "add-objectives", SLUG, str(file), *lead, fails=True)
    assert "Ask the coordinator" in refused
    nobody = ("--by", "nobody@office.example")
    assert "Nobody here has" in run(office, "add-objectives", SLUG, str(file), *nobody, fails=True)
    file.write_bytes(b"\xff\xfe\x00")
    assert "no text in UTF-8" in run(office, "add-objectives", SLUG, str(file), *by, fails=True)


def test_a_plan_that_there_is_not_is_said(office: Office) -> None:
    for part in ("agencies", "members", "efforts", "objectives"):
        assert "no plan “nowhere”" in run(office, part, "nowhere", fails=True)
