"""`flask plans schedule`: files of any form, and one sentence for each bad one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.ground.places import CASES

if TYPE_CHECKING:
    from click.testing import Result
    from flask import Flask


def plan(**changes: Any) -> dict[str, Any]:
    """Return a plan of two tasks, the second after the first, with some keys changed."""
    return {
        "project_start": "2026-06-01",
        "tasks": [
            {"uid": 1, "name": "Draft", "duration_days": 5},
            {"uid": 2, "name": "Review", "duration_days": 3},
        ],
        "links": [[1, 2, "FS", 0]],
        **changes,
    }


def task(**changes: Any) -> dict[str, Any]:
    """Return a plan of one task with some keys changed."""
    return plan(tasks=[{"uid": 1, "name": "Draft", "duration_days": 5, **changes}], links=[])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for a plan."""
    return tmp_path / "plan.json"


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["plans", "schedule", *map(str, arguments)])


def refusal(app: Flask, file: Path, document: object) -> str:
    """Return the one sentence with which a document is refused."""
    file.write_text(json.dumps(document), encoding="utf-8")
    result = run(app, file)
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("Error: ").rstrip("\n")


def test_a_file_is_printed_with_its_dates(app: Flask, file: Path) -> None:
    file.write_text(json.dumps(plan()), encoding="utf-8")

    result = run(app, file)

    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert printed["expected"] == {
        "1": ["2026-06-01", "2026-06-05", "2026-06-01", "2026-06-05", 0, 0, 1],
        "2": ["2026-06-08", "2026-06-10", "2026-06-08", "2026-06-10", 0, 0, 1],
    }
    assert printed["title"] == "Imported plan"
    assert printed["project_start"] == plan()["project_start"]
    assert printed["links"] == plan()["links"]
    assert [(task["uid"], task["name"]) for task in printed["tasks"]] == [
        (1, "Draft"),
        (2, "Review"),
    ]
    assert result.stderr == ""


def test_what_is_printed_can_be_scheduled_again_and_stays_the_same(app: Flask, file: Path) -> None:
    file.write_text(json.dumps(plan()), encoding="utf-8")
    once = run(app, file, "--status-date", "2026-06-10").stdout
    file.write_text(once, encoding="utf-8")

    again = run(app, file).stdout

    assert again == once
    assert json.loads(again)["expected"]["1"][0] == "2026-06-10"


def test_a_status_date_moves_what_remains(app: Flask, file: Path) -> None:
    file.write_text(json.dumps(plan()), encoding="utf-8")

    result = run(app, file, "--status-date", "2026-06-10")

    printed = json.loads(result.stdout)
    assert printed["status_date"] == "2026-06-10"
    assert printed["expected"]["1"][:2] == ["2026-06-10", "2026-06-16"]
    assert printed["expected"]["2"][:2] == ["2026-06-17", "2026-06-22"]


def test_the_status_date_of_the_document_wins(app: Flask, file: Path) -> None:
    file.write_text(json.dumps(plan(status_date="2026-06-03")), encoding="utf-8")

    result = run(app, file, "--status-date", "2026-06-10")

    printed = json.loads(result.stdout)
    assert printed["status_date"] == "2026-06-03"
    assert printed["expected"]["1"][0] == "2026-06-03"


def test_names_keep_their_letters(app: Flask, file: Path) -> None:
    file.write_text(json.dumps(task(name="Décret — §2")), encoding="utf-8")

    assert "Décret — §2" in run(app, file).stdout


def test_a_folder_is_scheduled_into_another(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "results" / "deep"

    result = run(app, CASES, "--out", out)

    assert result.exit_code == 0
    assert "50 files scheduled" in result.stderr
    assert {path.name for path in out.iterdir()} == {path.name for path in CASES.iterdir()}
    for path in out.iterdir():
        case = json.loads((CASES / path.name).read_text(encoding="utf-8"))
        written = json.loads(path.read_text(encoding="utf-8"))
        assert written["title"] == case["id"]
        for before, after in zip(case["tasks"], written["tasks"], strict=True):
            assert after.items() >= {k: v for k, v in before.items() if v not in (None, 0)}.items()
        assert written["expected"].keys() == case["expected"].keys()


def test_one_file_goes_into_a_folder_too(app: Flask, file: Path, tmp_path: Path) -> None:
    file.write_text(json.dumps(plan()), encoding="utf-8")

    result = run(app, file, "--out", tmp_path / "out")

    assert result.stdout == ""
    assert json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["expected"]


def test_a_folder_needs_a_place_for_its_results(app: Flask) -> None:
    result = run(app, CASES)

    assert result.exit_code == 2
    assert "A folder needs --out DIR" in result.stderr


def test_a_path_that_does_not_exist_is_refused(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path / "nowhere.json")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is neither a file nor a plan “")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"{", "The file is not JSON: "),
        (b"not json", "We cannot read this file: "),
        (b"\xff\xfe\x00", "The file is not well-formed XML: "),
    ],
)
def test_a_file_that_holds_no_plan_is_refused(
    app: Flask, file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)

    result = run(app, file)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {said}")
    assert result.stderr.count("\n") == 1


def test_a_bad_file_in_a_folder_is_named_and_the_others_go_on(
    app: Flask, file: Path, tmp_path: Path
) -> None:
    file.write_text("{", encoding="utf-8")
    (tmp_path / "sound.json").write_text(json.dumps(plan()), encoding="utf-8")

    result = run(app, tmp_path, "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert "Error: plan.json: The file is not JSON" in result.stderr
    assert "1 files scheduled" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["sound.json"]


@pytest.mark.parametrize("given", ["10.06.2026", "2026-02-30", "tomorrow"])
def test_a_wrong_status_date_is_refused(app: Flask, file: Path, given: str) -> None:
    file.write_text(json.dumps(plan()), encoding="utf-8")

    result = run(app, file, "--status-date", given)

    assert result.exit_code == 2
    assert f"'{given}' does not match the format '%Y-%m-%d'" in result.stderr


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        pytest.param(plan(tasks={}), "tasks must be a list, not dict.", id="no list of tasks"),
        pytest.param(plan(tasks=[7]), "tasks[0] must be an object, not int.", id="no task"),
        pytest.param(
            plan(project_start=None),
            "The document has no project_start. Give a date.",
            id="no project start",
        ),
        pytest.param(
            plan(links=[[1, 9, "FS", 0]]),
            "The link 1 → 9 names the task 9, which does not exist. "
            "Add the task, or remove the link.",
            id="link to nowhere",
        ),
        pytest.param(
            plan(tasks=[*plan()["tasks"], {"uid": 2, "duration_days": 1}]),
            "2 tasks carry the uid 2. Give each task a uid of its own.",
            id="duplicate uid",
        ),
        pytest.param(
            plan(links=[[1, 2, "FS", 0], [2, 1, "SS", 0]]),
            "These tasks wait for each other in a loop: Draft → Review → Draft. "
            "Remove one of the links between them.",
            id="loop",
        ),
        pytest.param(
            plan(calendar={"weekmask": "0000000"}),
            "“0000000” is no working week: give seven digits, Monday first, "
            "1 for a working day, with at least one 1.",
            id="week without a working day",
        ),
    ],
)
def test_bad_input_is_refused_in_one_sentence(
    app: Flask, file: Path, document: object, sentence: str
) -> None:
    assert refusal(app, file, document) == sentence
