"""Where things lie, so that a test may move to another folder and still find them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[3]
SERVICES, VIEWS = ROOT / "workplan" / "services", ROOT / "views"
CASES, FILE_CASES = ROOT / "tests" / "cases", ROOT / "tests" / "file_cases"
SCENARIOS = ROOT / "tests" / "scenarios"


def shared_folder(tmp_path_factory: pytest.TempPathFactory, config: pytest.Config) -> Path:
    """Return the folder of this run, which all of its worker processes see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(config, "workerinput") else base
