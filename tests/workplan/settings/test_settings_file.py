"""The file of settings is read as systemd reads it, by the reload and by the command's wrapper."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from support.programs.child import ROOT
from workplan.settings import settings_file

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """
# a remark
; another
PLAIN=a b
  BLANKS=inside and around
QUOTED="with spaces "
SINGLE='it is #1'
EMPTY=
EQUALS=a=b
LONE="
"""
READ = {
    "PLAIN": "a b",
    "BLANKS": "inside and around",
    "QUOTED": "with spaces ",
    "SINGLE": "it is #1",
    "EMPTY": "",
    "EQUALS": "a=b",
    "LONE": '"',
}


def test_a_line_is_a_setting_with_or_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "workplan.env"
    path.write_text(TEXT)
    assert settings_file.read(path) == READ


@pytest.mark.parametrize("line", ["no setting", "1A=b", "A B=c", "=x"])
def test_what_is_no_setting_is_named_by_its_line_and_not_repeated(
    tmp_path: Path, line: str
) -> None:
    path = tmp_path / "workplan.env"
    path.write_text(f"A=b\n{line}\n")
    with pytest.raises(ValueError, match=r"line 2: this is no setting\.$"):
        settings_file.read(path)


def test_the_wrapper_reads_the_same(tmp_path: Path) -> None:
    """A Python that prints its environment stands where the wrapper finds that of the product."""
    path = tmp_path / "workplan.env"
    path.write_text(TEXT)
    home = tmp_path / "home"
    (home / "deploy").mkdir(parents=True)
    (home / ".venv" / "bin").mkdir(parents=True)
    python = home / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\nenv -0\n")
    python.chmod(0o755)
    wrapper = home / "deploy" / "workplan"
    wrapper.write_text((ROOT / "deploy" / "workplan").read_text())
    wrapper.chmod(0o755)
    me = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    environment = {"PATH": os.environ["PATH"], "WORKPLAN_SETTINGS": str(path)}
    for command, folder in ((str(wrapper), tmp_path), ("./workplan", wrapper.parent)):
        done = subprocess.run(
            [command, "routes"],
            cwd=folder,
            env=environment | {"WORKPLAN_ACCOUNT": me},
            capture_output=True,
            text=True,
            check=True,
        )
        given = dict(item.split("=", 1) for item in done.stdout.split("\0") if "=" in item)
        assert {name: given[name] for name in READ} == READ
