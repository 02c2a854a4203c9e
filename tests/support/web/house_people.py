"""What tests of an administrator's people look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.ground.site import Site

LIST = "/admin/people"


def user(site: Site, email: str) -> Any:
    return next((row for row in site.rows("users") if row.email == email), None)


def row_of(site: Site, name: str, query: str = "") -> str:
    """Return what the list says of somebody; nothing when they are not in it."""
    page = site.browser("admin").get(LIST + query).page
    return next((tr.text for tr in page.all("tr") if name in tr.text), "")


def verbs(site: Site) -> list[str]:
    return [entry.verb for entry in site.rows("journal")]


def page_of(site: Site, who: str) -> str:
    return f"{LIST}/{site.office.people[who].id}"
