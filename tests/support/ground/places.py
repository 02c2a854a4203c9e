"""Where things lie, so that a test may move to another folder and still find them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SERVICES, VIEWS = ROOT / "workplan" / "services", ROOT / "views"
CASES, FILE_CASES = ROOT / "tests" / "cases", ROOT / "tests" / "file_cases"
SCENARIOS = ROOT / "tests" / "scenarios"
