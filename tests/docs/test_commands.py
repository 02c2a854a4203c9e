"""Every command in the documentation is parsed by the app, or found where it says, or run."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import click
import pytest
from flask.cli import FlaskGroup, ScriptInfo

from support.ground.office import SLUG
from support.ground.places import ROOT
from support.programs.shown_commands import Shown, shown

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office

ALL = shown()
OURS = [command for command in ALL if command.is_ours]
ONLY_PARSED = {
    "db upgrade": "the database is up to date; see tests/migrations/test_migrations.py",
    "db downgrade": "it takes tables away; see tests/migrations/test_going_back.py",
    "sample load": "it takes seconds; see tests/workplan/sample/test_sample.py",
    "sample generate": "it takes seconds; see tests/workplan/sample/test_synthetic.py",
    "scheduler": "it runs for ever; see tests/workplan/services/delivery/test_two_schedulers.py",
    "web --bind": "it runs for ever; see tests/deploy/test_upgrade.py",
    "baselines": "they need a baseline; see tests/workplan/cli/test_baselines.py",
    "cycles show": "it needs a cycle; see tests/workplan/cli/test_cycles.py",
    "--as": "they need a plan at a stage; see tests/workplan/cli/test_plan_life.py",
    "spills remove": "it needs a request; see tests/workplan/services/spills/test_again.py",
    "spills decline": "it needs a request; see tests/workplan/services/spills/test_again.py",
    "plans new": "it needs a directive; see tests/workplan/cli/test_plan_life.py",
    "--overwrite": "it takes the place of the database; see tests/workplan/backup/test_backups.py",
    "plans import NEWER --coordinator jane@state.gov --into my-plan --remove 12": (
        "it needs a task that was added here; see tests/workplan/cli/test_plans_in_and_out.py"
    ),
}
"""What commands hold that are not run here: why, and where they are."""
PLAN = {
    "title": "My plan",
    "project_start": "2027-03-01",
    "tasks": [
        {"uid": 1, "code": "1a", "name": "Draft", "duration_days": 5},
        {"uid": 2, "code": "2d", "name": "Clear", "duration_days": 10},
    ],
    "links": [[1, 2, "FS", 0]],
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that pages call FILE, NEWER and SHEET, in which commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "SHEET").write_text("Task Name,Begin\nDraft,1/5/2027\n", encoding="utf-8")
    for name in ("FILE", "NEWER", "FILE.json", "plan.json"):
        (tmp_path / name).write_text(json.dumps(PLAN), encoding="utf-8")
    return tmp_path


def words_of(command: Shown, place: Path) -> list[str]:
    """Return the words of a command, with what stands on no machine in our place."""
    ours = place / command.page.replace("/", "-")
    made = next(iter(ours.glob("workplan-*")), ours)
    given = {
        "cat-policy": SLUG,
        "STATE-PM": "PM",
        "DATE": "2026-11-30",
        "FOLDER": str(ours),
        "/var/backups/workplan": str(ours),
        "BACKUP": str(made),
    }
    words = [given.get(word, word) for word in command.words]
    words = [str(made) if word.startswith("/var/backups/") else word for word in words]
    if "--checkpoint" in words:
        words[words.index("--checkpoint") + 1] = str(place / "checkpoint.json")
    return words


def is_only_parsed(command: Shown) -> bool:
    return any(held in " ".join(command.words) for held in ONLY_PARSED)


def test_the_app_takes_every_command_with_its_options(office: Office, place: Path) -> None:
    assert len(OURS) > 30
    flask = FlaskGroup(create_app=lambda: office.app)
    top = click.Context(flask, obj=ScriptInfo(create_app=lambda: office.app))
    for command in OURS:
        at, context, words = flask, top, words_of(command, place)
        try:
            with top.scope(cleanup=False):
                while isinstance(at, click.Group):
                    name, at, words = at.resolve_command(context, words)
                    if isinstance(at, click.Group):
                        context = click.Context(at, parent=context, info_name=name)
                at.make_context(name, words, parent=context)
        except click.ClickException as error:
            pytest.fail(f"{command}: {error.format_message()}")


def test_what_is_cheap_does_what_its_page_says(office: Office, place: Path) -> None:
    runner, done = office.app.test_cli_runner(), set[str]()
    kept = runner.invoke(args=["audit", "checkpoint"])
    (place / "checkpoint.json").write_text(kept.stdout, encoding="utf-8")
    for command in OURS:
        if is_only_parsed(command) or " ".join(command.words) in done:
            continue
        result = runner.invoke(args=words_of(command, place))
        assert result.exit_code == 0, (str(command), result.output, result.exception)
        done.add(" ".join(command.words))


def test_what_is_only_parsed_is_shown_and_says_where_it_is_run() -> None:
    for held, why in ONLY_PARSED.items():
        assert any(held in " ".join(command.words) for command in OURS), held
        assert (ROOT / why.rpartition("see ")[2]).exists(), why


def test_every_target_of_make_is_there_with_its_variables() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    variables = set(re.findall(r"^([A-Z]+) \?=|\$\(([A-Z]+)\)", makefile, re.MULTILINE))
    named = {name for pair in variables for name in pair}
    asked = [command for command in ALL if command.text.startswith("make ")]
    assert asked
    for command in asked:
        target, *settings = command.words[1:]
        assert target in targets, command
        assert {setting.partition("=")[0] for setting in settings} <= named, command


def test_every_tool_and_script_is_there_with_the_tests_that_it_is_given() -> None:
    tools = [c for c in ALL if not c.is_ours and not c.text.startswith("make ")]
    assert len(tools) > 5
    for command in tools:
        tool, *rest = command.words
        assert tool == "python3" or os.access(ROOT / tool, os.X_OK), command
        for path, _, test in (word.partition("::") for word in rest if "/" in word):
            assert (ROOT / path).exists(), command
            assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), command
