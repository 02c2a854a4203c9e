"""Whoever changes a module finds the tests that are about it."""

from __future__ import annotations

import pytest

import which
from support.ground.places import ROOT

pytestmark = pytest.mark.thorough  # It reads every module and every test.


def printed(capsys: pytest.CaptureFixture[str], name: str) -> list[str]:
    """Return the test files that are listed for a module."""
    assert which.main([name]) == 0
    return [line.partition(" ")[0] for line in capsys.readouterr().out.splitlines()]


def test_every_module_has_a_test_near_to_it() -> None:
    far = [
        module
        for module, file in which.modules().items()
        # A package says what its room is, and passes on what stands in it.
        if file.name != "__init__.py" and not which.nearest(module)
    ]
    assert far == [], "no test imports it, nor anything that imports it; see tests/which.py"


def test_what_stands_far_from_every_test_is_named_only_while_it_does() -> None:
    gone = [name for name in which.REACHED if name not in which.modules()]
    assert gone == []
    assert [name for name, test in which.REACHED.items() if not (ROOT / test).exists()] == []
    assert [name for name in which.REACHED if which.close_by(name)] == []


def test_the_test_of_its_name_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "workplan/calendars/federal.py")
    assert found[0] == "tests/workplan/calendars/test_federal.py"
    assert printed(capsys, "workplan.calendars.federal") == found


def test_what_imports_it_comes_next_its_own_folder_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, *_ = printed(capsys, "workplan/scheduling/network.py")
    assert first.startswith("tests/workplan/scheduling/")


def test_a_name_that_a_package_passes_on_leads_to_where_it_is_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # It imports `Task` from `models`, as everybody does.
    assert "tests/views/coordination/test_acknowledgements.py" in {
        str(near.test.relative_to(ROOT)) for near in which.nearest("models.tasks.task")
    }
    assert printed(capsys, "models/tasks/task.py")


def test_a_view_is_near_to_what_asks_for_its_pages(capsys: pytest.CaptureFixture[str]) -> None:
    assert "tests/views/interchange/test_import_columns.py" in printed(
        capsys, "views/interchange/imports.py"
    )


def test_what_is_no_module_is_refused_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert which.main(["workplan/nothing.py"]) == 2
    assert "“workplan/nothing.py” is no module" in capsys.readouterr().err
    assert which.main([]) == 2
    assert "Name one module" in capsys.readouterr().err
