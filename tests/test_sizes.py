"""Files are short enough to be read in one go."""

from __future__ import annotations

from support.ground.places import ROOT

MOST_LINES = 300
PLACES = ("benchmarks", "deploy", "docs", "migrations", "models", "tests", "views", "workplan")


def test_no_file_of_ours_has_more_lines_than_are_read_in_one_go() -> None:
    files = [*ROOT.glob("*.py"), *(file for one in PLACES for file in (ROOT / one).rglob("*.py"))]
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in files
    }
    assert lines
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
