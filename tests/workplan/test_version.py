"""The version stands once, in pyproject.toml."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from support.ground.places import ROOT
from workplan import version

if TYPE_CHECKING:
    from flask.testing import FlaskClient

OURS = ("config.py", "wsgi.py", "models", "views", "workplan", "templates", "deploy")


def test_pages_show_the_version_of_the_project(client: FlaskClient) -> None:
    assert f"Workplan {version.ours()}" in client.get("/login").text


def test_the_newest_changes_are_of_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\S+)\]", changes, re.MULTILINE)
    assert newest is not None
    assert newest[1] in (version.ours(), "Unreleased")
    assert f"## [{version.ours()}]" in changes


def test_packages_of_node_have_no_version_of_ours() -> None:
    assert "version" not in json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert "version" not in locked
    assert "version" not in locked["packages"][""]


def test_no_other_file_says_it() -> None:
    quoted = re.compile(rf"[\"'>]{re.escape(version.ours())}[\"'<]")
    roots = (ROOT / place for place in OURS)
    files = [file for root in roots for file in (root.rglob("*") if root.is_dir() else [root])]
    read = [f for f in files if f.suffix in (".py", ".html", ".json") and "vendor" not in f.parts]
    assert [str(file) for file in read if quoted.search(file.read_text(encoding="utf-8"))] == []
