"""Files and functions are short enough to be read in one go, and folders to be looked through."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

from support.ground.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50
MOST_FILES = 15
PLACES = ("benchmarks", "deploy", "docs", "migrations", "models", "tests", "views", "workplan")
STEPS = ROOT / "migrations" / "versions"
LARGE = {
    "docs": "a page a subject, of which readers see the list in the README",
    "migrations/versions": "a step a change of what is stored, in their order",
    "tests/cases": "networks with their dates, numbered, which are read by one test",
    "tests/scenarios": "networks with their dates, worked out by hand, which are read by one test",
}
"""Folders that hold more files than others may, and why."""
NOT_OURS = frozenset({"vendor", "__pycache__"})
AT_THE_DOOR = ("README.md", "__init__.py")
"""What says what a folder is, and is no file of its subject."""


def modules() -> list[Path]:
    """Return every file of Python of ours."""
    return [*ROOT.glob("*.py"), *(file for one in PLACES for file in (ROOT / one).rglob("*.py"))]


def test_no_file_of_ours_has_more_lines_than_are_read_in_one_go() -> None:
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in modules()
    }
    assert lines
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_function_has_more_lines_than_are_held_in_one_head() -> None:
    found = {
        f"{file.relative_to(ROOT)}: {node.name}": node.end_lineno - node.lineno + 1
        for file in modules()
        # A test tells a story to its end, and a step of the database is never changed again.
        if ROOT / "tests" not in file.parents and STEPS not in file.parents
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }
    assert found
    assert {name: n for name, n in found.items() if n > MOST_LINES_OF_A_FUNCTION} == {}


def test_no_folder_has_more_files_than_are_looked_through() -> None:
    folders = Counter(
        str(file.parent.relative_to(ROOT))
        for place in (*PLACES, "templates")
        for file in (ROOT / place).rglob("*.*")
        if file.name not in AT_THE_DOOR and NOT_OURS.isdisjoint(file.parts) and file.is_file()
    )
    large = {name: count for name, count in folders.items() if count > MOST_FILES}
    assert {name: count for name, count in large.items() if name not in LARGE} == {}
    assert [name for name in LARGE if name not in large] == [], "no exception is needed any more"
