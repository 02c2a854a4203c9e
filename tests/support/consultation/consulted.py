"""Comments as the tests of their pages find them: addresses, one stakeholder, what a list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation.comments import Sender
from workplan.services.consultation.finding import of_number

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE, TERMS = f"/plans/{SLUG}/comments", f"/plans/{SLUG}/settings/comments"
MAKER = Sender("J. Whitaker", "Small Makers", "maker@example.org", may_be_named=True)
WORDS = "Please hear small firms. Please count first sellers."


def version(site: Site, number: int) -> int:
    """The version of the comment with this number, as a form sends it back."""
    with site.inside() as office:
        return of_number(db.session(), office.plan().id, number).version


def names(site: Site, query: str = "", who: str = "viewer") -> list[str]:
    """The references that the list of comments shows to somebody, in its order."""
    page = site.browser(who).get(f"{PAGE}{query}").page
    tables = page.one("main").all("table")
    return [row.all("th")[0].text for row in tables[0].all("tr")[1:]] if tables else []
