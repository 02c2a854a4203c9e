"""List the test files nearest to a module, the nearest first, and why each is near.

    python tests/which.py workplan/services/tasks/states.py

Near is the test of its name, then what imports it, then what asks for an address of it, then what
is near to a module that imports it. Run it with any Python from 3.11.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("models", "views", "workplan")
STARTS = ("config.py", "wsgi.py")
MOST = 12
"""How many are listed; who wants more looks for who imports it."""
ADDRESS = re.compile(r'@\w+\.(?:get|post|route)\(\s*f?"([^"]+)"')
VARIABLE = re.compile(r"<[^>]+>")
REACHED = {
    "views.consultation.comments.comment_matrix": (
        "tests/views/consultation/test_comment_matrix.py"
    ),
    "views.every_request.errors": "tests/views/every_request/test_outages.py",
    "views.every_request.left_words": "tests/views/spills/test_spills.py",
    "views.reporting.endings": "tests/test_whole_app.py",
    "views.support.sent.lengths": "tests/views/structure/test_dependencies.py",
    "workplan.services.pages.chain.coordination_steps": "tests/views/coordination/test_rounds.py",
    "workplan.services.pages.chain.correction_steps": "tests/views/reporting/test_corrections.py",
    "workplan.cli.house.backups": "tests/workplan/backup/test_backups.py",
    "workplan.cli.house.spills": "tests/workplan/services/spills/test_again.py",
    "workplan.cli.house.scheduler": "tests/workplan/services/delivery/test_two_schedulers.py",
    "workplan.cli.house.web": "tests/deploy/test_upgrade.py",
    "workplan.embedded": "tests/workplan/cli/house/test_serve.py",
    "workplan.exchange.project.recurrence": "tests/workplan/exchange/test_project_habits.py",
    "workplan.exchange.project.summaries": "tests/workplan/exchange/test_project_habits.py",
    "workplan.exchange.sheets.cells.extents": "tests/workplan/exchange/sheets/test_bounds.py",
    "workplan.exchange.sheets.cells.old_extents": "tests/workplan/exchange/sheets/test_bounds.py",
    "workplan.exchange.tables.xlsx_print": "tests/workplan/exchange/test_printed_workbook.py",
    "workplan.served": "tests/deploy/test_upgrade.py",
    "workplan.services.coordination.tasking.task_acknowledgements": (
        "tests/views/coordination/test_acknowledgements.py"
    ),
    "workplan.services.pages.chain.acknowledged_steps": (
        "tests/views/coordination/test_acknowledgements.py"
    ),
    "workplan.services.pages.chain.claim_steps": "tests/views/reporting/test_checking.py",
    "workplan.services.pages.chain.given_steps": "tests/views/reporting/test_checking.py",
    "workplan.services.pages.chain.inner_steps": (
        "tests/views/coordination/test_inner_suspenses.py"
    ),
    "workplan.services.record.words.calendar_sentences": (
        "tests/workplan/services/history/test_entry_words.py"
    ),
    "workplan.services.record.words.spill_sentences": (
        "tests/workplan/services/history/test_entry_words.py"
    ),
    "workplan.services.record.words.plan_sentences": (
        "tests/workplan/services/history/test_entry_words.py"
    ),
    "workplan.services.reminding.mail_filters": "tests/views/reminding/test_reminders.py",
    "workplan.services.reporting.endings.claim_sets": (
        "tests/workplan/services/reporting/endings/test_claims_of_many.py"
    ),
    "workplan.services.sheet.typed.reading": ("tests/workplan/services/sheet/test_refused_rows.py"),
    "workplan.services.tasks.directive.directive_choices": (
        "tests/views/lifecycle/test_new_plan.py"
    ),
    "wsgi": "tests/deploy/test_upgrade.py",
}
"""Modules further from every test, or run as programs, and which test goes through each."""


class Near(NamedTuple):
    """A test file, and what makes it near."""

    test: Path
    why: str


@cache
def modules() -> dict[str, Path]:
    """Return the files of the app by their dotted names."""
    files = sorted(file for name in PACKAGES for file in (ROOT / name).rglob("*.py"))
    files += [ROOT / name for name in STARTS]
    return {dotted(file).removesuffix(".__init__"): file for file in files}


@cache
def tests() -> dict[Path, str]:
    """Return what stands in each test file."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return {file: file.read_text(encoding="utf-8") for file in files}


def dotted(file: Path) -> str:
    """Return the name of a file as it is imported."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


@cache
def imports(file: Path) -> frozenset[str]:
    """Return the modules of the app that a file imports; a name that a package only passes on
    counts for the module in which it is made."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {made_in(node.module, alias.name) for alias in node.names}
    return frozenset(found & modules().keys())


def made_in(module: str, name: str) -> str:
    """Return the module in which a name is made that is imported from another."""
    if (whole := f"{module}.{name}") in modules():
        return whole
    file = modules().get(module)
    return passed_on(file).get(name, module) if file and file.name == "__init__.py" else module


@cache
def passed_on(package: Path) -> dict[str, str]:
    """Return what a package passes on from its modules, each name with its module."""
    return {
        alias.asname or alias.name: made_in(node.module, alias.name)
        for node in ast.walk(ast.parse(package.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def mirrored(module: str) -> Path:
    """Return the folder of the tests of a module."""
    return ROOT / "tests" / modules()[module].relative_to(ROOT).parent


@cache
def importing() -> dict[str, list[Path]]:
    """Return the tests that import each module."""
    found: dict[str, list[Path]] = {}
    for test in tests():
        for module in imports(test):
            found.setdefault(module, []).append(test)
    return found


@cache
def close_by(module: str) -> tuple[Near, ...]:
    """Return the tests of a module itself: of its name, that import it, that ask for its pages."""
    file, folder = modules()[module], mirrored(module)
    named = [t for t in tests() if t.name == f"test_{file.stem}.py" and t.is_relative_to(folder)]
    found = [Near(test, "has its name") for test in named]
    direct = sorted(importing().get(module, ()), key=lambda test: not test.is_relative_to(folder))
    found += [Near(test, "imports it") for test in direct]
    asked = [*asking(file)]
    there = [test for test, text in tests().items() if any(one.search(text) for one in asked)]
    there.sort(key=lambda test: not test.is_relative_to(folder))
    found += [Near(test, "asks for an address of it") for test in there]
    return first_of_each(found)


def asking(view: Path) -> Iterator[re.Pattern[str]]:
    """Yield what finds each address of a view in a test."""
    for address in ADDRESS.findall(view.read_text(encoding="utf-8")):
        *before, tail = VARIABLE.split(address)
        # What stands before the last variable part is often the constant of a test.
        fixed = tail or next(part for part in reversed(before) if part)
        ending = r"[\"'?#/]" if tail else ""
        yield re.compile('"/"' if address == "/" else re.escape(fixed) + ending)


def first_of_each(found: list[Near]) -> tuple[Near, ...]:
    """Return each test once, with the first of the reasons that make it near."""
    firsts: dict[Path, Near] = {}
    for near in found:
        firsts.setdefault(near.test, near)
    return tuple(firsts.values())


def nearest(module: str) -> tuple[Near, ...]:
    """Return the tests near to a module: its own, or else those of what imports it."""
    if found := close_by(module):
        return found
    if module in REACHED:
        return (Near(ROOT / REACHED[module], "goes through it"),)
    users = [user for user, file in modules().items() if module in imports(file)]
    return first_of_each(
        [
            Near(near.test, f"is near to {user}, which imports it")
            for user in users
            for near in close_by(user)
        ]
    )


def main(arguments: list[str]) -> int:
    """Print what is near to a module, which is named as a file or as it is imported."""
    if len(arguments) != 1:
        print("Name one module: python tests/which.py workplan/clock.py", file=sys.stderr)
        return 2
    module = arguments[0].removesuffix(".py").replace("/", ".")
    if module not in modules():
        print(f"“{arguments[0]}” is no module of {', '.join(PACKAGES)}.", file=sys.stderr)
        return 2
    found = nearest(module)
    for near in found[:MOST]:
        print(f"{near.test.relative_to(ROOT)}  # {near.why}")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
