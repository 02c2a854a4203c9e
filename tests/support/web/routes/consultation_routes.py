"""The lines of the table of routes that are about comments from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from models import CommentMail
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.consultation import answers, comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.finding import of_number
from workplan.services.consultation.points import Settled
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

COMMENTS, TERMS = "/plans/<slug>/comments", "/plans/<slug>/settings/comments"
OURS = (COMMENTS, TERMS, "/comment/<slug>")
SAID = "Please hear small firms. Please count first sellers."
CAMPAIGN = " ".join(f"Keep check {number} of all that leaves." for number in range(8))
"""A letter that is long enough to be known again."""
SETTLED = Settled("declined", "Not now.")


def fresh(site: Site, row: Row) -> int | None:
    """Return the number of a new comment, in the state that the change ends."""
    if "<int:number>" not in row.route:
        return None
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    with site.inside() as office:
        who = office.stranger if row.whose == "stranger's" else office.coordinator
        change = Change(who, site.now)
        by = Sender("J. Whitaker", "Makers", "maker@example.org")
        number = comments.enter(change, slug, Letter(by, "First sales", SAID))
        if row.route.endswith("/own"):
            for _ in range(2):
                number = comments.enter(change, slug, Letter(by, "Checks", CAMPAIGN))
        if row.route.endswith("/return"):
            comments.set_aside(change, slug, number, _version(change, slug, number), "No comment")
        if row.route.endswith("/letting-go"):
            points.split(change, slug, number, 1, "Please hear small firms.")
        if row.route.endswith(("/answer", "/reopening", "/again", "/left", "/settling")):
            points.settle(change, slug, number, _version(change, slug, number), 1, SETTLED)
        if row.route.endswith(("<int:number>/reopening", "/again", "/left")):
            answers.send(change, slug, number, _version(change, slug, number))
        if row.route.endswith(("/again", "/left")):
            with writing() as session:
                session.execute(update(CommentMail).values(state="dead"))
        return number


def sent(site: Site, row: Row, number: int) -> dict[str, Any]:
    """Return what the plan's own coordinator would send, whoever sends it now."""
    if row.route == TERMS:
        days = {"takes_comments": "y", "comment_days": 3 + number % 200}
        return {"version": _plan_version(site, row), **days}
    if row.route == f"{COMMENTS}/new":
        return {"sender": f"Somebody {number}", "subject": "Sales", "words": f"Said {number}"}
    version = _current(site, row)
    return {
        "version": version,
        "sender": f"Renamed {number}",
        "words": "Please count first sellers.",
        "because": f"Because {number}",
        "disposition": "declined",
        "answer": f"Answer {number}",
    }


def _version(change: Change, slug: str, number: int) -> int:
    session = db.session()
    plan, _ = rights.plan_for(session, change.actor, slug)
    return of_number(session, plan.id, number).version


def _current(site: Site, row: Row) -> int:
    """Return the version of the last comment of the plan."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    plan = next(one.id for one in site.rows("plans") if one.slug == slug)
    found = [one for one in site.rows("comments") if one.plan_id == plan]
    return max(found, key=lambda one: one.number).version if found else 1


def _plan_version(site: Site, row: Row) -> int:
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    return next((one.version for one in site.rows("plans") if one.slug == slug), 1)
