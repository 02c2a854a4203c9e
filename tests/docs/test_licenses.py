"""LICENSE is the text as published, NOTICE lists what is installed, and both are named."""

from __future__ import annotations

import hashlib
import json
import re
import runpy
import tomllib

from support.ground.places import ROOT

PUBLISHED = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""The SHA-256 of the Apache License 2.0 as its authors publish it."""
NAME = "Apache-2.0"
COMMAND = ".venv/bin/python docs/list_licenses.py"


def test_the_license_is_the_text_as_published() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == PUBLISHED


def test_the_license_is_named_where_tools_look() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    named = (project["license"], package["license"], locked["packages"][""]["license"])
    assert named == (NAME,) * 3


def test_the_notice_is_in_step_with_what_is_installed() -> None:
    wanted = runpy.run_path(str(ROOT / "docs" / "list_licenses.py"))["text"]()
    said = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert said == wanted, f"NOTICE is out of step. Run: {COMMAND}"


def test_every_direct_dependency_is_in_the_notice() -> None:
    said = (ROOT / "NOTICE").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    python = [re.split(r"[\[<>=]", name)[0] for name in project["dependencies"]]
    named = [*python, *package["dependencies"], *package["devDependencies"]]
    assert [name for name in named if f"\n  {name}: " not in said] == []
