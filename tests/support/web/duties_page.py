"""The page of a directive's duties: a text read on it, and what its form would send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

PAGE = f"/plans/{SLUG}/tasks/directive"
ORDER = """Sec. 7. Work. (a) Within 60 days of the date of this order, the Secretary of State, in
consultation with the Secretary of Wizardry, shall draft a plan.

(b) Not later than 30 days after receipt of the plan described in subsection (a) of this section,
the Secretary of Wizardry shall comment. It shall be read.

(c) The Secretary of State shall oversee the work. It shall be short.

(d) The Secretary of State may lend staff.
"""


def read(site: Site, text: str = ORDER, **more: str) -> Page:
    coordinator = site.browser("coordinator")
    form = coordinator.get(PAGE).page.one("form", action=PAGE)
    answer = coordinator.post(PAGE, {**form.values(), "text": text, **more})
    assert answer.status_code == 200
    return answer.page


def duty_form(page: Page) -> dict[str, str]:
    forms = [f for f in page.one("main").all("form") if f.all("ol", class_="directive-duties")]
    found = forms[0].values()
    del found["csrf_token"]  # It tells the second in which it was made.
    return found


def key_of(cells: dict[str, str], code: str) -> str:
    return next(k.partition(".")[0] for k, v in cells.items() if k.endswith(".code") and v == code)
