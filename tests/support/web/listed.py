"""The rows of a list of tasks, without the heads of its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.web.page import Element, Page


def task_rows(page: Page | Element) -> list[Element]:
    """Return the rows that name a task, in their order."""
    return [row for row in page.all("tr") if row.all("th", scope="row")]


def codes_of(page: Page | Element) -> list[str]:
    """Return the codes of the tasks in a list, in its order."""
    return [row.all("th")[0].text.split()[0] for row in task_rows(page)]
