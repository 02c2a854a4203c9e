"""Reporting on a task of the site: its form, its line, and what was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page


def full(site: Site, task: str = "ours") -> str:
    return f"/tasks/{site.tasks[task]}/report"


def reports(site: Site, task: str = "ours") -> list[Any]:
    """Return what was reported on a task, the latest last."""
    return [row for row in site.rows("status_reports") if row.task_id == site.tasks[task]]


def line(site: Site, **changes: Any) -> dict[str, Any]:
    """Return what the lead's one line would send."""
    path = full(site)
    return {**site.browser("lead").get("/").page.form(path).values(), **changes}


def assert_error_at(page: Page, control: str, *said: str) -> None:
    """Check that an error stands at its field, is tied to it, and leads there from the top."""
    error = page.one(id=f"{control}-error")
    for words in said:
        assert words in error.text
    field = page.one(id=control)
    assert field["aria-invalid"] == "true"
    assert f"{control}-error" in field["aria-describedby"]
    links = page.one(id="problems", role="alert").all("a")
    assert [link for link in links if link["href"] == f"#{control}" and error.text in link.text]
